import type { Estimate } from '../../domain/estimate.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { marketplaceNotes } from '../channels/marketplace-notes.ts';
import { fingerprint, idleStatements } from '../stated/idle.ts';
import { forOthers, growthNotes } from '../stated/users.ts';
import { type Context, estimate, estimateOf, priceable } from './estimate.ts';
import { horizonNotes } from './horizon-notes.ts';
import { schedule } from './schedule.ts';

const NO_CHANGES = { assumptions: [], warnings: [] };

/** What an estimate shows of a workload by itself: its rows, and what it is advised. */
function shownOf(workload: Workload, context: Context): string {
  const { workloads, advice } = estimateOf([priceable(workload, context)], context);
  return fingerprint([workloads.map(({ configurations }) => configurations), advice]);
}

/** The estimate of a whole profile: month by month where it says when it runs, and what of it an estimate leaves to others. */
export function estimateProfile(profile: Profile, context: Context): Estimate {
  const { workloads, horizon } = profile;
  const months = horizon === undefined ? {} : { schedule: schedule(profile, horizon, context) };
  const found = estimate(workloads, context);
  const told = [...found.assumptions, ...found.warnings];
  const elsewhere = [
    ...growthNotes(profile),
    ...forOthers(profile, 'estimate'),
    ...idleStatements(workloads, told, (workload) => shownOf(workload, context)),
    ...marketplaceNotes(workloads, context),
  ];
  const changes = horizon === undefined ? NO_CHANGES : horizonNotes(workloads, horizon, context, told);
  return {
    ...found,
    ...months,
    assumptions: [...found.assumptions, ...changes.assumptions, ...elsewhere],
    warnings: [...changes.warnings, ...found.warnings],
  };
}
