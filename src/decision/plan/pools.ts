import type { CloudCommitment } from '../../domain/marketplace.ts';
import { NO_USD, NONE } from '../../domain/units.ts';
import { exposedPerMonth } from '../channels/drawdown.ts';
import { bandTerms, type Committed } from '../contract/settle.ts';
import { type ContractedProvider, cloudKey, searchBand } from './instance.ts';
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
export function pool(id: string, terms: Committed, signed: boolean): ContractedProvider {
  const floor = { low: NO_USD, high: NO_USD };
  const only = { id, ...terms };
  const contract = { floor, bands: [only], discountRange: undefined, source: undefined } as const;
  const band = searchBand(bandTerms(contract, only));
  const bands = [signed ? { ...band, owed: band.commitment } : band];
  return { id, kind: 'pool', contract, bands, signed };
}
