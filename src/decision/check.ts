import { type Channel, LIST } from '../domain/channel.ts';
import type { Amount, Check, Limit, LimitResult, LimitScope, LimitVerdict, WorkloadAmount } from '../domain/check.ts';
import type { Estimate, Obstacle } from '../domain/estimate.ts';
import { pricedTotal } from '../domain/line-item.ts';
import type { Note } from '../domain/note.ts';
import { problem } from '../domain/problem.ts';
import { atLeast, lessThan, NO_USD, plus, type Usd } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { channelSheet, priceConfiguration } from '../engine/pricer.ts';
import { aggregatorNotes, monthNotes } from './aggregator-notes.ts';
import { type Purchase, purchasesByAggregator, withFees } from './aggregator-purchases.ts';
import { channelTerms, contracted, contractWith, directChannel, expectedBand, openChannels } from './channels.ts';
import { type Context, estimate, priceable } from './estimate.ts';
import { listSpend, type Priceable } from './spend.ts';

interface Bought extends Purchase {
  readonly note: Note | undefined;
}

const listCost = (of: Priceable, cache: boolean, batch: boolean): Usd =>
  pricedTotal(priceConfiguration(of.workload, of.stated, of.listSheet, cache, batch));

/** The bill of a workload through a channel with its stated levers, as far as the channel passes them on. */
function through(of: Priceable, channel: Channel, note?: Note): Bought {
  const { cache, batch } = channel.kind === 'aggregator' ? channel.aggregator.serves : { cache: true, batch: true };
  const sheet = channelSheet(of.workload, of.rate, channelTerms(channel));
  const bill = priceConfiguration(of.workload, of.stated, sheet, cache, batch);
  return { channel, bill, listCost: listCost(of, cache, batch), note };
}

/** A contract that is not to be had yet leaves the list price. `spend` is what is bought direct from the provider. */
function throughDirect(of: Priceable, spend: Usd, context: Context): Bought {
  const { provider } = of.model;
  const contract = contractWith(context.offers, provider, context.quote);
  const atList = (obstacle: Obstacle): Bought =>
    through(of, LIST, { code: 'channelAtList', workload: of.workload.name, channel: 'direct', obstacle });
  if (contract === 'notOffered') return atList({ code: 'noContractOffered', provider });
  if (!atLeast(spend, contract.floor.low))
    return atList({ code: 'belowFloor', provider, spend, floor: contract.floor });
  const band = expectedBand(contract, spend);
  const drawdown = contracted(spend, band);
  if (lessThan(drawdown, band.commitment)) {
    return atList({ code: 'commitmentNotCovered', commitment: band.commitment, drawdown });
  }
  return through(of, directChannel(contract, spend));
}

/** List spend of the workloads that are bought direct, by provider: the spend a contract's floor is tested on. */
function directSpends(all: readonly Priceable[]): Map<string, Usd> {
  const spends = new Map<string, Usd>();
  for (const of of all.filter(({ workload }) => workload.channel === 'direct')) {
    const { provider } = of.model;
    const own = listSpend([of], (each) => each.stated, true, true).amount;
    spends.set(provider, plus(spends.get(provider) ?? NO_USD, own));
  }
  return spends;
}

/** What a workload costs through the channel it names, at list when it names none. Throws `notSoldThere`. */
function purchase(of: Priceable, directSpend: Usd, context: Context): Bought {
  const wanted = of.workload.channel ?? LIST.id;
  if (wanted === 'direct') return throughDirect(of, directSpend, context);
  const channel = openChannels(context.offers, of.model, of.workload).find((each) => each.id === wanted);
  if (channel === undefined) throw problem('notSoldThere', of.workload.name, wanted, of.model.id);
  return through(of, channel);
}

/** An amount equal to its limit is within; a lower bound that is over already is over. */
export function limitVerdict({ amount, complete }: Amount, max: Usd): LimitVerdict {
  if (lessThan(max, amount)) return 'over';
  return complete ? 'within' : 'undecided';
}

function totalOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce<Amount>(
    (total, each) => ({ amount: plus(total.amount, each.amount), complete: total.complete && each.complete }),
    { amount: NO_USD, complete: true },
  );
}

const PART: Readonly<Record<LimitScope, (amount: WorkloadAmount) => string | undefined>> = {
  portfolio: () => undefined,
  provider: (amount) => amount.provider,
  model: (amount) => amount.model,
  workload: (amount) => amount.workload,
};

function resultOf(limit: Limit, amounts: readonly WorkloadAmount[]): LimitResult {
  const part = totalOf(amounts.filter((each) => limit.scope === 'portfolio' || PART[limit.scope](each) === limit.name));
  return { limit, ...part, verdict: limitVerdict(part, limit.max) };
}

/** Over as soon as one failing limit is over; undecided when one cannot be told; within otherwise. */
function overall(results: readonly LimitResult[]): LimitVerdict {
  const binding = results.filter((result) => result.limit.level === 'fail').map((result) => result.verdict);
  if (binding.includes('over')) return 'over';
  return binding.includes('undecided') ? 'undecided' : 'within';
}

/**
 * Whether projected spend fits its limits. The amount is the list price with the stated levers, unless a workload
 * says which channel it is bought through. Pure. Throws `unknownModel`, `noRateOn` and `notSoldThere`.
 */
export function check(workloads: readonly Workload[], limits: readonly Limit[], context: Context): Check {
  const answer: Estimate = estimate(workloads, context);
  const all = workloads.map((workload) => priceable(workload, context));
  const direct = directSpends(all);
  const bought = all.map((of) => ({ of, ...purchase(of, direct.get(of.model.provider) ?? NO_USD, context) }));
  const purchases = withFees(bought);
  const amounts = purchases.map(({ of, channel, bill }): WorkloadAmount => {
    const { id: model, provider } = of.model;
    return {
      workload: of.workload.name,
      model,
      provider,
      channel: channel.id,
      amount: pricedTotal(bill),
      complete: bill.unpriced.length === 0,
      bill,
    };
  });
  const results = limits.map((limit) => resultOf(limit, amounts));
  return {
    ...totalOf(amounts),
    verdict: overall(results),
    limits: results,
    workloads: amounts,
    assumptions: [
      ...answer.assumptions.filter((note) => CHECKED_NOTES.has(note.code)),
      ...purchasesByAggregator(purchases).flatMap((each) => [
        ...aggregatorNotes(each.aggregator).filter((note) => note.code === 'aggregatorTerms'),
        ...monthNotes(each),
      ]),
    ],
    warnings: [...answer.warnings, ...purchases.flatMap(({ note }) => (note === undefined ? [] : [note]))],
  };
}

/** Assumptions that bear on the amount; those of illustrations and of channels not bought through do not. */
const CHECKED_NOTES: ReadonlySet<Note['code']> = new Set([
  'readsPerWriteAssumed',
  'cacheTtlAssumed',
  'cacheWritesLeftOut',
  'noWritePremium',
  'shortPrompts',
]);
