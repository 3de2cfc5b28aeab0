import { approximately } from '../../domain/exact.ts';
import type { BandPrice, Committed } from './settle.ts';

/**
 * A band in floats, for searching and for statistics, never for a bill: `due` dollars a month cover `covers` list list dollars,
 * and each list dollar beyond them costs `beyond`.
 */
export interface BandTwin {
  readonly due: number;
  readonly covers: number;
  /** What a used list dollar of the commitment is worth: 1 - discount. */
  readonly rate: number;
  readonly beyond: number;
}

/** The twin of a band: the one place where a contract turns into floats. */
export function twinOf(price: BandPrice<Committed>): BandTwin {
  const { band, due, overage } = price;
  const rate = 1 - approximately(band.discount);
  return {
    due: approximately(due),
    covers: approximately(due) / rate,
    rate,
    beyond: overage === undefined ? rate : approximately(overage),
  };
}
