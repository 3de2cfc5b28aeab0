import type { Context } from '../decision/estimate/estimate.ts';
import { decisionCharges } from '../decision/focus/decision-charges.ts';
import type { Charge } from '../domain/charge.ts';
import { monthOf } from '../domain/day.ts';
import type { Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import { focusCsv } from '../output/focus/csv.ts';

/**
 * `tokencost decide --format focus`: the plan in the month of --as-of, as the charges that an invoice would bring. A plan
 * has a price for everything in it, so its file leaves nothing out. `allocated` parts what is of no single workload.
 */
export function decideFocus(
  { plan }: Decision,
  context: Context,
  provenance: Provenance,
  allocated: (charges: readonly Charge[]) => readonly Charge[],
): string {
  const { day } = context;
  return focusCsv(allocated(decisionCharges(plan, context, { month: monthOf(day), ratesOf: day })), {
    ...provenance,
    complete: true,
  });
}
