import type { Claim, UptimeCredit } from '../../domain/audit.ts';
import type { BillLine } from '../../domain/bill-line.ts';
import type { ContractClauses } from '../../domain/clauses.ts';
import { type Day, daysAfter, daysIn, firstDay, lastDay, type Month, monthOf } from '../../domain/day.ts';
import { divide, inPercent, isZero, negate, numeral, ONE, round, subtract, whole } from '../../domain/exact.ts';
import { FAILURE_CLASSES, type FailureClass } from '../../domain/failure.ts';
import { meterRow } from '../../domain/meter.ts';
import {
  factor,
  larger,
  lessThan,
  minus,
  NO_USD,
  type Share,
  share,
  smaller,
  sum,
  times,
  type Usd,
  usd,
} from '../../domain/units.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import { agreedOn } from './agreed.ts';
import { type Commitment, splitBeyond } from './commitments.ts';
import { lotsOf, type Pricing } from './lots.ts';

/** Failures that are the provider's; what is not told may be anybody's, and counts as long as nothing else is known. */
const OF_PROVIDER: readonly FailureClass[] = ['serverError', 'streamAbort', 'providerTruncation'];

/** Requests that failed, but for those whose failure is known to be the buyer's own doing. */
function failedOf({ failed = 0n, failures = {} }: UsageDay): bigint {
  const own = FAILURE_CLASSES.filter((each) => !OF_PROVIDER.includes(each));
  const excused = own.reduce((total, each) => total + (failures[each] ?? 0n), 0n);
  return failed > excused ? failed - excused : 0n;
}

/** The deepest level that an availability falls below. */
function stepOf(uptime: NonNullable<ContractClauses['uptime']>, availability: Share) {
  return uptime.credits.findLast(({ below }) => lessThan(availability, below));
}

/** What tokens of a month cost under the contract, those beyond its commitment at their own price. */
function spendOf(commitment: Commitment, groups: readonly UsageDay[], book: PriceBook, pricing: Pricing): Usd {
  const lots = groups.flatMap((group) => {
    const model = book.find(group.model, group.day);
    const agreed = agreedOn(commitment.contract, group.day);
    if (model === undefined || agreed === undefined) return [];
    return lotsOf(group, model, agreed, pricing).flatMap((lot) => splitBeyond(lot, [commitment]));
  });
  const costs = lots.filter(({ meter }) => meterRow(meter).takesTerms).map((lot) => pricing.cost(lot));
  return sum(costs.filter((cost) => typeof cost !== 'string'));
}

/** Whether a credit on a bill is one for availability, by what it is called. */
export const isUptimeCredit = ({ label }: BillLine): boolean => /uptime|availab|service level|\bsla\b/i.test(label);

/** What is left of credits that are due, after those that the bill has. */
function lessCredited(due: readonly UptimeCredit[], credited: Usd): UptimeCredit[] {
  let left = credited;
  return due.flatMap((each) => {
    const taken = smaller(left, each.amount);
    left = minus(left, taken);
    const amount = minus(each.amount, taken);
    return isZero(amount) ? [] : [{ ...each, amount }];
  });
}

/** A credit for availability as a claim. */
export function uptimeClaim({
  provider,
  month,
  requests,
  failed,
  availability,
  below,
  credit,
  amount,
}: UptimeCredit): Claim {
  const percent = (part: Share, places: number) => `${numeral(round(inPercent(part), places))}%`;
  const what = `${failed} of ${requests} requests failed in ${month}, an availability of ${percent(availability, 3)} by the failures in the usage; below ${percent(below, 3)}, ${percent(credit, 2)} of the month is credited`;
  const [from, until] = [firstDay(month), lastDay(month)];
  return { subject: provider, what, clause: 'uptime', from, until, days: daysIn(month), rows: 0, amount };
}

/** What contracts credit for months in which too many requests failed, as far as the usage counts failures. */
export function uptimeCredits(
  commitments: readonly Commitment[],
  usage: readonly UsageDay[],
  credits: readonly BillLine[],
  book: PriceBook,
  pricing: Pricing,
): UptimeCredit[] {
  const credited = usd(negate(sum(credits.filter(isUptimeCredit).map(({ amount }) => amount))));
  const due = commitments.flatMap((commitment) => {
    const { contract } = commitment;
    const { provider, clauses } = contract;
    const { uptime } = clauses;
    if (uptime === undefined) return [];
    const holds = (day: Day) => agreedOn(contract, day) !== undefined;
    const own = usage.filter(({ model, day }) => book.find(model)?.provider === provider && holds(day));
    const months = [...new Set(own.map(({ day }) => monthOf(day)))].sort();
    return months.flatMap((month: Month): UptimeCredit[] => {
      const groups = own.filter(({ day }) => monthOf(day) === month);
      const counted = groups.filter(({ requests, failed }) => requests !== undefined && failed !== undefined);
      const requests = counted.reduce((total, each) => total + (each.requests ?? 0n), 0n);
      const failed = counted.reduce((total, each) => total + failedOf(each), 0n);
      if (requests === 0n) return [];
      const availability = share(subtract(ONE, divide(whole(failed), whole(requests))));
      const step = stepOf(uptime, availability);
      if (step === undefined) return [];
      const amount = times(spendOf(commitment, groups, book, pricing), factor(step.credit));
      const claimBy = uptime.claimDays === undefined ? undefined : daysAfter(lastDay(month), uptime.claimDays);
      return [
        { provider, month, requests, failed, availability, below: step.below, credit: step.credit, amount, claimBy },
      ];
    });
  });
  return lessCredited(due, larger(NO_USD, credited));
}
