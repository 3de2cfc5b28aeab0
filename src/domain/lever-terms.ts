import type { FailureClass, FailureTerms } from './failure.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share } from './units.ts';

/** What a negotiation over the floor moves. */
export const NEGOTIATION_LEVERS = [
  'rateCard',
  'failedRequests',
  'serviceLevel',
  'regionPinning',
  'reservedCapacity',
] as const;
export type NegotiationLever = (typeof NEGOTIATION_LEVERS)[number];

/** Incidents a month and how long one lasts: a compound Poisson process with exponential durations. */
export interface Downtime {
  readonly incidentsPerMonth: Factor;
  readonly meanMinutes: Factor;
}

/** What is assumed of the levers where nobody states it; data, with a source for each part. */
export interface LeverTerms {
  readonly levers: readonly { readonly id: NegotiationLever; readonly name: string; readonly terms: string }[];
  readonly notLevers: readonly { readonly name: string; readonly reason: string }[];
  readonly failedRequests: {
    /** The article's flat figure: the part of the output that fails. */
    readonly articleShareOfOutput: Share;
    readonly classes: ReadonlyMap<FailureClass, FailureTerms>;
    readonly source: Source;
  };
  readonly serviceLevel: {
    readonly downtime: Downtime;
    /** Of incidents; of credits claimed in time; of credits that can still be used. */
    readonly qualifying: Share;
    readonly claimed: Share;
    readonly usable: Share;
    readonly source: Source;
  };
  readonly reserved: { readonly peakToAverage: Factor; readonly peakPercentile: Share; readonly source: Source };
}
