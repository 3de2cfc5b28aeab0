import { LIST } from '../domain/channel.ts';
import type { Advice, Configuration, LeverWorth, ProviderFloor, WorkloadEstimate } from '../domain/estimate.ts';
import { costOf, totalOf } from '../domain/line-item.ts';
import type { Offers } from '../domain/offer.ts';
import { lessThan, minus, sum, type Usd } from '../domain/units.ts';
import { contractWith, discountOn, expectedBand, type Quote } from './channels.ts';

function listCost(estimate: WorkloadEstimate, cache: boolean, batch: boolean): Usd | undefined {
  const row = estimate.configurations.find(
    (each) => each.channel.kind === 'list' && each.cache === cache && each.batch === batch,
  );
  const blocked = row?.obstacle !== undefined && row.obstacle.code !== 'channelExcluded';
  return row === undefined || blocked ? undefined : totalOf(row.bill);
}

const isIllustrated = (row: Configuration) => row.basis === 'illustration' && row.obstacle?.code !== 'leverNotStated';

/** What each lever takes off the list bill, beside how that bill splits into input and output. */
export function leverWorth(estimate: WorkloadEstimate): LeverWorth | undefined {
  const asIsRow = estimate.configurations.find((row) => row.id === LIST.id);
  const asIs = listCost(estimate, false, false);
  if (asIsRow === undefined || asIs === undefined) return undefined;
  const saving = (cost: Usd | undefined) => (cost === undefined ? undefined : minus(asIs, cost));
  const meter = (wanted: string) =>
    sum(asIsRow.bill.lineItems.filter((item) => item.price.meter === wanted).map(costOf));
  return {
    workload: estimate.workload.name,
    basis: estimate.configurations.some(isIllustrated) ? 'illustration' : 'stated',
    batchOffered: estimate.rate.batch !== undefined && estimate.rate.batch !== 'notOffered',
    inputCost: meter('input'),
    outputCost: meter('output'),
    asIs,
    cacheSaving: saving(listCost(estimate, true, false)),
    batchSaving: saving(listCost(estimate, false, true)),
    bothSaving: saving(listCost(estimate, true, true)),
  };
}

/** Output-heavy work: batch first, since caching cannot touch output. Input-heavy work: caching first. */
function leverAdvice(estimate: WorkloadEstimate): Advice[] {
  const worth = leverWorth(estimate);
  if (worth === undefined) return [];
  const inputHeavy = lessThan(worth.outputCost, worth.inputCost);
  return [{ code: 'lever', worth, first: inputHeavy || !worth.batchOffered ? 'cache' : 'batch' }];
}

function buyAdvice(estimate: WorkloadEstimate): Advice[] {
  const choice: Configuration | undefined = estimate.cheapest;
  const cost = choice === undefined ? undefined : totalOf(choice.bill);
  const baseline = totalOf(estimate.baseline);
  if (choice === undefined || cost === undefined || baseline === undefined) return [];
  return [{ code: 'buy', workload: estimate.workload.name, choice, cost, saving: minus(baseline, cost) }];
}

/** Nothing is advised on a lower bound: what has no price may be what decides. */
function floorAdvice(floor: ProviderFloor, offers: Offers, quote: Quote): Advice[] {
  const contract = contractWith(offers, floor.provider, quote);
  if (contract === 'notOffered' || !floor.complete) return [];
  if (floor.verdict === 'below') return [{ code: 'belowFloor', provider: floor }];
  if (floor.optimisedVerdict === 'below') return [{ code: 'leverageAtRisk', provider: floor }];
  const { discount } = expectedBand(contract, floor.optimisedSpend);
  return [{ code: 'negotiate', provider: floor, discount }];
}

/** Direct has two conditions: it clears the floor, and its discount beats the aggregator's. This names the second. */
function aggregatorAdvice(estimate: WorkloadEstimate, offers: Offers, quote: Quote): Advice[] {
  const contract = contractWith(offers, estimate.model.provider, quote);
  if (contract === 'notOffered') return [];
  const direct = contract.bands[0].discount;
  const best = offers.aggregators
    .map((aggregator) => ({ aggregator, discount: discountOn(aggregator, estimate.model) }))
    .filter((each) => each.discount !== undefined)
    .reduce<{ name: string; discount: NonNullable<ReturnType<typeof discountOn>> } | undefined>(
      (found, { aggregator, discount }) =>
        discount !== undefined && (found === undefined || lessThan(found.discount, discount))
          ? { name: aggregator.name, discount }
          : found,
      undefined,
    );
  return best === undefined
    ? []
    : [{ code: 'changesAggregator', aggregator: best.name, model: estimate.model.id, discount: best.discount, direct }];
}

/** The playbook: which lever first, what to buy through whom, where each provider stands, what would change it. */
export function advise(
  workloads: readonly WorkloadEstimate[],
  floors: readonly ProviderFloor[],
  offers: Offers,
  quote: Quote,
): Advice[] {
  const models = [...new Map(workloads.map((each) => [each.model.id, each])).values()];
  const levers = workloads.flatMap(leverAdvice);
  return [
    ...levers,
    ...(levers.length === 0 ? [] : [{ code: 'noContractNeeded' } as const]),
    ...workloads.flatMap(buyAdvice),
    ...floors.flatMap((floor) => floorAdvice(floor, offers, quote)),
    ...models.flatMap((each) => aggregatorAdvice(each, offers, quote)),
  ];
}
