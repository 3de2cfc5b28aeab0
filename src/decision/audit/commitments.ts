import type { ContractTerms } from '../../domain/contract.ts';
import type { Day } from '../../domain/day.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Proposal } from '../../domain/proposal.ts';
import {
  type Counted,
  complement,
  type Factor,
  factor,
  larger,
  minus,
  NO_USD,
  type Share,
  times,
  type Usd,
} from '../../domain/units.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import { bandPrice, dueUnder } from '../contract/settle.ts';
import { type ByDay, beyondShares, drawdownOf, spendWithin } from '../track/drawdown.ts';
import { type Window, windowsOf } from '../track/window.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import type { Lot, Pricing } from './lots.ts';

/** A commitment that was signed, with what drew it down. */
export interface Commitment {
  readonly contract: Proposal;
  readonly terms: ContractTerms;
  readonly windows: readonly Window[];
  readonly byDay: ByDay;
  /** The share of a day's usage that lies beyond it. */
  readonly beyond: ReadonlyMap<Day, Share>;
  /** What a list dollar beyond it costs; undefined where it is the contract's price. */
  readonly overage: Factor | undefined;
}

/** What commitments are worked out from: all usage that is known, that of days before the bill among it. */
export interface Signing {
  readonly contracts: readonly Proposal[];
  readonly usual: ContractTerms;
  readonly usage: readonly UsageDay[];
}

/** Every contract that says when it began, with its windows. */
export function commitmentsOf({ contracts, usual, usage }: Signing, book: PriceBook, pricing: Pricing): Commitment[] {
  return contracts.flatMap((contract): Commitment[] => {
    const { start, commitment } = contract;
    if (start === undefined) return [];
    const { terms } = resolvedTerms(contract.terms, usual);
    const windows = windowsOf(start, commitment, terms);
    const { byDay } = drawdownOf(contract, terms, usage, book, pricing);
    const { overage } = bandPrice({ terms }, contract);
    return [{ contract, terms, windows, byDay, beyond: beyondShares(windows, terms, byDay, overage), overage }];
  });
}

/** A lot in two: what the commitment still covers, and what lies beyond it. Calls are no part of a commitment. */
export function splitBeyond(lot: Lot, commitments: readonly Commitment[]): Lot[] {
  const own = commitments.find(({ contract }) => contract.provider === lot.model.provider);
  const part = own?.beyond.get(lot.day);
  if (own === undefined || part === undefined || !meterRow(lot.meter).takesTerms) return [lot];
  const partOf = (of: Share): Counted => times(lot.quantity, factor(of));
  const beyond = { ...lot, quantity: partOf(part), beyond: true, multiple: own.overage };
  const within = complement(part);
  return within.coefficient === 0n ? [beyond] : [{ ...lot, quantity: partOf(within) }, beyond];
}

/** What is due at the end of a window for nothing: the commitment less what was used of it, in dollars after the discount. */
export function shortfallOf({ contract, terms, byDay }: Commitment, { start, end, commitment }: Window): Usd {
  const { discount } = contract;
  const due = dueUnder({ terms }, { commitment, discount });
  const used = spendWithin(byDay, start, end);
  const paid = dueUnder({ terms }, { commitment: used, discount });
  return larger(NO_USD, minus(due, paid));
}
