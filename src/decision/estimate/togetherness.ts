import type { Contract } from '../../domain/contract.ts';
import type { Configuration, ProviderFloor, WorkloadEstimate } from '../../domain/estimate.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Offers } from '../../domain/offer.ts';
import {
  atLeast,
  discountFactor,
  larger,
  lessThan,
  NO_USD,
  per,
  type Share,
  sum,
  type Usd,
} from '../../domain/units.ts';
import { contractWith, type Quote } from '../channels/channels.ts';
import { dueUnder } from '../contract/contract-dues.ts';
import { cheapestOf } from './configurations.ts';

/**
 * Direct rows that lean on spend of other workloads: each is tested on the list spend of its whole provider, and the
 * cheapest rows of the others buy elsewhere, or with levers that leave less of it.
 */
export interface Leaning {
  readonly provider: string;
  /** The workloads whose cheapest row is direct. */
  readonly workloads: readonly string[];
  /** List spend a month that those rows buy direct by themselves. */
  readonly bought: Usd;
  /** List spend a month that their terms ask for. */
  readonly needed: Usd;
  /** What those workloads cost direct, and through the next best; undefined when one of them has no other. */
  readonly direct: Usd;
  readonly otherwise: Usd | undefined;
}

const costOf = (row: Configuration | undefined) => (row === undefined ? undefined : totalOf(row.bill));

function sumKnown(amounts: readonly (Usd | undefined)[]): Usd | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? sum(known) : undefined;
}

/** The cheapest row that asks for no contract. */
export function withoutContract({ configurations }: WorkloadEstimate): Configuration | undefined {
  return cheapestOf(configurations.filter((row) => row.channel.kind !== 'direct'));
}

/** The list price of a row's own configuration. */
function listTwin(estimate: WorkloadEstimate, row: Configuration): Usd | undefined {
  const { cache, batch } = row;
  return costOf(
    estimate.configurations.find(
      (each) => each.channel.kind === 'list' && each.cache === cache && each.batch === batch,
    ),
  );
}

/** The list spend whose contracted amount covers the commitment of a discount. */
function carrying(contract: Contract, discount: Share): Usd {
  const band = contract.bands.find((each) => !lessThan(each.discount, discount));
  return band === undefined ? NO_USD : per(dueUnder(contract, band), discountFactor(band.discount));
}

function leaningOf(
  floor: ProviderFloor,
  estimates: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): Leaning[] {
  const contract = contractWith(offers, floor.provider, quote);
  const direct = estimates.flatMap((estimate) => {
    const { cheapest, model } = estimate;
    if (model.provider !== floor.provider || cheapest?.channel.kind !== 'direct') return [];
    return [{ estimate, row: cheapest, discount: cheapest.channel.discount }];
  });
  if (contract === 'notOffered' || direct.length === 0) return [];
  const bought = sumKnown(direct.map(({ estimate, row }) => listTwin(estimate, row)));
  if (bought === undefined) return [];
  const wanted = direct.map((each) => each.discount).reduce(larger);
  const needed = larger(floor.floor.low, carrying(contract, wanted));
  if (atLeast(bought, needed)) return [];
  return [
    {
      provider: floor.provider,
      workloads: direct.map(({ estimate }) => estimate.workload.name),
      bought,
      needed,
      direct: sumKnown(direct.map(({ row }) => costOf(row))) ?? bought,
      otherwise: sumKnown(direct.map(({ estimate }) => costOf(withoutContract(estimate)))),
    },
  ];
}

/** Every provider whose direct rows cannot be bought by themselves. */
export function leanings(
  floors: readonly ProviderFloor[],
  estimates: readonly WorkloadEstimate[],
  offers: Offers,
  quote: Quote,
): Leaning[] {
  return floors.flatMap((floor) => leaningOf(floor, estimates, offers, quote));
}
