import { discountNamed } from '../../domain/clauses.ts';
import { NO_USD } from '../../domain/units.ts';
import { atOwnDiscount, type OwnDollars } from '../contract/own-discount.ts';
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

/** List dollars of a purchase as a contract counts them, and what they cost beside. */
export function countedUnder({ band, due }: Pick<SignedContract, 'band' | 'due'>, { of, listCost }: Usage): OwnDollars {
  const own = discountNamed(band, of.model.id);
  return own === undefined ? { counted: listCost, more: NO_USD } : atOwnDiscount(listCost, { band, due }, own);
}

export function contractCurve(contract: SignedContract, byStream: ByStream): ContractCurve {
  const counted = (usage: Usage | undefined) => usage && countedUnder(contract, usage).counted;
  return { twin: contract.twin, of: byStream((_, index) => counted(contract.direct[index])) };
}
