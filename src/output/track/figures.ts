import { isZero } from '../../domain/exact.ts';
import type { Track } from '../../domain/track.ts';
import type { Figure } from '../words/currency-part.ts';

/** What a contract is remembered by: what it commits to, and what of that is used. */
export function trackFigures({ contracts }: Track, nameOf: (provider: string) => string): Figure[] {
  return contracts.flatMap(({ provider, commitment, carriedOver, used, expectedByNow }) => {
    const name = nameOf(provider);
    return [
      { what: `${name}: commitment of the window`, amount: commitment },
      ...(isZero(carriedOver) ? [] : [{ what: `${name}: carried over`, amount: carriedOver }]),
      { what: `${name}: used`, amount: used },
      { what: `${name}: even use by now`, amount: expectedByNow },
    ];
  });
}
