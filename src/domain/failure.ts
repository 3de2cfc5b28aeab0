import type { Share } from './units.ts';

/** Ways a request fails, in the order of how far it got. */
export const FAILURE_CLASSES = [
  'serverError',
  'streamAbort',
  'providerTruncation',
  'ownLimit',
  'refusal',
  'disconnect',
  'rateLimited',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** How often a workload's requests fail one way. What is undefined is taken from the class. */
export interface FailureRate {
  /** Share of requests, and so of tokens. */
  readonly rate: Share;
  /** Part of the input, and of the output of a whole request, consumed before it failed. */
  readonly input?: Share;
  readonly output?: Share;
}

export type FailureMix = ReadonlyMap<FailureClass, FailureRate>;

/** A class at its usual levels, with what is billed of it at list terms and under a contract. */
export interface FailureTerms {
  readonly name: string;
  readonly rate: Share;
  readonly input: Share;
  readonly output: Share;
  readonly billedToday: Share;
  readonly billedUnderContract: Share;
}
