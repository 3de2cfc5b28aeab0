import type { ContractBand } from '../../domain/contract.ts';
import { approximately } from '../../domain/exact.ts';
import type { CloudCommitment } from '../../domain/marketplace.ts';
import { NO_USD, NONE } from '../../domain/units.ts';
import { exposedPerMonth } from '../channels/drawdown.ts';
import { type ContractedProvider, cloudKey } from './instance.ts';
import type { Choices } from './options.ts';

/** The commitments to clouds that the portfolio can draw down, each as a contract that is signed already. */
export function owedCommitments(
  all: readonly Choices[],
  commitments: ReadonlyMap<string, CloudCommitment>,
): ContractedProvider[] {
  return [...commitments].flatMap(([cloud, owed]) => {
    const drawn = all.some(({ clouds }) => clouds.has(cloud));
    return drawn ? [pool(cloudKey(cloud), { commitment: exposedPerMonth(owed), discount: NONE }, true)] : [];
  });
}

/** A pool as a contract: what it counts costs `1 - discount` of it, or the commitment; none of that when it is `signed`. */
export function pool(id: string, terms: ContractBand, signed: boolean): ContractedProvider {
  const commitment = approximately(terms.commitment);
  const band = {
    terms,
    due: terms.commitment,
    opens: NO_USD,
    overage: undefined,
    commitment,
    factor: 1 - approximately(terms.discount),
    floor: 0,
    owed: signed ? commitment : 0,
  };
  const floor = { low: NO_USD, high: NO_USD };
  const contract = { floor, bands: [terms], discountRange: undefined, source: undefined } as const;
  return { id, kind: 'pool', contract, bands: [band], signed };
}
