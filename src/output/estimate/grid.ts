import type { Configuration, WorkloadEstimate } from '../../domain/estimate.ts';
import { compare, numeral, whole } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Share, Usd } from '../../domain/units.ts';
import { change, dollars, percent, wholeDollars } from '../render/numbers.ts';
import { aggregatorLabel, feeText } from '../words/aggregator-text.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { leaningText } from './advice-text.ts';

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
export const leverText = ({ levers }: Configuration) => (levers === 'asIs' ? 'as is' : levers);

/** The label of a channel; a discount stands in it when it is the same in every column. */
function labelOf(group: readonly Configuration[]): string {
  const [first] = group;
  if (first === undefined) return '';
  const { channel } = first;
  if (channel.kind === 'list') return 'list';
  if (channel.kind === 'aggregator') return aggregatorLabel(channel);
  const discounts = new Set(group.map((row) => (row.channel.kind === 'direct' ? percent(row.channel.discount) : '')));
  const label = discounts.size === 1 ? `direct -${percent(channel.discount)}` : 'direct';
  const ends = endsOf(group).map((discount) => `  at -${percent(discount)}`);
  return ends.length === 0 ? label : `${label}\n\n${ends.join('\n')}`;
}

type DirectChannel = Extract<Configuration['channel'], { kind: 'direct' }>;

/** Whether negotiations leave room between two discounts. */
function isRange({ deepest, shallowest }: DirectChannel): boolean {
  return compare(deepest, shallowest) !== 0;
}

/** Both ends of what a row's contract can give; none where there is no room between them. */
function rangeOf({ channel }: Configuration): readonly Share[] {
  return channel.kind === 'direct' && isRange(channel) ? [channel.deepest, channel.shallowest] : [];
}

/** What a row costs at an end that is its own. */
function costAt(row: Configuration, end: Share): Usd | undefined {
  const place = rangeOf(row).findIndex((each) => compare(each, end) === 0);
  return place === -1 ? undefined : [row.range?.low, row.range?.high][place];
}

/** The ends of every column, the deepest first: a commitment can close an end to one column and not to another. */
function endsOf(group: readonly Configuration[]): Share[] {
  const ends = new Map([...new Set(group.flatMap(rangeOf))].map((discount) => [numeral(discount), discount]));
  return [...ends.values()].sort((a, b) => compare(b, a));
}

function cellOf(row: Configuration, estimate: WorkloadEstimate, money: Money, ends: readonly Share[]): string {
  if (row.obstacle?.code === 'leverNotStated') return NOT_GIVEN;
  const cost = totalOf(row.bill);
  if (cost === undefined) return row.obstacle?.code === 'batchNotOffered' ? NOT_GIVEN : 'unpriced';
  const marked = (amount: Usd) => (row.obstacle === undefined ? money(amount) : `(${money(amount)})`);
  const saved = row.saving?.share;
  const lines = [row === estimate.cheapest ? `${marked(cost)} *` : marked(cost)];
  lines.push(saved === undefined || saved.coefficient === 0n ? '' : change(saved, 1));
  for (const end of ends) {
    const own = costAt(row, end);
    lines.push(own === undefined ? '' : marked(own));
  }
  return lines.join('\n').trimEnd();
}

function headOf(rows: readonly Configuration[], levels: WorkloadEstimate['levels']): string[] {
  const illustrated = rows.some((row) => row.basis === 'illustration' && row.obstacle?.code !== 'leverNotStated');
  const under = illustrated ? '\nillustration' : '';
  const hits = levels.cache === undefined ? 'cache' : `cache ${percent(levels.cache)}`;
  const batch = levels.batch === undefined ? 'batch' : `batch ${percent(levels.batch)}`;
  return ['USD a month', 'as is', `${hits}${under}`, `${batch}${under}`, `both${under}`];
}

/** Obstacles whose text says of which channel they are, or that are of no channel. */
const NAMES_ITS_CHANNEL: ReadonlySet<Obstacle['code']> = new Set([
  'leverNotStated',
  'batchNotOffered',
  'prefixTooShort',
  'unpriced',
  'leverNotServed',
  'tooSlow',
  'regionNotOffered',
  'channelExcluded',
]);

/** What tells two obstacles of one kind apart. */
function detailOf(obstacle: Obstacle): string {
  if (obstacle.code === 'leverNotStated') return obstacle.lever;
  return obstacle.code === 'channelExcluded' ? obstacle.channel : '';
}

/** What the costs of a channel hold beside the tokens, by the row without a lever; under a contract, by every row. */
function feeLegend({ configurations }: WorkloadEstimate): string[] {
  return configurations.flatMap((row) => {
    const { levers, bill } = row;
    const shown = row.contract === undefined ? levers === 'asIs' : row.obstacle === undefined;
    if (!shown || bill.fees.length === 0) return [];
    return [`fee ${channelText(row)}, ${leverText(row)}: ${bill.fees.map((fee) => feeText(fee)).join('; ')}`];
  });
}

function legendOf(estimate: WorkloadEstimate, nameOf: (provider: string) => string): string[] {
  const legend: string[] = [];
  if (estimate.cheapest !== undefined) {
    const open = estimate.mayBeUndercut ? '; a row that cannot be told may cost less' : '';
    const can = estimate.cheapest.ground === 'hoped' ? '' : ' that can be bought';
    legend.push(`*   cheapest${can} as stated${leaningText(estimate.cheapest)}${open}`);
  }
  const seen = new Set<string>();
  for (const row of estimate.configurations) {
    const { obstacle } = row;
    if (obstacle === undefined) continue;
    const mark = obstacle.code === 'leverNotStated' || obstacle.code === 'batchNotOffered' ? '-  ' : '( )';
    const who = NAMES_ITS_CHANNEL.has(obstacle.code) ? '' : `${channelText(row)}: `;
    const key = `${who}${obstacle.code}${detailOf(obstacle)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    legend.push(`${mark} ${who}${obstacleText(obstacle, nameOf)}`);
  }
  legend.push(...feeLegend(estimate));
  return legend;
}

/** Channels as rows, levers as columns: what the table and the Markdown of one workload show. */
export function gridOf(estimate: WorkloadEstimate, nameOf: (provider: string) => string): Grid {
  const rows = estimate.configurations;
  const money = moneyOf(rows);
  return {
    head: headOf(rows, estimate.levels),
    rows: byChannel(rows).map((group) => ({
      label: labelOf(group),
      cells: group.map((row) => cellOf(row, estimate, money, endsOf(group))),
    })),
    legend: legendOf(estimate, nameOf),
  };
}
