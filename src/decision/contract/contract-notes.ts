import type { Contract, Settlement } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Note } from '../../domain/note.ts';
import type { Offers } from '../../domain/offer.ts';
import { isProposed } from './proposed.ts';
import { contractWith, type Quote } from './quote.ts';

/** Providers by the offer that stands for them: one without an offer of its own shares the usual one. */
function byContract(providers: readonly string[], offers: Offers): Map<Contract | 'notOffered', string[]> {
  const groups = new Map<Contract | 'notOffered', string[]>();
  for (const provider of providers) {
    const contract = offers.contractOf(provider);
    groups.set(contract, [...(groups.get(contract) ?? []), provider]);
  }
  return groups;
}

/** The terms that direct rows are shown at, and whose word they are: a quote's, the user's offers', or a claim. */
export function contractNotes(providers: readonly string[], offers: Offers, quote: Quote): Note[] {
  return [...byContract(providers, offers)].flatMap(([offered, group]): Note[] => {
    const [first] = group;
    if (offered === 'notOffered' || first === undefined) return [];
    const contract = contractWith(offers, first, quote);
    if (contract === 'notOffered') return [];
    const { floor, bands, discountRange: range } = contract;
    return [
      {
        code: contract.source === undefined ? 'contractOwn' : 'contractUsual',
        providers: group,
        everywhere: group.length === providers.length,
        floor,
        bands: bands.map((band) => ({ ...band, proposed: isProposed(band) })),
        range,
        quoted: { discount: quote.discount !== undefined, floor: quote.floor !== undefined },
        confidence: offered.source?.confidence,
        floorConfidence: offered.floorSource?.confidence,
      },
    ];
  });
}

/** Commitments that what is bought under them does not use up, each said once. */
export function unusedCommitments(
  all: readonly { readonly provider: string; readonly settlement: Settlement }[],
): Note[] {
  const byProvider = new Map<string, Note>();
  for (const { provider, settlement } of all) {
    const { due, used, shortfall: unused } = settlement;
    if (isZero(unused) || byProvider.has(provider)) continue;
    byProvider.set(provider, { code: 'commitmentUnused', provider, due, used, unused });
  }
  return [...byProvider.values()];
}

/** A quoted discount has no contract to stand in where the offers say that there is none. */
export function quoteWarnings(providers: readonly string[], offers: Offers, { discount }: Quote): Note[] {
  if (discount === undefined) return [];
  return providers
    .filter((provider) => offers.contractOf(provider) === 'notOffered')
    .map((provider) => ({ code: 'quoteNotUsed', provider, discount }));
}
