import type { Amount } from '../domain/amount.ts';
import { ALLOWANCES, allowanceKind, failsOnlyGrown, LEVELS, LIMIT_SCOPES, PERIODS, RULES } from '../domain/budget.ts';
import type { WorkloadChange } from '../domain/change.ts';
import {
  type Check,
  firstOver,
  type LaterChange,
  type LimitResult,
  type MonthAmount,
  type RuleResult,
} from '../domain/check.ts';
import { costMoved, costShare, costsOf } from '../domain/cost-change.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { GroundChange } from '../domain/ground-change.ts';
import type { Note } from '../domain/note.ts';
import type { FilePlace } from '../domain/place.ts';
import { amountOf, type Purchase } from '../domain/purchase.ts';
import { allocation } from './allocation.ts';
import { effects, effectsOf } from './change.ts';
import { fee, feeOf } from './fee.ts';
import { card, cardOf, day, head, headOf } from './head.ts';
import { lineItem, lineItemOf, unpriced, unpricedOf } from './line-item.ts';
import { note, notesOf } from './note.ts';
import { cost, count, float, maybeCost, maybeUsd, number, share } from './numerals.ts';
import type { Written, Z } from './schema.ts';
import { floor, floorOf, threshold, thresholdOf } from './threshold.ts';

const verdict = (z: Z) => z.enum(['within', 'over', 'undecided']);

const doubt = (z: Z) =>
  z
    .enum(['unpriced', 'baselineUnpriced', 'noBaseline', 'baselineMonths'])
    .nullable()
    .describe('why a verdict is undecided');

/** An amount that is not known is null beside its bound. */
const amount = (z: Z) => z.strictObject({ amount: maybeCost(z), lowerBound: cost(z) });

const monthAmount = (z: Z) => z.strictObject({ month: z.string(), ...amount(z).shape });

const ahead = (z: Z) =>
  z
    .strictObject({
      months: z.array(monthAmount(z)),
      ends: z.strictObject({ month: z.string(), why: z.string() }).nullable(),
    })
    .nullable()
    .describe('the months looked at where the work grows or shrinks; null where every month is alike');

const place = (z: Z) =>
  z
    .strictObject({ file: z.string(), line: count(z), column: count(z) })
    .nullable()
    .describe('where the user wrote it, counted from 1');

const tags = (z: Z) => z.record(z.string(), z.string());

const limit = (z: Z) =>
  z.strictObject({
    scope: z.enum(LIMIT_SCOPES),
    name: z.string().nullable(),
    tags: tags(z).nullable(),
    level: z.enum(LEVELS),
    kind: z.enum(ALLOWANCES),
    per: z.enum(PERIODS).describe('the period that limit and amount are of'),
    phasing: z.array(share(z)).nullable(),
    carryOver: z.boolean(),
    window: z
      .strictObject({ from: z.string(), to: z.string(), months: count(z), carried: cost(z) })
      .nullable()
      .describe(
        'of a limit of several months: those that limit and amount are of, the first that are over; carried is what the months before left',
      ),
    onlyIfGrows: z.boolean().describe('over the limit it fails only where it is over the baseline too'),
    maxIncrease: maybeUsd(z),
    maxGrowth: number(z).nullable(),
    limit: maybeUsd(z, 'most that may be spent a month; null for growth without a baseline'),
    ...amount(z).shape,
    baseline: amount(z).nullable(),
    verdict: verdict(z),
    doubt: doubt(z),
    overSince: monthAmount(z)
      .nullable()
      .describe(
        'the first month over the limit, where growth takes the amount over it after the first; of a limit of several months the first of those that are over, with what they cost together',
      ),
    fullest: monthAmount(z)
      .nullable()
      .describe('the later month that takes the most of what is allowed, where it takes more than the first'),
    text: z.string(),
    place: place(z),
  });

const rule = (z: Z) =>
  z.strictObject({
    rule: z.enum(RULES),
    provider: z.string().nullable(),
    maxDays: float(z).nullable(),
    level: z.enum(LEVELS),
    days: float(z).nullable(),
    crossings: z.array(z.strictObject({ provider: z.string(), before: cost(z), after: cost(z), floor: floor(z) })),
    verdict: verdict(z),
    doubt: doubt(z),
    text: z.string(),
    place: place(z),
  });

const later = (z: Z) =>
  z
    .strictObject({ month: z.string(), baseline: maybeUsd(z), amount: maybeUsd(z) })
    .nullable()
    .describe('the later month that differs most from the same of the baseline; null where none does');

const change = (z: Z) =>
  z.strictObject({
    status: z.enum(['added', 'removed', 'changed', 'unchanged', 'undecided']),
    baseline: maybeCost(z),
    difference: maybeUsd(z),
    effects: effects(z),
    later: later(z),
  });

/** A workload with what it is bought as. */
export const checkedWorkload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    model: z.string(),
    provider: z.string(),
    channel: z.string(),
    tags: tags(z),
    ...amount(z).shape,
    change: change(z).nullable().describe('against the baseline; null without one'),
    ahead: z
      .array(monthAmount(z))
      .nullable()
      .describe('the months looked at where any of the work grows or shrinks; null where every month is alike'),
    lineItems: z.array(lineItem(z)),
    fees: z.array(fee(z)),
    unpriced: z.array(unpriced(z)),
    place: place(z),
  });

const baseline = (z: Z) =>
  z
    .strictObject({
      command: z.string(),
      asOf: day(z),
      card: card(z),
      ...amount(z).shape,
      difference: maybeUsd(z),
      differenceShare: number(z)
        .nullable()
        .describe('the difference as a share of the baseline, where that is above 0'),
      effects: effects(z),
      later: later(z),
      removed: z.array(z.strictObject({ name: z.string(), ...change(z).shape })),
    })
    .nullable();

const since = (z: Z) =>
  z
    .strictObject({
      revision: z.string(),
      commit: z.string(),
      changes: z.array(
        z.strictObject({
          what: z.enum([
            'limit',
            'rule',
            'unpriced',
            'strict',
            'months',
            'config',
            'baseline',
            'price',
            'card',
            'offers',
          ]),
          text: z.string(),
        }),
      ),
      taken: z
        .array(
          z.strictObject({
            what: z.enum(['limits', 'baseline', 'card', 'offers']),
            file: z.string(),
            revision: z.string().nullable().describe('null where that of the change itself counts'),
            commit: z.string().nullable(),
          }),
        )
        .describe('what the check is judged by, and whose it is'),
      amountThen: amount(z)
        .nullable()
        .describe('with the card and the offers of the revision, where that is another amount'),
      notThere: z.array(z.string()).describe('files that the revision does not have yet'),
    })
    .nullable()
    .describe('what moved since the revision that limits or baseline were taken from; null without one');

/** `check --format json`. */
export const checkAnswer = (z: Z) =>
  z.strictObject({
    ...head(z, 'check'),
    name: z.string().nullable().describe('what tells this check from another; null where nobody named it'),
    verdict: verdict(z),
    verdictText: z.string(),
    ...amount(z).shape,
    ahead: ahead(z),
    limits: z.array(limit(z)),
    rules: z.array(rule(z)),
    workloads: z.array(checkedWorkload(z)),
    baseline: baseline(z),
    since: since(z),
    threshold: threshold(z),
    assumptions: z.array(note(z)),
    warnings: z.array(note(z)),
    allocation: allocation(z).exactOptional().describe('with --by: the cost by who causes it'),
  });

/** What the answer says in words. */
export interface CheckWords {
  readonly note: (note: Note) => string;
  readonly verdict: (check: Check) => string;
  readonly limit: (result: LimitResult) => string;
  readonly rule: (result: RuleResult) => string;
  readonly ground: (change: GroundChange) => string;
}

const writtenAmount = ({ amount: found, complete }: Amount): Written<typeof amount> => ({
  amount: complete ? found : null,
  lowerBound: found,
});

const monthOf = ({ month, ...of }: MonthAmount): Written<typeof monthAmount> => ({ month, ...writtenAmount(of) });

const laterOf = (of: LaterChange | undefined): Written<typeof later> =>
  of === undefined ? null : { month: of.month, baseline: of.old, amount: of.new };

const aheadOf = ({ ahead: of }: Check): Written<typeof ahead> =>
  of === undefined ? null : { months: of.months.map(monthOf), ends: of.ends ?? null };

const placeOf = (found: FilePlace | undefined): Written<typeof place> =>
  found === undefined ? null : { file: found.file, line: found.line, column: found.column };

function limitOf(result: LimitResult, words: CheckWords): Written<typeof limit> {
  const { limit: of, max, base } = result;
  const since = firstOver(result);
  return {
    scope: of.scope,
    name: of.name ?? null,
    tags: of.tags === undefined ? null : Object.fromEntries(of.tags),
    level: of.level,
    kind: allowanceKind(of),
    per: ('max' in of ? of.per : undefined) ?? 'month',
    phasing: ('max' in of ? of.phasing : undefined) ?? null,
    carryOver: 'max' in of && of.carryOver === true,
    window: result.window ?? null,
    onlyIfGrows: failsOnlyGrown(of),
    maxIncrease: 'maxIncrease' in of ? of.maxIncrease : null,
    maxGrowth: 'maxGrowth' in of ? of.maxGrowth : null,
    limit: max ?? null,
    ...writtenAmount(result),
    baseline: base === undefined ? null : writtenAmount(base),
    verdict: result.verdict,
    doubt: result.doubt ?? null,
    overSince: since === undefined ? null : monthOf(since),
    fullest: result.fullest === undefined ? null : monthOf(result.fullest),
    text: words.limit(result),
    place: placeOf(of.place),
  };
}

function ruleOf(result: RuleResult, words: CheckWords): Written<typeof rule> {
  const { rule: of, crossings } = result;
  return {
    rule: of.kind,
    provider: of.kind === 'floorCrossed' ? (of.provider ?? null) : null,
    maxDays: of.kind === 'floorCrossed' ? null : of.maxDays,
    level: of.level,
    days: result.days ?? null,
    crossings: crossings.map(({ provider, before, after, floor: band }) => ({
      provider,
      before,
      after,
      floor: floorOf(band),
    })),
    verdict: result.verdict,
    doubt: result.doubt ?? null,
    text: words.rule(result),
    place: placeOf(of.place),
  };
}

const changeOf = (of: WorkloadChange, later?: LaterChange): Written<typeof change> => ({
  status: of.change,
  baseline: of.old?.amount ?? null,
  difference: costMoved(costsOf(of)) ?? null,
  effects: effectsOf(of.effects),
  later: laterOf(later),
});

function workloadOf(
  each: Purchase,
  check: Check,
  changed: WorkloadChange | undefined,
): Written<typeof checkedWorkload> {
  const { name } = each.workload;
  return {
    name,
    model: each.model.id,
    provider: each.model.provider,
    channel: each.channel.id,
    tags: Object.fromEntries(each.workload.tags),
    ...writtenAmount(amountOf(each)),
    change: changed === undefined ? null : changeOf(changed, check.change?.later.get(name)),
    ahead: check.ahead?.workloads.get(name)?.map(monthOf) ?? null,
    lineItems: each.bill.lineItems.map(lineItemOf),
    fees: each.bill.fees.map(feeOf),
    unpriced: each.bill.unpriced.map(unpricedOf),
    place: placeOf(each.workload.place),
  };
}

function baselineOf({ baseline: of, change: changed }: Check): Written<typeof baseline> {
  if (of === undefined || changed === undefined) return null;
  const removed = changed.workloads.filter((each) => each.change === 'removed');
  return {
    command: of.command,
    asOf: of.asOf,
    card: cardOf(of.card),
    ...writtenAmount({ amount: changed.old.amount, complete: changed.old.unpriced.length === 0 }),
    difference: costMoved(changed) ?? null,
    differenceShare: costShare(changed) ?? null,
    effects: effectsOf(changed.effects),
    later: laterOf(changed.laterTotal),
    removed: removed.map((each) => ({ name: each.workload, ...changeOf(each) })),
  };
}

function sinceOf(of: Check['since'], words: CheckWords): Written<typeof since> {
  if (of === undefined) return null;
  const { revision, commit, changes, taken, amountThen, notThere } = of;
  return {
    revision,
    commit,
    changes: changes.map((each) => ({ what: each.what, text: words.ground(each) })),
    taken: taken.map(({ what, file, from }) => ({
      what,
      file,
      revision: from?.revision ?? null,
      commit: from?.commit ?? null,
    })),
    amountThen: amountThen === undefined ? null : writtenAmount(amountThen),
    notThere: [...notThere],
  };
}

/** The answer of `check` as its schema describes it. */
export function checkAnswerOf(check: Check, provenance: Provenance, words: CheckWords): Written<typeof checkAnswer> {
  const changes = new Map(check.change?.workloads.map((each) => [each.workload, each]));
  return {
    ...headOf(provenance, 'check'),
    name: check.name ?? null,
    verdict: check.verdict,
    verdictText: words.verdict(check),
    ...writtenAmount(check),
    ahead: aheadOf(check),
    limits: check.limits.map((each) => limitOf(each, words)),
    rules: check.rules.map((each) => ruleOf(each, words)),
    workloads: check.workloads.map((each) => workloadOf(each, check, changes.get(each.workload.name))),
    baseline: baselineOf(check),
    since: sinceOf(check.since, words),
    threshold: thresholdOf(check),
    assumptions: notesOf(check.assumptions, words.note),
    warnings: notesOf(check.warnings, words.note),
  };
}
