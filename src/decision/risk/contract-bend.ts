import { statistic } from '../../domain/statistic.ts';
import { twinOf } from '../contract/float-twin.ts';
import type { BandTerms } from '../contract/settle.ts';
import type { Usage } from '../plan/gathered.ts';
import type { ByStream } from './by-stream.ts';
import type { Bend } from './cost-curve.ts';

/**
 * A contract as a cost that bends. A commitment is take or pay: it is due in any month, and covers its list dollars at
 * the discount, as does usage above it unless that has a price of its own. Without one, a month whose list spend is under the floor is billed at list.
 */
export function bendOf(contract: SignedContract, byStream: ByStream): Bend {
  const { due, covers, beyond } = twinOf(contract);
  const of = byStream((_, index) => contract.direct[index]?.listCost);
  if (due === 0) return { of, at: statistic(contract.opens), below: [0, 1], above: [0, beyond] };
  return { of, at: covers, below: [due, 0], above: [due - covers * beyond, beyond] };
}

/** A contract of a signing, with what is bought under it. */
export interface SignedContract extends BandTerms {
  readonly provider: string;
  /** By workload, in the order of the market. */
  readonly direct: readonly (Usage | undefined)[];
}
