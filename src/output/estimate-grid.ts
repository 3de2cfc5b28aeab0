import type { Configuration, Obstacle, WorkloadEstimate } from '../domain/estimate.ts';
import { compare, whole } from '../domain/exact.ts';
import { type LineItem, totalOf } from '../domain/line-item.ts';
import { complement, minus, portion, ratio, type Share, sum, type Usd } from '../domain/units.ts';
import { change, dollars, percent, wholeDollars } from './numbers.ts';
import { obstacleText } from './obstacle-text.ts';

/** One channel of a workload as the screen shows it: a label and four cells, each a few lines. */
export interface GridRow {
  readonly label: string;
  readonly cells: readonly string[];
}

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly GridRow[];
  /** What the marks in the cells mean, and why some rows can not be bought. */
  readonly legend: readonly string[];
}

const NO_CENTS_FROM = whole(1_000_000n);
const NOT_GIVEN = '-';

type Money = (amount: Usd) => string;

/** Cents, unless an amount of a million or more would not leave room for them. */
function moneyOf(rows: readonly Configuration[]): Money {
  const wide = rows.some((row) => {
    const cost = totalOf(row.bill);
    return cost !== undefined && compare(cost, NO_CENTS_FROM) >= 0;
  });
  return (amount) => (wide ? wholeDollars(amount) : dollars(amount)).replace('$', '');
}

function byChannel(rows: readonly Configuration[]): Configuration[][] {
  const groups = new Map<string, Configuration[]>();
  for (const row of rows) groups.set(row.channel.id, [...(groups.get(row.channel.id) ?? []), row]);
  return [...groups.values()];
}

/** The channel of a row by its name. */
export function channelText({ channel }: Configuration): string {
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}

/** The levers of a row as the heads of the columns name them. */
export function leverText({ cache, batch }: Configuration): string {
  if (cache && batch) return 'both';
  return cache ? 'cache' : batch ? 'batch' : 'as is';
}

function labelOf({ channel }: Configuration): string {
  switch (channel.kind) {
    case 'list':
      return 'list';
    case 'aggregator':
      return `${channel.aggregator.name} -${percent(channel.discount)}`;
    case 'direct':
      return `direct -${percent(channel.discount)}\n\n  at -${percent(channel.deepest)}\n  at -${percent(channel.shallowest)}`;
  }
}

/** The list cost a direct row's discount is taken from. */
function atDiscount(listCost: Usd, discount: Share): Usd {
  return portion(listCost, complement(discount));
}

function cellOf(row: Configuration, estimate: WorkloadEstimate, money: Money, listCost: Usd | undefined): string {
  if (row.obstacle?.code === 'leverNotStated') return NOT_GIVEN;
  const cost = totalOf(row.bill);
  if (cost === undefined) return row.obstacle?.code === 'batchNotOffered' ? NOT_GIVEN : 'unpriced';
  const marked = (amount: Usd) => (row.obstacle === undefined ? money(amount) : `(${money(amount)})`);
  const baseline = totalOf(estimate.baseline);
  const saved = baseline === undefined ? undefined : ratio(minus(baseline, cost), baseline);
  const lines = [row === estimate.cheapest ? `${marked(cost)} *` : marked(cost)];
  lines.push(saved === undefined || saved.coefficient === 0n ? '' : change(saved, 1));
  if (row.channel.kind === 'direct' && listCost !== undefined) {
    lines.push(marked(atDiscount(listCost, row.channel.deepest)), marked(atDiscount(listCost, row.channel.shallowest)));
  }
  return lines.join('\n').trimEnd();
}

function headOf(rows: readonly Configuration[], levels: ShownLevels): string[] {
  const illustrated = rows.some((row) => row.basis === 'illustration');
  const under = illustrated ? '\nillustration' : '';
  const hits = levels.cache === undefined ? 'cache' : `cache ${percent(levels.cache)}`;
  const batch = levels.batch === undefined ? 'batch' : `batch ${percent(levels.batch)}`;
  return ['USD a month', 'as is', `${hits}${under}`, `${batch}${under}`, `both${under}`];
}

/** Levels of the levers as priced, for the heads of the columns. */
export interface ShownLevels {
  readonly cache: Share | undefined;
  readonly batch: Share | undefined;
}

type Test = (item: LineItem) => boolean;

/** Which part of some line items' tokens others are; undefined for a lever that was not given. */
function shareOf(row: Configuration | undefined, wanted: Test, of: Test): Share | undefined {
  if (row === undefined || row.obstacle?.code === 'leverNotStated') return undefined;
  const total = sum(row.bill.lineItems.filter(of).map((item) => item.tokens));
  return ratio(sum(row.bill.lineItems.filter(wanted).map((item) => item.tokens)), total) as Share | undefined;
}

function shownLevels(rows: readonly Configuration[]): ShownLevels {
  const list = (cache: boolean, batch: boolean) =>
    rows.find((row) => row.channel.kind === 'list' && row.cache === cache && row.batch === batch);
  return {
    cache: shareOf(
      list(true, false),
      (item) => item.price.meter === 'cacheRead',
      (item) => item.price.meter !== 'output',
    ),
    batch: shareOf(
      list(false, true),
      (item) => item.price.mode === 'batch',
      () => true,
    ),
  };
}

/** Obstacles whose text says of which channel they are, or that are of no channel. */
const NAMES_ITS_CHANNEL: ReadonlySet<Obstacle['code']> = new Set([
  'leverNotStated',
  'leverNotServed',
  'tooSlow',
  'channelExcluded',
]);

function legendOf(estimate: WorkloadEstimate, nameOf: (provider: string) => string): string[] {
  const legend: string[] = [];
  if (estimate.cheapest !== undefined) legend.push('*   cheapest that can be bought as stated');
  const seen = new Set<string>();
  for (const row of estimate.configurations) {
    const { obstacle } = row;
    if (obstacle === undefined) continue;
    const mark = obstacle.code === 'leverNotStated' || obstacle.code === 'batchNotOffered' ? '-  ' : '( )';
    const who = NAMES_ITS_CHANNEL.has(obstacle.code) ? '' : `${channelText(row)}: `;
    const key = `${who}${obstacle.code}${obstacle.code === 'leverNotStated' ? obstacle.lever : ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    legend.push(`${mark} ${who}${obstacleText(obstacle, nameOf)}`);
  }
  return legend;
}

/** Channels as rows, levers as columns: what the table and the Markdown of one workload show. */
export function gridOf(estimate: WorkloadEstimate, nameOf: (provider: string) => string): Grid {
  const rows = estimate.configurations;
  const money = moneyOf(rows);
  const costAtList = (row: Configuration) => {
    const twin = rows.find(
      (each) => each.channel.kind === 'list' && each.cache === row.cache && each.batch === row.batch,
    );
    return twin === undefined ? undefined : totalOf(twin.bill);
  };
  return {
    head: headOf(rows, shownLevels(rows)),
    rows: byChannel(rows).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [{ label: labelOf(first), cells: group.map((row) => cellOf(row, estimate, money, costAtList(row))) }];
    }),
    legend: legendOf(estimate, nameOf),
  };
}
