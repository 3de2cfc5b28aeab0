import type { ContractBand } from '../../domain/contract.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Factor, Usd } from '../../domain/units.ts';
import type { Usage } from '../plan/gathered.ts';
import type { ByStream } from './by-stream.ts';
import type { Bend } from './cost-curve.ts';

/**
 * A contract as a cost that bends. A commitment is take or pay: it is due in any month, and covers its list dollars at
 * the discount, as does usage above it unless that has a price of its own. Without one, a month whose list spend is under the floor is billed at list.
 */
export function bendOf(contract: SignedContract, byStream: ByStream): Bend {
  const { band, due, opens, overage, direct } = contract;
  const rate = 1 - statistic(band.discount);
  const commitment = statistic(due);
  const beyond = overage === undefined ? rate : statistic(overage);
  const of = byStream((_, index) => direct[index]?.listCost);
  if (commitment === 0) return { of, at: statistic(opens), below: [0, 1], above: [0, beyond] };
  return {
    of,
    at: commitment / rate,
    below: [commitment, 0],
    above: [commitment - (commitment / rate) * beyond, beyond],
  };
}

/** A contract of a signing, with what is bought under it. */
export interface SignedContract {
  readonly provider: string;
  readonly band: ContractBand;
  /** Contracted dollars due in any case. */
  readonly due: Usd;
  /** List spend from which it is to be had. */
  readonly opens: Usd;
  /** What a list dollar over the commitment costs; undefined where it is the contract's price. */
  readonly overage: Factor | undefined;
  /** By workload, in the order of the market. */
  readonly direct: readonly (Usage | undefined)[];
}
