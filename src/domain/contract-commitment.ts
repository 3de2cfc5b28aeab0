import type { Fulfilment, SpendBasis } from './contract.ts';
import type { Day } from './day.ts';
import type { Share, Usd } from './units.ts';

/** From a day to the day after the last. */
interface Span {
  readonly start: Day;
  readonly end: Day;
}

/** Where a commitment stands on the day of the answer, in the words of FOCUS. */
export type CommitmentStatus = 'Proposed' | 'Pending' | 'Active' | 'Exhausted' | 'Expired';

/** What a commitment is to: use of a provider under a contract, or all that is bought on the invoice of a cloud. */
export type CommitmentTerms =
  | {
      readonly kind: 'contract';
      readonly basis: SpendBasis;
      readonly fulfilment: Fulfilment;
      readonly months: number;
      readonly discount: Share;
      /** Whether calls count too, and not tokens alone. */
      readonly coversCalls: boolean;
      /** Of the file of a vendor that proposes it, where the plan does without. */
      readonly proposedIn?: string | undefined;
    }
  | { readonly kind: 'cloud'; readonly months: number; readonly prepaid: boolean };

/** What a contract commits to in one of its windows: a row of FOCUS's dataset ContractCommitment. */
export interface ContractCommitment {
  readonly id: string;
  /** The provider or the cloud, by its id. */
  readonly payee: string;
  /** The name of who invoices it, where that is another. */
  readonly invoicedBy: string | undefined;
  readonly contractId: string;
  /** US dollars that are due for the window, in the dollars of its basis. */
  readonly cost: Usd;
  readonly terms: CommitmentTerms;
  readonly period: Span;
  readonly contract: Span;
  readonly status: CommitmentStatus;
  /** The day of the answer. */
  readonly known: Day;
}
