import { allocationOf } from '../answers/allocation.ts';
import { allocatedCharges } from '../decision/focus/allocated-charges.ts';
import type { Allocation } from '../domain/allocation.ts';
import type { Provenance } from '../domain/estimate.ts';
import { allocationCsv } from '../output/allocation/csv.ts';
import { allocationPart } from '../output/allocation/page.ts';
import { asCsv } from './csv.ts';
import type { OutputOptions } from './options.ts';

export { allocateCheck } from '../decision/allocate/of-check.ts';
export { allocateEstimate } from '../decision/allocate/of-estimate.ts';
export { allocatePlan } from '../decision/allocate/of-plan.ts';

export { showbackTerms } from './allocation-terms.ts';

/** An allocation in the forms that answers take. */
export const showback = {
  part: (allocation: Allocation, { providerName, exchange }: Provenance) =>
    allocationPart(allocation, providerName, exchange),
  csv: (allocation: Allocation, provenance: Provenance, options: OutputOptions) =>
    asCsv(allocationCsv(allocation, provenance), options, { ...provenance, columns: ['effectiveCost'] }),
  charges: allocatedCharges,
  json: allocationOf,
};
