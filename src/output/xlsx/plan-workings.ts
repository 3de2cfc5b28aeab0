import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Configurations } from './configurations-sheet.ts';
import type { Names } from './names.ts';
import type { Quantities } from './quantities-sheet.ts';
import type { Workings } from './workings.ts';

/** What a plan workbook is made of. */
export interface PlanWorkings {
  readonly workings: Workings;
  /** The plan, without the parts of streams that reserved units serve. */
  readonly plan: Plan;
  /** The workload of the answer that each planned one stands for: the same work in the tokens of its model. */
  readonly servedAs: ReadonlyMap<PlannedWorkload, Workload>;
}

export interface PlanSheets extends PlanWorkings {
  readonly inputs: Inputs;
  readonly quantities: Quantities;
  readonly configurations: Configurations;
  readonly names: Names;
}
