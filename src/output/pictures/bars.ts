import { rect, ruleX, text } from '@observablehq/plot';
import type { Bars, Spread, Steps } from '../chart.ts';
import { cutTo, textWidth } from './axis-text.ts';
import { COLOURS, colourOf, fillKey, place, type Scene, SOFT } from './scene.ts';

/** A name and its figure in one line, the bar under them. */
const ROW = 46;
const BASELINE = 15;
const BAR_TOP = 21;
const BAR_BOTTOM = 34;
const GAP = 14;
/** A place that bars are held against reaches over them. */
const OVER = 3;
/** A bar of nothing is still seen. */
const EDGE = 2;

interface Bar {
  readonly name: string;
  readonly shown: string;
  /** Its ends on the axis, each stretch with its colour. */
  readonly stretches: readonly { readonly from: number; readonly to: number; readonly colour: string }[];
}

/** Bars under their names and figures; `rules` are the places a bar is held against. */
function rowsOf(bars: readonly Bar[], width: number, rules: readonly number[], fromZero: boolean): Scene['options'] {
  const ends = [...rules, ...bars.flatMap(({ stretches }) => stretches.flatMap(({ from, to }) => [from, to]))];
  const all = fromZero ? [0, ...ends] : ends;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const height = bars.length * ROW;
  const top = (index: number) => index * ROW;
  const names = bars.map(({ name, shown }, index) => ({
    shown: cutTo(shown, width - 2 * EDGE),
    name: cutTo(name, width - 2 * EDGE - GAP - textWidth(shown)),
    y: top(index) + BASELINE,
  }));
  const rects = bars.flatMap(({ stretches }, index) => stretches.map((each) => ({ ...each, y: top(index) })));
  const line = { y: 'y', fill: 'currentColor', lineAnchor: 'bottom' } as const;
  return {
    height,
    marginTop: 0,
    marginBottom: 0,
    marginLeft: EDGE,
    marginRight: EDGE,
    x: { axis: null, domain: low === high ? [low, low + 1] : [low, high] },
    y: { type: 'identity', axis: null },
    marks: [
      rect(rects, {
        x1: 'from',
        x2: 'to',
        y1: ({ y }) => y + BAR_TOP,
        y2: ({ y }) => y + BAR_BOTTOM,
        fill: 'colour',
      }),
      ruleX(
        bars.flatMap((_, index) => rules.map((at) => ({ at, y: top(index) }))),
        { x: 'at', y1: ({ y }) => y + BAR_TOP - OVER, y2: ({ y }) => y + BAR_BOTTOM + OVER, stroke: SOFT },
      ),
      text(names, { ...line, text: 'name', frameAnchor: 'left', textAnchor: 'start' }),
      text(names, { ...line, text: 'shown', frameAnchor: 'right', textAnchor: 'end', fontVariant: 'tabular-nums' }),
    ],
  };
}

/** Amounts side by side. */
export function barsScene({ rows, hues = [], against }: Bars, width: number): Scene {
  const bars = rows.map(({ name, shown, amount, hue }) => ({
    name,
    shown,
    stretches: [{ from: 0, to: place(amount), colour: colourOf(hues, hue) }],
  }));
  const held = against === undefined ? [] : [against];
  return {
    options: rowsOf(bars, width, [0, ...held.map(({ at }) => place(at))], true),
    key: [...fillKey(hues), ...held.map(({ name }) => ({ name, form: 'tick', colour: SOFT, dash: 'none' }) as const)],
  };
}

/** A waterfall that falls from row to row. */
export function stepsScene({ steps, hues = [] }: Steps, width: number): Scene {
  let at = 0;
  const bars = steps.map(({ name, shown, amount, total, hue }) => {
    const from = total ? 0 : at;
    at = total ? place(amount) : at - place(amount);
    return { name, shown, stretches: [{ from, to: at, colour: total ? SOFT : colourOf(hues, hue) }] };
  });
  return { options: rowsOf(bars, width, [], true), key: [] };
}

/** What each unknown does to one amount. */
export function spreadScene({ centre, rows }: Spread, width: number): Scene {
  const middle = place(centre);
  const [lowColour, highColour] = [COLOURS[0], COLOURS[1]];
  const bars = rows.map(({ name, shown, low, high }) => ({
    name,
    shown,
    stretches: [
      ...(low === undefined ? [] : [{ from: middle, to: place(low), colour: lowColour }]),
      ...(high === undefined ? [] : [{ from: middle, to: place(high), colour: highColour }]),
    ],
  }));
  const key = (name: string, colour: string) => ({ name, form: 'fill', colour, dash: 'none' }) as const;
  return {
    options: rowsOf(bars, width, [middle], false),
    key: [key('at its low end', lowColour), key('at its high end', highColour)],
  };
}
