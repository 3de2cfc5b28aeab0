import { priceTermsOf } from '../../domain/clauses.ts';
import { bandGround, type Contract, type ContractBand } from '../../domain/contract.ts';
import type { Day } from '../../domain/day.ts';
import type { Offers } from '../../domain/offer.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { rampStages } from '../../domain/ramp-stages.ts';

/**
 * A proposal as a band of its provider's contract, known by the file it was read from. An amount that is written for a
 * month is a monthly minimum where nothing else is said.
 */
export function proposedBand({
  file,
  commitment,
  discount,
  terms,
  clauses,
  written,
  validUntil,
}: Proposal): ContractBand {
  const fulfilment = terms.fulfilment ?? (written.per === 'month' ? 'monthly' : undefined);
  const stages = rampStages(commitment, terms);
  const prices = priceTermsOf(clauses);
  const own = prices === undefined ? {} : { prices };
  return {
    id: proposedId(file),
    commitment,
    discount,
    stages,
    terms: { ...terms, fulfilment },
    ...own,
    ...(validUntil === undefined ? {} : { validUntil }),
    ground: 'quoted',
  };
}

/** What the band of a proposal is known by. */
const proposedId = (file: string) => `proposal ${file}`;

/** True of a band that a vendor proposes. */
export const isProposed = ({ id }: Pick<ContractBand, 'id'>) => id.startsWith(proposedId(''));

/**
 * The offers with what vendors propose as bands of their contracts: beside the bands that the buyer's own offers name,
 * and in place of what such contracts usually give, since the vendor has spoken. Where a provider has no contract the
 * usual floor holds. What could be signed until a day before `day` can not be signed any more.
 */
export function withProposals(offers: Offers, all: readonly Proposal[], day: Day): Offers {
  const proposals = all.filter(({ validUntil }) => validUntil === undefined || validUntil >= day);
  if (proposals.length === 0) return offers;
  const laid = new Map<string, Contract>();
  for (const { provider } of proposals) {
    const bands = proposals.filter((each) => each.provider === provider).map(proposedBand);
    const offered = offers.contractOf(provider);
    const kept = offered === 'notOffered' ? [] : offered.bands.filter((band) => bandGround(band) !== 'hoped');
    const own = offered === 'notOffered' || kept.length === 0 ? undefined : offered;
    const floor = offered === 'notOffered' ? offers.usualFloor : offered.floor;
    const [first, ...rest] = [...kept, ...bands];
    if (first !== undefined)
      laid.set(provider, {
        discountRange: undefined,
        source: undefined,
        floorSource: offered === 'notOffered' ? undefined : offered.source,
        ...own,
        floor,
        bands: [first, ...rest],
      });
  }
  return { ...offers, contractOf: (provider) => laid.get(provider) ?? offers.contractOf(provider) };
}
