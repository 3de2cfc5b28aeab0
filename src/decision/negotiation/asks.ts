import { bandGround, type Contract } from '../../domain/contract.ts';
import type { Crossover } from '../../domain/decision.ts';
import type { Ask } from '../../domain/negotiation.ts';
import type { Offers } from '../../domain/offer.ts';
import { lessThan, NONE, type Share } from '../../domain/units.ts';

/** A discount that somebody grants, claims or is said to grant, and whose word that is. */
export type Deep = Pick<Ask, 'discount' | 'ground' | 'basis'>;

/** What evidence for a discount there is. */
export interface Grounds {
  readonly provider: string;
  /** Its contract as it is offered, without what it proposes. */
  readonly contract: Contract | undefined;
  /** Every other provider of the profile. */
  readonly rivals: readonly string[];
  readonly offers: Pick<Offers, 'contractOf'>;
  readonly crossovers: readonly Crossover[];
}

/** The deepest discount that such a spend is said to get. */
function ofRange({ contract }: Grounds): Deep[] {
  const range = contract?.discountRange;
  if (range === undefined) return [];
  return [{ discount: range.deepest, ground: 'hoped', basis: { kind: 'range', source: contract?.source } }];
}

/** What rivals quote this buyer. */
function ofRivals({ rivals, offers }: Grounds): Deep[] {
  return rivals.flatMap((rival): Deep[] => {
    const offered = offers.contractOf(rival);
    if (offered === 'notOffered') return [];
    return offered.bands
      .filter((band) => bandGround(band) === 'quoted')
      .map(({ discount }) => ({ discount, ground: 'quoted', basis: { kind: 'rival', provider: rival } }));
  });
}

/** What resellers take off the same models. */
function ofResellers({ provider, crossovers }: Grounds): Deep[] {
  return crossovers.flatMap(({ provider: own, model, aggregator, discountNeeded }): Deep[] =>
    own !== provider || aggregator === undefined || !lessThan(NONE, discountNeeded)
      ? []
      : [{ discount: discountNeeded, ground: 'claimed', basis: { kind: 'reseller', name: aggregator, model } }],
  );
}

/** The deepest of what there is evidence for; undefined where there is none. */
export function deepestOf(grounds: Grounds): Deep | undefined {
  const all = [...ofRivals(grounds), ...ofResellers(grounds), ...ofRange(grounds)];
  return all.reduce<Deep | undefined>(
    (best, each) => (best === undefined || lessThan<Share>(best.discount, each.discount) ? each : best),
    undefined,
  );
}
