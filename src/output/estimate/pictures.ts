import type { Channel } from '../../domain/channel.ts';
import type { Estimate, LeverWorth } from '../../domain/estimate.ts';
import { compare, isZero, numeral, ONE } from '../../domain/exact.ts';
import { costOf, totalOf } from '../../domain/line-item.ts';
import { capital } from '../../domain/line-text.ts';
import { meterLabel } from '../../domain/meter.ts';
import { shareOf } from '../../domain/saving.ts';
import type { MonthCost, Schedule } from '../../domain/schedule.ts';
import type { Usd } from '../../domain/units.ts';
import type { OverVolume } from '../../domain/volume-curve.ts';
import type { Picture } from '../page.ts';
import { bounded, dollars, multiple, percent, plainDollars } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { largest, ofAll } from '../words/largest.ts';
import { channelWord, restsOn } from '../words/rests-on.ts';
import { labelOf } from '../words/row-label.ts';
import { channelText } from './grid.ts';

const AMOUNT = 'USD a month';

/** What each workload costs through the channel that is the cheapest for it. */
function workloadsPicture({ workloads, totals }: Estimate): Picture[] {
  const bought = workloads.flatMap(({ workload, cheapest }) => {
    const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
    return cheapest === undefined || cost === undefined ? [] : [{ name: workload.name, cheapest, cost }];
  });
  const drawn = largest(bought, ({ cost }) => cost);
  const [first] = drawn;
  const part = first === undefined ? undefined : shareOf(first.cost, totals.cheapest);
  if (first === undefined || part === undefined || bought.length < 2) return [];
  const total = bounded(dollars(totals.cheapest), totals.cheapestBound);
  const rows = drawn.map(({ name, cheapest, cost }) => ({
    name: `${name}, ${channelText(cheapest)}`,
    amount: cost,
    shown: dollars(cost),
    hue: channelText(cheapest),
  }));
  return [
    {
      title: `${first.name} takes ${percent(part, 1)} of ${total} a month${restsOn(bought.map(({ cheapest }) => cheapest.channel))}`,
      alt: `Where the money goes: a bar for what each workload costs at its cheapest${ofAll(drawn.length, bought.length)}.`,
      chart: { kind: 'bars', rows, hues: [...new Set(rows.map(({ hue }) => hue))] },
      data: {
        head: ['workload', 'through', AMOUNT],
        rows: bought.map(({ name, cheapest, cost }) => [name, labelOf(cheapest), dollars(cost)]),
        text: [0, 1],
      },
      isSaid: true,
    },
  ];
}

/** What one workload is billed for in its cheapest configuration, by meter and mode. */
function metersPicture({ workloads }: Estimate): Picture[] {
  const [only, another] = workloads;
  const bill = another === undefined ? only?.cheapest?.bill : undefined;
  const cost = bill === undefined ? undefined : totalOf(bill);
  if (only?.cheapest === undefined || bill === undefined || cost === undefined) return [];
  const items = bill.lineItems.map((item) => ({ item, cost: costOf(item) })).filter((each) => !isZero(each.cost));
  const drawn = largest(items, (each) => each.cost);
  const [first] = drawn;
  const part = first === undefined ? undefined : shareOf(first.cost, cost);
  if (first === undefined || part === undefined || items.length < 2) return [];
  const nameOf = ({ item: { price } }: (typeof items)[number]) =>
    `${meterLabel(price.meter)}${price.mode === 'standard' ? '' : `, ${price.mode}`}`;
  const rows = drawn.map((each) => ({ name: nameOf(each), amount: each.cost, shown: dollars(each.cost) }));
  return [
    {
      title: `${percent(part, 1)} of the cheapest bill is ${nameOf(first)}${restsOn([only.cheapest.channel])}`,
      alt: `Where the money goes: a bar for each line of the cheapest bill, ${labelOf(only.cheapest)}.`,
      chart: { kind: 'bars', rows },
      data: { head: ['line', AMOUNT], rows: items.map((each) => [nameOf(each), dollars(each.cost)]) },
      isSaid: false,
    },
  ];
}

interface LeverRow {
  readonly workload: string;
  readonly lever: string;
  readonly saving: Usd;
  readonly worth: LeverWorth;
}

const LEVERS = [
  ['caching', 'cacheSaving'],
  ['batch', 'batchSaving'],
  ['both', 'bothSaving'],
] as const;

/** What caching, batch and both take off, workload by workload. */
function leverRows({ advice }: Pick<Estimate, 'advice'>): LeverRow[] {
  return advice.flatMap((each) => {
    if (each.code !== 'lever') return [];
    const { worth } = each;
    const single = LEVERS.flatMap(([lever, key]) => {
      const saving = worth[key];
      return saving === undefined || isZero(saving) ? [] : [{ workload: worth.workload, lever, saving, worth }];
    });
    // Both together are the one lever that there is.
    return single.length === 2 ? single.slice(0, 1) : single;
  });
}

function leversPicture(estimate: Estimate): Picture[] {
  const rows = leverRows(estimate);
  const drawn = largest(rows, ({ saving }) => saving);
  const best = rows
    .filter(({ lever, saving }) => lever !== 'both' && saving.coefficient > 0n)
    .toSorted((a, b) => compare(b.saving, a.saving))[0];
  if (best === undefined) return [];
  const many = estimate.workloads.length > 1;
  const part = shareOf(best.saving, best.worth.asIs);
  const share = part === undefined ? '' : ` (${percent(part, 1)} of its list bill)`;
  const levels = best.worth.basis === 'illustration' ? ' at the illustrated levels' : ' as stated';
  const nameOf = ({ workload, lever }: LeverRow) => (many ? `${lever} on ${workload}` : lever);
  return [
    {
      title: `The lever that takes off most is ${nameOf(best)}: ${plainDollars(best.saving)} a month${share},${levels}`,
      alt: `What each lever saves on the list bill: a bar for caching, batch and both${many ? ' of each workload' : ''}${ofAll(drawn.length, rows.length)}.`,
      chart: {
        kind: 'bars',
        rows: drawn.map((row) => ({
          name: nameOf(row),
          amount: row.saving,
          shown: dollars(row.saving),
          ...(many ? { hue: row.lever } : {}),
        })),
        ...(many ? { hues: LEVERS.map(([lever]) => lever) } : {}),
      },
      data: {
        head: ['workload', 'lever', 'saves, USD a month'],
        rows: rows.map(({ workload, lever, saving }) => [workload, lever, dollars(saving)]),
        text: [0, 1],
      },
      isSaid: true,
    },
  ];
}

/** Months of a profile, the cheapest as columns and the baseline over them. */
function monthsPicture(schedule: Schedule | undefined): Picture[] {
  if (schedule === undefined) return [];
  const { months, total } = schedule;
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined || months.length < 2) return [];
  const shown = ({ cheapest, bounds }: Pick<MonthCost, 'cheapest' | 'bounds'>) =>
    bounded(dollars(cheapest), bounds.cheapest);
  const moved = compare(last.cheapest, first.cheapest);
  const way = moved === 0 ? 'begins and ends at' : moved > 0 ? 'rises from' : 'falls from';
  const ends = moved === 0 ? shown(first) : `${shown(first)} to ${shown(last)}`;
  return [
    {
      title: `A month ${way} ${ends}; ${months.length} months come to ${shown(total)}`,
      alt: 'Months of the profile: a column for the cheapest as stated, and a mark for the baseline, list price without levers.',
      chart: {
        kind: 'columns',
        columns: months.map(({ month, cheapest, baseline }) => ({ name: month, amount: cheapest, beside: baseline })),
        hue: 'cheapest, as stated',
        beside: 'baseline',
      },
      data: {
        head: ['month', 'cheapest', 'baseline'],
        rows: months.map((month) => [
          month.month,
          shown(month),
          bounded(dollars(month.baseline), month.bounds.baseline),
        ]),
      },
      isSaid: true,
    },
  ];
}

/** Everything bought through one channel. */
const allThrough = (channel: Channel) =>
  channel.kind === 'list'
    ? 'all at list price'
    : channel.kind === 'direct'
      ? 'all direct'
      : `all through ${channelName(channel)}`;

/** Which channel is the cheapest today, and from which volume on another is. */
function volumeTitle({ crossings, today, most, workloads }: OverVolume): string {
  const alone = workloads > 1 ? 'if all goes one way, ' : '';
  const now = `${alone}${channelWord(today)} is the cheapest at today's volume`;
  const next = crossings.find(({ volume, from }) => from.id === today.id && compare(volume, ONE) > 0);
  const before = crossings.findLast(({ volume, to }) => to.id === today.id && compare(volume, ONE) <= 0);
  const since = before === undefined ? '' : `, from ${multiple(before.volume)} of it on`;
  if (next !== undefined)
    return `${now}${since}, ${channelWord(next.to)} from ${multiple(next.volume)} of it on${restsOn([today, next.to])}`;
  return `${now}${since === '' ? ` and at every volume up to ${multiple(most)}` : since}${restsOn([today])}`;
}

/** Cost over volume, a line for each channel. */
export function volumePicture(over: OverVolume | undefined): Picture[] {
  if (over === undefined) return [];
  const { curves, crossings, floor, most } = over;
  const name = ({ channel }: OverVolume['curves'][number]) => allThrough(channel);
  return [
    {
      title: capital(volumeTitle(over)),
      alt: `Cost over volume, up to ${multiple(most)}: a line for everything bought through one channel, with the floor and the volumes at which another channel becomes the cheapest.`,
      chart: {
        kind: 'lines',
        y: 'USD a month',
        x: { label: "times today's volume", form: 'multiple' },
        series: curves.map((curve) => ({
          name: name(curve),
          points: curve.points.map(({ volume, cost }) => [volume, cost] as const),
        })),
        ...(floor === undefined
          ? {}
          : {
              band: {
                name: `list spend within the floor, ${plainDollars(floor.band.low)} to ${plainDollars(floor.band.high)}`,
                from: floor.low,
                to: floor.high,
              },
            }),
        marks: [
          { at: ONE, shown: 'today' },
          ...crossings.map(({ volume, to }) => ({ at: volume, shown: `${multiple(volume)}: ${channelWord(to)}` })),
        ],
      },
      data: {
        head: ['volume', ...curves.map(name)],
        rows: rowsOver(over).map(({ volume, costs }) => [
          multiple(volume),
          ...costs.map((cost) => (cost === undefined ? 'not open' : dollars(cost))),
        ]),
      },
      isSaid: false,
    },
  ];
}

/** The curves side by side, a row for each volume. */
function rowsOver({ curves }: OverVolume) {
  const all = curves.flatMap(({ points }) => points.map(({ volume }) => [numeral(volume), volume] as const));
  const volumes = [...new Map(all).values()].toSorted(compare);
  return volumes.map((volume) => ({
    volume,
    costs: curves.map(({ points }) => points.find((each) => compare(each.volume, volume) === 0)?.cost),
  }));
}

/** What of an estimate is seen at a glance. */
export function estimatePictures(estimate: Estimate, over: OverVolume | undefined): Picture[] {
  return [
    ...workloadsPicture(estimate),
    ...metersPicture(estimate),
    ...leversPicture(estimate),
    ...volumePicture(over),
    ...monthsPicture(estimate.schedule),
  ];
}

/** What of an estimate a terminal draws beside its tables: what each lever takes off, and the months. */
export function terminalPictures(estimate: Estimate): Picture[] {
  return [...leversPicture(estimate), ...monthsPicture(estimate.schedule)];
}
