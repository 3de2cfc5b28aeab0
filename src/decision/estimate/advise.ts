import type { Contract, Settlement } from '../../domain/contract.ts';
import type { Advice, Configuration, ProviderFloor, WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { pricedTotal, totalOf } from '../../domain/line-item.ts';
import type { Leaning } from '../../domain/note.ts';
import type { Offers } from '../../domain/offer.ts';
import { atLeast, complement, larger, lessThan, minus, ratio, share, UNCHANGED } from '../../domain/units.ts';
import { marginalFactor } from '../channels/aggregator-fees.ts';
import { bestBand, deeperBand } from '../contract/band.ts';
import { contractWith, type Quote } from '../contract/quote.ts';
import { canHelp } from './lever-advice.ts';

function buyAdvice(estimate: WorkloadEstimate, leanings: readonly Leaning[]): Advice[] {
  const { cheapest: choice, mayBeUndercut, workload } = estimate;
  const cost = choice === undefined ? undefined : totalOf(choice.bill);
  const baseline = totalOf(estimate.baseline);
  if (choice === undefined || cost === undefined || baseline === undefined) return [];
  const leaning = leanings.find((each) => each.workloads.includes(workload.name));
  const needs = leaning === undefined ? {} : { needs: { provider: leaning.provider, listSpend: leaning.needed } };
  return [
    { code: 'buy', workload: workload.name, choice, cost, saving: minus(baseline, cost), mayBeUndercut, ...needs },
  ];
}

/** A row that its workload may use: neither the profile nor a latency budget rules its channel out. */
function isAllowed({ obstacle }: Configuration): boolean {
  return obstacle?.code !== 'channelExcluded' && obstacle?.code !== 'tooSlow';
}

/** Share of list spend that is saved under a band, its commitment and overage counted in; below 0 where it costs more. */
const takenOff = ({ effective, listSpend }: Settlement) => complement(share(ratio(effective, listSpend) ?? UNCHANGED));

/** Advice is given on what decides whether a contract can be had: list dollars of the work as it runs. */
function floorAdvice(
  floor: ProviderFloor,
  workloads: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): Advice[] {
  const contract = contractWith(offers, floor.provider, quote);
  if (contract === 'notOffered') return [];
  const { low } = floor.floorAtList;
  if (atLeast(floor.optimisedSpend, low)) {
    const settled = bestBand(contract, floor.optimisedSpend);
    const { discount, commitment } = settled.band;
    return [{ code: 'negotiate', provider: floor, discount, commitment, takesOff: takenOff(settled) }];
  }
  // Under the floor on a lower bound: what has no price may be what decides. Free work has nothing to negotiate.
  if (!floor.complete || isZero(floor.mostSpend)) return [];
  if (atLeast(floor.mostSpend, low)) return [{ code: 'leverageAtRisk', provider: floor }];
  const open = workloads
    .filter((each) => each.model.provider === floor.provider)
    .flatMap((each) => each.configurations.filter(isAllowed));
  const through = (kind: Configuration['channel']['kind']) => open.some((row) => row.channel.kind === kind);
  return [
    {
      code: 'belowFloor',
      provider: floor,
      missing: minus(low, floor.mostSpend),
      volumeMultiple: ratio(low, floor.mostSpend),
      meanwhile: { list: through('list'), aggregator: through('aggregator') },
    },
  ];
}

/**
 * Direct has two conditions: it clears the floor, and its discount beats what the aggregator takes off, fees and bonus
 * included. This names the second; an aggregator that takes nothing off is none to beat.
 */
function aggregatorAdvice(estimate: WorkloadEstimate, contract: Contract, floor: ProviderFloor): Advice[] {
  const rows = estimate.configurations.filter((row) => row.levers === 'asIs' && isAllowed(row));
  if (!rows.some((row) => row.channel.kind === 'direct')) return [];
  const list = estimate.configurations.find(({ channel, levers }) => channel.kind === 'list' && levers === 'asIs');
  const rivals = rows.flatMap(({ channel, bill }) => {
    if (channel.kind !== 'aggregator') return [];
    const lapses = bill.fees.some(({ kind }) => kind === 'lapsedCredit');
    const average = list && ratio(pricedTotal(bill), pricedTotal(list.bill));
    const factor = lapses && average !== undefined ? average : marginalFactor(channel);
    const { aggregator } = channel;
    return lessThan(factor, UNCHANGED) ? [{ aggregator, discount: complement(share(factor)) }] : [];
  });
  const [first, ...others] = rivals;
  if (first === undefined) return [];
  const { aggregator, discount } = others.reduce(
    (best, each) => (lessThan(best.discount, each.discount) ? each : best),
    first,
  );
  const settled = bestBand(contract, larger(floor.optimisedSpend, floor.floorAtList.low));
  const { band } = settled;
  const { id: model } = estimate.model;
  const deeper = deeperBand(contract, band);
  return [
    {
      code: 'changesAggregator',
      aggregator: aggregator.name,
      model,
      discount,
      band,
      takesOff: takenOff(settled),
      deeper,
    },
  ];
}

/** Once for each model: of its workloads, the first that may use both an aggregator and a contract. */
function aggregatorAdvices(
  workloads: readonly WorkloadEstimate[],
  floors: readonly ProviderFloor[],
  offers: Offers,
  quote: Quote,
): Advice[] {
  const byModel = new Map<string, Advice>();
  for (const each of workloads) {
    const { id, provider } = each.model;
    const contract = contractWith(offers, provider, quote);
    const floor = floors.find((of) => of.provider === provider);
    if (byModel.has(id) || contract === 'notOffered' || floor === undefined) continue;
    const [advice] = aggregatorAdvice(each, contract, floor);
    if (advice !== undefined) byModel.set(id, advice);
  }
  return [...byModel.values()];
}

/** The playbook: which lever first, what to buy through whom, where each provider stands, what would change it. */
export function advise(
  levers: readonly Advice[],
  workloads: readonly WorkloadEstimate[],
  floors: readonly ProviderFloor[],
  leanings: readonly Leaning[],
  offers: Offers,
  quote: Quote,
): Advice[] {
  const helps = levers.some((advice) => advice.code === 'lever' && advice.first !== undefined);
  const waits = levers.some((advice) => advice.code === 'lever' && canHelp(advice.worth.batchBar));
  return [
    ...levers,
    ...(helps ? [{ code: 'noContractNeeded', waits } as const] : []),
    ...workloads.flatMap((each) => buyAdvice(each, leanings)),
    ...floors.flatMap((floor) => floorAdvice(floor, workloads, offers, quote)),
    ...aggregatorAdvices(workloads, floors, offers, quote),
  ];
}
