import type { Estimate } from '../../domain/estimate.ts';
import { anyGrowth } from '../../domain/growth.ts';
import type { Note } from '../../domain/note.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { marketplaceNotes } from '../channels/marketplace-notes.ts';
import { type Context, estimate } from './estimate.ts';
import { horizonNotes } from './horizon-notes.ts';
import { schedule } from './schedule.ts';

const FOR_DECIDE = ['demand', 'load', 'failures'] as const;

/** What a profile says that is for `decide` alone: demand that may turn out otherwise, how load moves, what fails. */
function forDecideAlone({ workloads, common }: Profile): Note[] {
  const stated: Pick<Workload, (typeof FOR_DECIDE)[number]>[] = [common ?? {}, ...workloads];
  const keys = FOR_DECIDE.filter((key) => stated.some((each) => each[key] !== undefined));
  return keys.length === 0 ? [] : [{ code: 'onlyDecideUses', keys }];
}

/** Where growth counts: in the months of a profile, and nowhere in the amounts of one month. */
function growthNotes({ workloads, common, horizon }: Profile): Note[] {
  if (!anyGrowth(workloads, common)) return [];
  return [horizon === undefined ? { code: 'growthWithoutMonths' } : { code: 'growthCounts', from: horizon.start }];
}

const NO_CHANGES = { assumptions: [], warnings: [] };

/** The estimate of a whole profile: month by month where it says when it runs, and what of it an estimate leaves to a plan. */
export function estimateProfile(profile: Profile, context: Context): Estimate {
  const { workloads, horizon } = profile;
  const months = horizon === undefined ? {} : { schedule: schedule(profile, horizon, context) };
  const found = estimate(workloads, context);
  const elsewhere = [...growthNotes(profile), ...forDecideAlone(profile), ...marketplaceNotes(workloads, context)];
  const told = [...found.assumptions, ...found.warnings];
  const changes = horizon === undefined ? NO_CHANGES : horizonNotes(workloads, horizon, context, told);
  return {
    ...found,
    ...months,
    assumptions: [...found.assumptions, ...changes.assumptions, ...elsewhere],
    warnings: [...changes.warnings, ...found.warnings],
  };
}
