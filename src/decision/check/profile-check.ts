import type { Limit } from '../../domain/budget.ts';
import type { Check } from '../../domain/check.ts';
import { numeral } from '../../domain/exact.ts';
import { statedKeys } from '../../domain/horizon.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { idleStatements } from '../stated/idle.ts';
import { forOthers, horizonTaken } from '../stated/users.ts';
import { type CheckTerms, check } from './check.ts';
import { spansMonths } from './periods.ts';

/** What a check shows of a workload by itself: what it is bought as, at what price, and what there is to say of that. */
function wholeOf(workload: Workload, context: Context): object {
  const bought = purchases([priceable(workload, context)], context);
  return bought.map(({ channel, levers, bill, notes }) => [channel.id, levers, bill, notes]);
}

/** Of that, the amount. */
function partOf(workload: Workload, context: Context): string {
  return purchases([priceable(workload, context)], context)
    .map(({ bill }) => `${numeral(pricedTotal(bill))} ${bill.unpriced.length}`)
    .join();
}

/** The check of a whole profile: later months where it grows, and what of it a check leaves to others. Throws as `check`. */
export function checkProfile(
  profile: Profile,
  limits: readonly Limit[],
  context: Context,
  terms: Omit<CheckTerms, 'course'> = {},
): Check {
  const found = check(profile.workloads, limits, context, { ...terms, course: profile });
  const told = [...found.assumptions, ...found.warnings];
  const looksAhead = found.ahead !== undefined || limits.some(spansMonths);
  const months: Note[] =
    profile.horizon === undefined || looksAhead
      ? []
      : [{ code: 'monthsNotUsed', day: context.day, stated: statedKeys(profile.horizon) }];
  const elsewhere = [
    ...(looksAhead ? horizonTaken(profile, context) : []),
    ...forOthers(profile, 'check'),
    ...idleStatements(profile.workloads, told, {
      parts: [(workload) => partOf(workload, context)],
      whole: (workload) => wholeOf(workload, context),
    }),
  ];
  return { ...found, assumptions: [...found.assumptions, ...elsewhere], warnings: [...found.warnings, ...months] };
}
