import type { BandTerms } from '../contract/settle.ts';
import type { TermTwin } from '../contract/term-twin.ts';
import type { Usage } from '../plan/gathered.ts';
import type { ContractCurve } from './bend.ts';
import type { ByStream } from './by-stream.ts';

/** A contract of a signing, with what is bought under it. */
export interface SignedContract extends BandTerms {
  readonly provider: string;
  readonly twin: TermTwin;
  /** By workload, in the order of the market. */
  readonly direct: readonly (Usage | undefined)[];
}

export function contractCurve({ twin, direct }: SignedContract, byStream: ByStream): ContractCurve {
  return { twin, of: byStream((_, index) => direct[index]?.listCost) };
}
