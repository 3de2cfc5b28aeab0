import { compare, ONE } from './exact.ts';
import { factor, type Share, times, type Usd } from './units.ts';

/** A part of the term of a commitment that ramps: what is due in each of its months, which count from 1. */
export interface RampStage {
  readonly commitment: Usd;
  readonly from: number;
  readonly to: number;
}

/** As terms say it: shares of the commitment that are due in equal parts of the term. */
interface Ramped {
  readonly ramp?: readonly Share[] | undefined;
  readonly termMonths?: number | undefined;
}

/** The stages of a commitment, given by its full month; none where all of it is due from the first month on. */
export function rampStages(commitment: Usd, { ramp, termMonths }: Ramped): readonly RampStage[] {
  if (ramp === undefined || termMonths === undefined || ramp.every((part) => compare(part, ONE) === 0)) return [];
  const months = termMonths / ramp.length;
  return ramp.map((part, index) => ({
    commitment: times(commitment, factor(part)),
    from: index * months + 1,
    to: (index + 1) * months,
  }));
}
