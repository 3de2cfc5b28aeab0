import { subjects } from '../decision/check/budget-subjects.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import type { Baseline } from '../domain/baseline.ts';
import type { Budget } from '../domain/budget.ts';
import type { WorkingProfile, Workload } from '../domain/workload.ts';
import { loadBaseline as readBaseline } from '../files/baseline-file.ts';
import { loadBudget as readBudget } from '../files/budget-file.ts';
import { loadProfile as readProfile } from '../files/profile-file.ts';
import { textOf, type Written } from './written.ts';

/**
 * A profile from its text or as a plain object; `path` is what messages call it. With `context`, models and channels
 * that are not on its card and offers are faults too. Throws `Problem` `invalidFile` with every fault at its place.
 */
export function loadProfile(profile: Written, path = 'profile', context?: Context): WorkingProfile {
  const { text, path: name } = textOf(profile, path);
  return context === undefined
    ? readProfile(text, name)
    : readProfile(text, name, (workload) => workloadFaults(workload, context));
}

/**
 * A budget for `check`, from its text or as a plain object; a currency that it states needs a rate of its own here.
 * Throws `Problem` `invalidFile`.
 */
export function loadBudget(budget: Written, workloads: readonly Workload[], context: Context, path = 'budget'): Budget {
  const { text, path: name } = textOf(budget, path);
  return readBudget(text, name, subjects(workloads, context));
}

/**
 * An earlier answer of `check` or `estimate`, from its JSON or from what `JSON.parse` made of it. Throws `Problem`
 * `invalidFile` or `baselineDiffers`.
 */
export function loadBaseline(baseline: Written, path = 'baseline'): Baseline {
  const { text, path: name } = textOf(baseline, path);
  return readBaseline(text, name);
}
