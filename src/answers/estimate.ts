import type { Advice, Configuration, Estimate, Provenance, WorkloadEstimate } from '../domain/estimate.ts';
import type { Exact } from '../domain/exact.ts';
import { Items } from '../domain/json.ts';
import { totalOf } from '../domain/line-item.ts';
import { meterName, meterRow, STATED_METERS, type StatedMeter } from '../domain/meter.ts';
import type { Note } from '../domain/note.ts';
import type { Obstacle } from '../domain/obstacle.ts';
import type { PeriodCost, Schedule } from '../domain/schedule.ts';
import { annual, type Tokens } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { allocation } from './allocation.ts';
import { fee, feeOf } from './fee.ts';
import { head, headOf } from './head.ts';
import { switches, switchesOf } from './levers.ts';
import { lineItem, lineItemOf, unpriced, unpricedOf } from './line-item.ts';
import { note } from './note.ts';
import { cost, maybeCost, maybeUsd, number, share, tokens } from './numerals.ts';
import type { Streamed, Written, Z } from './schema.ts';
import { floor, threshold, thresholdOf } from './threshold.ts';

export const configuration = (z: Z) =>
  z.strictObject({
    id: z.string(),
    label: z.string(),
    channel: z.string(),
    ...switches(z).shape,
    basis: z.enum(['stated', 'illustration']),
    available: z.boolean(),
    reason: z.string().nullable(),
    reasonCode: z.string().nullable(),
    monthlyCost: maybeCost(z),
    annualCost: maybeCost(z, 'US dollars a year, exact; null when it is not known'),
    savings: maybeUsd(z, 'against the baseline cost'),
    savingsShare: number(z).nullable(),
    discount: share(z).nullable(),
    range: floor(z).nullable(),
    lineItems: z.array(lineItem(z)),
    fees: z.array(fee(z)).describe('what the channel takes or grants beside the tokens; part of monthlyCost'),
    unpriced: z.array(unpriced(z)),
  });

/** Tokens that a workload states apart, where it does. */
const statedMeters = (z: Z) =>
  Object.fromEntries(STATED_METERS.map((meter) => [meter, tokens(z).exactOptional()])) as Record<
    StatedMeter,
    ReturnType<ReturnType<typeof tokens>['exactOptional']>
  >;

function statedTokens({ others }: Workload): { readonly [meter in StatedMeter]?: Tokens } {
  return Object.fromEntries(STATED_METERS.flatMap((meter) => (others?.has(meter) ? [[meter, others.get(meter)]] : [])));
}

function statedCalls({ others = new Map() }: Workload): Readonly<Record<string, Exact>> {
  const calls = [...others].filter(([meter]) => meterRow(meter).unit === 'calls');
  return Object.fromEntries(calls.map(([meter, count]) => [meterName(meter), count]));
}

/** A workload under every configuration. */
export const estimatedWorkload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    model: z.string(),
    provider: z.string(),
    tokens: z.strictObject({ input: tokens(z), output: tokens(z), ...statedMeters(z) }),
    calls: z.record(z.string(), number(z, 'calls a month')).exactOptional(),
    tags: z.record(z.string(), z.string()),
    baselineCost: maybeCost(z),
    configurations: z.array(configuration(z)),
    cheapest: z.string().nullable(),
    cheapestMayBeUndercut: z.boolean().describe('true when a row that cannot be told may cost less'),
  });

/** How far a sum can be relied on. */
export const bound = (z: Z) =>
  z
    .enum(['exact', 'atLeast', 'atMost', 'undecided'])
    .describe('atLeast: a part is missing; atMost: what cannot be told may cost less; undecided: both');

const period = (z: Z) =>
  z.strictObject({
    baselineCost: cost(z),
    baselineBound: bound(z),
    listCost: cost(z),
    listBound: bound(z),
    cheapestCost: cost(z),
    cheapestBound: bound(z),
    complete: z.boolean(),
  });

const schedule = (z: Z) =>
  z.strictObject({
    months: z.array(z.strictObject({ month: z.string(), ...period(z).shape })),
    total: period(z),
  });

export const totals = (z: Z) =>
  z.strictObject({
    baselineCost: cost(z),
    baselineBound: bound(z),
    cheapestCost: cost(z, 'the cheapest row of each workload, US dollars a month'),
    feesBeyondRows: cost(z, 'part of cheapestCost that the cheapest rows do not hold: they count on all workloads'),
    cheapestBound: bound(z),
    buyableCost: maybeCost(
      z,
      'the cheapest rows as one purchase: without direct where the rest does not carry its floor; null when a workload has no row',
    ),
    complete: z.boolean().describe('false when a part has no price, or a workload has nothing that can be bought'),
  });

/** `estimate --format json`. */
export const estimateAnswer = (z: Z) =>
  z.strictObject({
    ...head(z, 'estimate'),
    workloads: z.array(estimatedWorkload(z)),
    totals: totals(z),
    schedule: schedule(z).exactOptional(),
    threshold: threshold(z),
    recommendation: z.array(note(z)),
    assumptions: z.array(note(z)),
    warnings: z.array(note(z)),
    allocation: allocation(z).exactOptional().describe('with --by: the cost by who causes it'),
  });

/** What the answer says in words. */
export interface EstimateWords {
  readonly note: (note: Note) => string;
  readonly advice: (advice: Advice) => string;
  readonly obstacle: (obstacle: Obstacle) => string;
  readonly label: (row: Configuration) => string;
}

function configurationOf(row: Configuration, words: EstimateWords): Written<typeof configuration> {
  const monthly = totalOf(row.bill);
  return {
    id: row.id,
    label: words.label(row),
    channel: row.channel.id,
    ...switchesOf(row),
    basis: row.basis,
    available: row.obstacle === undefined,
    reason: row.obstacle === undefined ? null : words.obstacle(row.obstacle),
    reasonCode: row.obstacle?.code ?? null,
    monthlyCost: monthly ?? null,
    annualCost: monthly === undefined ? null : annual(monthly),
    savings: row.saving?.amount ?? null,
    savingsShare: row.saving?.share ?? null,
    discount: row.channel.kind === 'list' ? null : row.channel.discount,
    range: row.range ?? null,
    lineItems: row.bill.lineItems.map(lineItemOf),
    fees: row.bill.fees.map(feeOf),
    unpriced: row.bill.unpriced.map(unpricedOf),
  };
}

function workloadOf(estimate: WorkloadEstimate, words: EstimateWords): Written<typeof estimatedWorkload> {
  const { workload: of, model } = estimate;
  return {
    name: of.name,
    model: model.id,
    provider: model.provider,
    tokens: { input: of.input, output: of.output, ...statedTokens(of) },
    calls: statedCalls(of),
    tags: Object.fromEntries(of.tags),
    baselineCost: totalOf(estimate.baseline) ?? null,
    configurations: estimate.configurations.map((row) => configurationOf(row, words)),
    cheapest: estimate.cheapest?.id ?? null,
    cheapestMayBeUndercut: estimate.mayBeUndercut,
  };
}

const periodOf = ({ baseline, list, cheapest, bounds, complete }: PeriodCost): Written<typeof period> => ({
  baselineCost: baseline,
  baselineBound: bounds.baseline,
  listCost: list,
  listBound: bounds.list,
  cheapestCost: cheapest,
  cheapestBound: bounds.cheapest,
  complete,
});

const scheduleOf = ({ months, total }: Schedule): Written<typeof schedule> => ({
  months: months.map((month) => ({ month: month.month, ...periodOf(month) })),
  total: periodOf(total),
});

const totalsOf = ({ totals: found }: Estimate): Written<typeof totals> => ({
  baselineCost: found.baseline,
  baselineBound: found.baselineBound,
  cheapestCost: found.cheapest,
  feesBeyondRows: found.feesBeyondRows,
  cheapestBound: found.cheapestBound,
  buyableCost: found.buyable ?? null,
  complete: found.complete,
});

/** The answer of `estimate` as its schema describes it, workload by workload: thousands are never all in memory. */
export function estimateAnswerOf(
  estimate: Estimate,
  provenance: Provenance,
  words: EstimateWords,
): Streamed<Written<typeof estimateAnswer>> {
  const written = (note: Note) => ({ code: note.code, text: words.note(note) });
  return {
    ...headOf(provenance, 'estimate'),
    workloads: Items.of(estimate.workloads, (each) => workloadOf(each, words)),
    totals: totalsOf(estimate),
    ...(estimate.schedule === undefined ? {} : { schedule: scheduleOf(estimate.schedule) }),
    threshold: thresholdOf(estimate),
    recommendation: Items.of(estimate.advice, (each) => ({ code: each.code, text: words.advice(each) })),
    assumptions: Items.of(estimate.assumptions, written),
    warnings: Items.of(estimate.warnings, written),
  };
}
