import { areaY, axisX, axisY, gridY, lineY, rectX, rectY, ruleX, ruleY, text, tickY } from '@observablehq/plot';
import type { Columns, Lines } from '../chart.ts';
import { cutTo, dollarTick, multipleTick, textWidth } from './axis-text.ts';
import { COLOURS, colourOf, dashOf, type KeyItem, LINE, place, type Scene, SHADE, SOFT } from './scene.ts';

const HEIGHT = 280;
const LEFT = 58;
const RIGHT = 18;
const BOTTOM = 46;
const TOP = 16;
const MARK_ROW = 18;
/** Pixels between ticks, so that their words stand apart. */
const TICK_EVERY = 90;
const Y_TICKS = 5;

const dollarsAxis = [
  gridY({ stroke: LINE, strokeOpacity: 1, ticks: Y_TICKS }),
  axisY({ label: null, tickFormat: dollarTick, ticks: Y_TICKS, tickSize: 0, color: 'currentColor' }),
];

/** Columns that have a word under them: all, or as many as there is room for. */
function named(names: readonly string[], room: number): ReadonlySet<string> {
  const widest = Math.max(...names.map(textWidth)) + 2;
  const every = Math.max(1, Math.ceil(widest / room));
  return new Set(names.filter((_, index) => index % every === 0));
}

/** Periods side by side. */
export function columnsScene({ columns, hue, beside }: Columns, width: number): Scene {
  const rows = columns.map((each, index) => ({
    name: each.name,
    at: index,
    amount: place(each.amount),
    beside: each.beside === undefined ? Number.NaN : place(each.beside),
  }));
  const shown = named(
    columns.map(({ name }) => name),
    (width - LEFT - RIGHT) / columns.length,
  );
  const key: KeyItem[] = [
    { name: hue, form: 'fill', colour: COLOURS[0], dash: 'none' },
    ...(beside === undefined ? [] : [{ name: beside, form: 'tick', colour: COLOURS[1], dash: 'none' } as const]),
  ];
  return {
    options: {
      height: HEIGHT,
      marginTop: TOP,
      marginBottom: BOTTOM / 2 + 4,
      marginLeft: LEFT,
      marginRight: RIGHT,
      x: { type: 'band', domain: rows.map(({ at }) => at), padding: 1 / 4 },
      y: { domain: [0, Math.max(1 / 100, ...rows.flatMap((each) => [each.amount, each.beside || 0]))], nice: true },
      marks: [
        ...dollarsAxis,
        axisX({
          label: null,
          tickSize: 0,
          tickFormat: (at: number) => {
            const name = columns[at]?.name ?? '';
            return shown.has(name) ? name : '';
          },
        }),
        rectY(rows, { x: 'at', y: 'amount', fill: COLOURS[0] }),
        ...(beside === undefined
          ? []
          : [
              tickY(
                rows.filter((each) => !Number.isNaN(each.beside)),
                { x: 'at', y: 'beside', stroke: COLOURS[1], strokeWidth: 3 },
              ),
            ]),
        ruleY([0], { stroke: SOFT }),
      ],
    },
    key,
  };
}

function lineKey({ series, area, band, level }: Lines): KeyItem[] {
  const hues = series.map(({ name }) => name);
  return [
    ...series.map(
      ({ name }, index): KeyItem => ({
        name,
        form: 'line',
        colour: colourOf(hues, name),
        dash: dashOf(index),
      }),
    ),
    ...(area === undefined ? [] : [{ name: area.name, form: 'fill', colour: SHADE, dash: 'none' } as const]),
    ...(band === undefined ? [] : [{ name: band.name, form: 'fill', colour: SHADE, dash: 'none' } as const]),
    ...(level === undefined ? [] : [{ name: level.name, form: 'line', colour: SOFT, dash: '3 3' } as const]),
  ];
}

/** Words over the picture, a row each, on the side where there is room. */
function markTexts(marks: NonNullable<Lines['marks']>, low: number, high: number, width: number) {
  const room = width - LEFT - RIGHT;
  return marks.map(({ at, shown }, index) => {
    const x = place(at);
    const part = high === low ? 0 : (x - low) / (high - low);
    const isRight = part > 1 / 2;
    return {
      x,
      row: index,
      isRight,
      shown: cutTo(shown, Math.max(room * (isRight ? part : 1 - part), room / 2) + (isRight ? LEFT : RIGHT) - 8),
    };
  });
}

/** One amount over another. */
export function linesScene(chart: Lines, width: number): Scene {
  const { x, y, series, area, band, marks = [], level } = chart;
  const hues = series.map(({ name }) => name);
  const points = series.map((each, index) => ({
    name: each.name,
    index,
    points: each.points.map(([at, amount]) => ({ x: place(at), y: place(amount) })),
  }));
  const between = (area?.points ?? []).map(([at, low, high]) => ({ x: place(at), low: place(low), high: place(high) }));
  const xs = [...points.flatMap((each) => each.points.map((point) => point.x)), ...between.map((each) => each.x)];
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(
    ...points.flatMap((each) => each.points.map((point) => point.y)),
    ...between.map((each) => each.high),
    level === undefined ? 0 : place(level.at),
  );
  const inside = (value: number) => Math.min(high, Math.max(low, value));
  const words = markTexts(
    marks.filter(({ at }) => place(at) >= low && place(at) <= high),
    low,
    high,
    width,
  );
  const over = TOP + MARK_ROW * (words.length + 1);
  const ticks = Math.max(2, Math.floor((width - LEFT - RIGHT) / TICK_EVERY));
  const format = { usd: dollarTick, multiple: multipleTick, day: () => '' }[x.form];
  const [from, to] = x.ends ?? [];
  const end = { text: (shown: string) => shown, frameAnchor: 'bottom', dy: BOTTOM / 2 - 6 } as const;
  return {
    options: {
      height: HEIGHT + MARK_ROW * (words.length + 1),
      marginTop: over,
      marginBottom: BOTTOM,
      marginLeft: LEFT,
      marginRight: RIGHT,
      x: { type: 'linear', domain: [low, high] },
      y: { domain: [0, top > 0 ? top : 1], nice: true },
      marks: [
        ...(band === undefined
          ? []
          : [
              rectX([band], {
                x1: () => inside(place(band.from)),
                x2: () => inside(place(band.to)),
                fill: SHADE,
              }),
            ]),
        ...dollarsAxis,
        axisX({ label: null, tickFormat: format, ticks: x.form === 'day' ? [] : ticks, tickSize: 4 }),
        ...(area === undefined ? [] : [areaY(between, { x: 'x', y1: 'low', y2: 'high', fill: SHADE })]),
        ruleY([0], { stroke: SOFT }),
        ...(level === undefined
          ? []
          : [ruleY([place(level.at)], { stroke: SOFT, strokeDasharray: '3 3', strokeWidth: 2 })]),
        ...points.map((each) =>
          lineY(each.points, {
            x: 'x',
            y: 'y',
            stroke: colourOf(hues, each.name),
            strokeWidth: 2.5,
            strokeDasharray: dashOf(each.index),
          }),
        ),
        ruleX(words, { x: 'x', stroke: SOFT, strokeDasharray: '2 2' }),
        ...words.map((word) =>
          text([word], {
            x: 'x',
            text: 'shown',
            frameAnchor: 'top',
            textAnchor: word.isRight ? 'end' : 'start',
            dy: -over + MARK_ROW * (word.row + 1) + MARK_ROW / 2 + 2,
            dx: word.isRight ? 4 : -4,
          }),
        ),
        ...(from === undefined || to === undefined
          ? []
          : [
              text([from], { ...end, x: low, textAnchor: 'start' }),
              text([to], { ...end, x: high, textAnchor: 'end' }),
            ]),
        text([y], {
          text: (label: string) => label,
          frameAnchor: 'top-left',
          textAnchor: 'start',
          dx: -LEFT,
          dy: -over + MARK_ROW / 2,
          fill: SOFT,
        }),
        text([x.label], { text: (label: string) => label, frameAnchor: 'bottom', dy: BOTTOM - 8, fill: SOFT }),
      ],
    },
    key: lineKey(chart),
  };
}
