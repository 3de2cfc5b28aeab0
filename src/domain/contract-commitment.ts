import type { Fulfilment, SpendBasis } from './contract.ts';
import type { Day } from './day.ts';
import type { Usd } from './units.ts';

/** From a day to the day after the last. */
interface Span {
  readonly start: Day;
  readonly end: Day;
}

/** What a contract commits to in one of its windows: a row of FOCUS's dataset ContractCommitment. */
export interface ContractCommitment {
  readonly id: string;
  readonly provider: string;
  readonly contractId: string;
  /** US dollars that are due for the window, in the dollars of its basis. */
  readonly cost: Usd;
  readonly basis: SpendBasis;
  readonly fulfilment: Fulfilment;
  readonly period: Span;
  readonly contract: Span;
}
