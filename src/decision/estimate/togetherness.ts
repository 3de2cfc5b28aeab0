import type { Contract, Settlement } from '../../domain/contract.ts';
import type { Configuration, ContractBeyond, ProviderFloor, WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Leaning } from '../../domain/note.ts';
import type { Offers } from '../../domain/offer.ts';
import { besideCost } from '../../domain/purchase.ts';
import { atLeast, larger, lessThan, minus, plus, smaller, sum, sumKnown, type Usd } from '../../domain/units.ts';
import { bestBand } from '../contract/band.ts';
import { contractWith, type Quote } from '../contract/quote.ts';
import { bandTerms, coveredBy } from '../contract/settle.ts';
import { cheapestOf } from './configurations.ts';

const costOf = (row: Configuration | undefined) => (row === undefined ? undefined : totalOf(row.bill));

/** The cheapest row that asks for no contract. */
export function withoutContract({ configurations }: WorkloadEstimate): Configuration | undefined {
  return cheapestOf(configurations.filter((row) => row.channel.kind !== 'direct'));
}

/**
 * The list spend from which a row holds: it opens the band of the row and uses its commitment up, as far as the spend that
 * the row counts on does.
 */
function carrying(contract: Contract, { band, listSpend }: Settlement): Usd {
  const terms = bandTerms(contract, band);
  return larger(terms.opens, smaller(coveredBy(terms), listSpend));
}

/** The workloads of one provider whose cheapest row is direct, and what their list spend alone comes to. */
interface Together {
  readonly contract: Contract;
  readonly direct: readonly { readonly estimate: WorkloadEstimate; readonly row: Configuration }[];
  readonly bought: Usd;
  /** What the rows come to. */
  readonly cost: Usd;
  /** Calls of those rows, which the contract does not count. */
  readonly calls: Usd;
  readonly needed: Usd;
  /** The contract signed for them alone. */
  readonly alone: Settlement;
}

function togetherOf(
  provider: string,
  estimates: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): Together | undefined {
  const contract = contractWith(offers, provider, quote);
  if (contract === 'notOffered') return undefined;
  const rows = estimates.flatMap((estimate) => {
    const { cheapest: row, model } = estimate;
    if (model.provider !== provider || row?.contract === undefined) return [];
    return [{ estimate, row, settlement: row.contract.settlement }];
  });
  const cost = sumKnown(rows.map(({ row }) => costOf(row)));
  if (rows.length === 0 || cost === undefined) return undefined;
  const bought = sum(rows.map(({ row }) => row.listCost));
  const needed = rows.map(({ settlement }) => carrying(contract, settlement)).reduce(larger);
  const calls = sum(rows.map(({ row }) => besideCost(row)));
  return { contract, direct: rows, bought, cost, calls, needed, alone: bestBand(contract, bought) };
}

const leans = ({ bought, needed }: Together) => !atLeast(bought, needed);

function leaningOf(provider: string, { direct, bought, needed, cost, calls, alone }: Together): Leaning {
  const nextBest = sumKnown(direct.map(({ estimate }) => costOf(withoutContract(estimate))));
  const signed = alone.opens ? plus(alone.effective, calls) : undefined;
  const stays = signed !== undefined && (nextBest === undefined || lessThan(signed, nextBest));
  const workloads = direct.map(({ estimate }) => estimate.workload.name);
  return { provider, workloads, bought, needed, direct: cost, otherwise: stays ? signed : nextBest, stays };
}

/** Every provider whose direct rows cannot be bought by themselves at what they say. */
export function leanings(
  floors: readonly ProviderFloor[],
  estimates: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): Leaning[] {
  return floors.flatMap(({ provider }) => {
    const together = togetherOf(provider, estimates, offers, quote);
    return together !== undefined && leans(together) ? [leaningOf(provider, together)] : [];
  });
}

/**
 * What the contracts come to for what the cheapest rows buy direct, less what those rows hold: not 0 where they count on
 * other levers of other workloads, and a commitment or overage depends on it. Rows that lean are left as they are.
 */
export function contractsBeyondRows(
  floors: readonly ProviderFloor[],
  estimates: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): ContractBeyond[] {
  return floors.flatMap(({ provider }) => {
    const together = togetherOf(provider, estimates, offers, quote);
    if (together === undefined || leans(together)) return [];
    const amount = minus(plus(together.alone.effective, together.calls), together.cost);
    return isZero(amount) ? [] : [{ provider, amount }];
  });
}
