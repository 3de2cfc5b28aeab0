import type { Baseline } from '../../domain/baseline.ts';
import type { Limit, Rule } from '../../domain/budget.ts';
import type { Ahead } from '../../domain/check.ts';
import { daysBetween } from '../../domain/day.ts';
import type { Estimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { pulls } from '../../domain/levers.ts';
import type { Note } from '../../domain/note.ts';
import { type Purchase, purchaseId } from '../../domain/purchase.ts';
import { rateOn } from '../../domain/rate-card.ts';
import { aggregatorNotes, monthNotes } from '../channels/aggregator-notes.ts';
import { purchasesByAggregator } from '../channels/aggregator-purchases.ts';
import { soldAt } from '../channels/marketplace-bill.ts';
import type { StatedPurchase } from '../channels/purchases.ts';
import { unusedCommitments } from '../contract/contract-notes.ts';
import { contractWith, type Quote } from '../contract/quote.ts';
import { OF_CACHING } from '../estimate/cache-notes.ts';
import type { Context } from '../estimate/estimate.ts';

/** Assumptions that bear on any amount; those of illustrations and of channels not bought through do not. */
const ALWAYS: ReadonlySet<Note['code']> = new Set([
  'declaredFree',
  'leftOut',
  'callsAtList',
  'shortPrompts',
  'offPeak',
  'movingName',
  'promotion',
  'rateChanges',
  'tokenRatioPublished',
  'tokenRatioUnknown',
]);

/** Warnings of an estimate that say nothing about what is bought here. */
const NOT_HERE: ReadonlySet<Note['code']> = new Set(['contractedUnderFloor', 'commitmentUnused', 'unpriced']);

const hasCache = ({ levers }: Purchase) => pulls(levers, 'cache');

/** The discount a purchase was counted with, where nobody but an offer says that it will be had. */
function discountAssumed({ model, channel }: Purchase, context: Context): Note[] {
  if (channel.kind === 'aggregator') {
    const { name, source } = channel.aggregator;
    if (source === undefined || isZero(channel.discount)) return [];
    return [{ code: 'discountAssumed', by: name, model: model.id, discount: channel.discount, source }];
  }
  if (channel.kind === 'marketplace') {
    const { name, discount, source } = channel.marketplace;
    if (source === undefined || isZero(discount)) return [];
    return [{ code: 'discountAssumed', by: name, model: model.id, discount, source }];
  }
  if (channel.kind === 'list' || channel.kind === 'reserved') return [];
  const contract = contractWith(context.offers, model.provider, context.quote);
  if (contract === 'notOffered' || contract.source === undefined) return [];
  const { source, discountRange: range } = contract;
  return [
    {
      code: 'contractDiscountAssumed',
      provider: model.provider,
      discount: channel.discount,
      ...(range === undefined ? {} : { range }),
      source,
    },
  ];
}

function distinct(notes: readonly Note[]): Note[] {
  const keyOf = (note: Note) =>
    note.code === 'discountAssumed'
      ? `${note.by} ${note.model}`
      : note.code === 'contractDiscountAssumed'
        ? note.provider
        : note;
  return [...new Map(notes.map((note) => [keyOf(note), note])).values()];
}

/** What is assumed about the amounts that are counted, and about no others. */
export function checkAssumptions(answer: Estimate, purchases: readonly Purchase[], context: Context): Note[] {
  const cached = new Set(purchases.filter(hasCache).map(({ workload }) => workload.name));
  const own = answer.assumptions.filter(
    (note) => ALWAYS.has(note.code) || (OF_CACHING.has(note.code) && 'workload' in note && cached.has(note.workload)),
  );
  const months = purchasesByAggregator(purchases).flatMap((each) => [
    ...aggregatorNotes(each.aggregator).filter((note) => note.code === 'aggregatorTerms'),
    ...monthNotes(each),
  ]);
  return [...distinct(purchases.flatMap((purchase) => discountAssumed(purchase, context))), ...months, ...own];
}

/** Lifetimes and reads a write that no amount uses: an estimate shows caching where nothing is stated, a check does not. */
function idleCacheLevers(answer: Estimate, purchases: readonly Purchase[]): Note[] {
  const told = new Set(
    answer.warnings.map((note) => (note.code === 'statementUnused' ? `${note.key} ${note.workload}` : '')),
  );
  return purchases
    .filter((purchase) => !hasCache(purchase))
    .flatMap(({ workload, model }) =>
      (['readsPerWrite', 'cacheTtl'] as const)
        .filter((key) => workload[key] !== undefined && !told.has(`${key} ${workload.name}`))
        .map(
          (key): Note => ({ code: 'statementUnused', key, why: 'notCached', workload: workload.name, model: model.id }),
        ),
    );
}

/**
 * A quote of the buyer's that touches nothing: a discount where nothing is bought under a contract, a floor where nothing
 * is to be.
 */
function idleQuote(quote: Quote, purchases: readonly Purchase[]): Note[] {
  const asked = purchases.some(({ workload }) => workload.channel === 'direct');
  const bought = purchases.some(({ channel }) => channel.kind === 'direct');
  const flags = [
    ...(quote.discount === undefined || bought ? [] : (['--discount'] as const)),
    ...(quote.floor === undefined || asked ? [] : (['--floor'] as const)),
  ];
  return flags.map((flag) => ({ code: 'quoteWithoutEffect', flag }));
}

function unpricedNotes(purchases: readonly Purchase[], { day, offers }: Context): Note[] {
  return purchases.flatMap((each): Note[] => {
    const reasons = [...new Set(each.bill.unpriced.map(({ reason }) => reason))];
    if (reasons.length === 0) return [];
    const { workload, model, channel } = each;
    const rate = channel.kind === 'list' ? rateOn(model, day) : undefined;
    const sold = rate === undefined ? [] : soldAt({ workload, model, rate }, offers.marketplaces);
    return [{ code: 'unpriced', workload: workload.name, ids: [purchaseId(each)], reasons, soldAt: sold }];
  });
}

/** As much of a hash as every answer shows under itself. */
const SHOWN = 12;

/** How a baseline differs from what is compared with it, beside the workloads. */
function baselineNotes(baseline: Baseline | undefined, { card, day }: Context): Note[] {
  if (baseline === undefined) return [];
  const notes: Note[] = [];
  const { asOf } = baseline;
  const [was, now] = [baseline.card, card];
  if (was.id !== now.id || was.sha256 !== now.sha256) {
    const alike = was.id === now.id && was.version === now.version;
    const named = (of: typeof was) => `${of.id} ${of.version}${alike ? ` (sha256 ${of.sha256.slice(0, SHOWN)})` : ''}`;
    notes.push({ code: 'baselineCard', was: named(was), now: named(now), asOf });
  }
  if (daysBetween(asOf, day) < 0) notes.push({ code: 'baselineLater', asOf, day });
  return notes;
}

export function checkWarnings(
  answer: Estimate,
  purchases: readonly StatedPurchase[],
  context: Context,
  baseline: Baseline | undefined,
): Note[] {
  return [
    ...answer.warnings.filter((note) => !NOT_HERE.has(note.code)),
    ...underFloor(answer, purchases),
    ...unusedCommitments(
      purchases.flatMap(({ model, settlement }) =>
        settlement === undefined ? [] : [{ provider: model.provider, settlement }],
      ),
    ),
    ...unpricedNotes(purchases, context),
    ...purchases.flatMap(({ notes }) => notes),
    ...idleCacheLevers(answer, purchases),
    ...idleQuote(context.quote, purchases),
    ...baselineNotes(baseline, context),
  ];
}

/** That later months count, and which. */
export function aheadNotes(ahead: Ahead | undefined): Note[] {
  const [first, last] = [ahead?.months[0], ahead?.months.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [{ code: 'growthAhead', from: first.month, to: last.month, months: ahead?.months.length ?? 0 }];
}

/** Work that later months do not hold any more, and that no month is looked at from one on. */
export function aheadEnds(ahead: Ahead | undefined): Note[] {
  const gaps = (ahead?.gaps ?? []).map((gap): Note => ({ code: 'monthsWithoutPrice', ...gap }));
  return [...gaps, ...(ahead?.ends === undefined ? [] : [{ code: 'aheadEnds' as const, ...ahead.ends }])];
}

/** What of a budget nothing in the profile meets: one budget serves many profiles, and a slip of a name is said. */
export function unmetNotes(all: readonly Pick<Limit | Rule, 'place' | 'unmet'>[]): Note[] {
  const told = new Map<string, Note>();
  for (const { place, unmet } of all) {
    if (unmet !== undefined && !told.has(unmet)) told.set(unmet, { code: 'limitUnmet', place, why: unmet });
  }
  return [...told.values()];
}

/** A discount can push its own buyer under the floor; that matters to who buys direct. */
function underFloor(answer: Estimate, purchases: readonly Purchase[]): Note[] {
  const direct = new Set(
    purchases.filter(({ channel }) => channel.kind === 'direct').map(({ model }) => model.provider),
  );
  return answer.warnings.filter((note) => note.code === 'contractedUnderFloor' && direct.has(note.provider));
}
