import type { Limit } from '../../domain/budget.ts';
import type { Check } from '../../domain/check.ts';
import type { Note } from '../../domain/note.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { fingerprint, idleStatements } from '../stated/idle.ts';
import { forOthers } from '../stated/users.ts';
import { type CheckTerms, check } from './check.ts';

/** What a check shows of a workload by itself: what it is bought as, at what price, and what there is to say of that. */
function shownOf(workload: Workload, context: Context): string {
  const bought = purchases([priceable(workload, context)], context);
  return fingerprint(bought.map(({ channel, levers, bill, notes }) => [channel.id, levers, bill, notes]));
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
  const months: Note[] =
    profile.horizon === undefined || found.ahead !== undefined ? [] : [{ code: 'monthsNotUsed', day: context.day }];
  const elsewhere = [
    ...forOthers(profile, 'check'),
    ...idleStatements(profile.workloads, told, (workload) => shownOf(workload, context)),
  ];
  return { ...found, assumptions: [...found.assumptions, ...elsewhere], warnings: [...found.warnings, ...months] };
}
