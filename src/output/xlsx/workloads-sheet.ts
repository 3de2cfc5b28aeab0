import type { Workload } from '../../domain/workload.ts';
import type { Reference } from './expression.ts';
import { othersOf } from './meters.ts';
import type { Names } from './names.ts';
import { Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';
import { lengthsOf, putWorkload, type WorkloadInputs, workloadColumns } from './workload-inputs.ts';

export interface WorkloadSheet {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<Workload, WorkloadInputs>;
}

/**
 * The names of the cells of a workload, by its place: its own name is anybody's text. Levers always have one, so that
 * they can be stated; the rest has one where it is stated.
 */
function nameWorkload(names: Names, place: number, inputs: WorkloadInputs): void {
  const stated = (cell: Reference) => (cell.value() === '' ? undefined : cell);
  const named = {
    input: inputs.input,
    output: inputs.output,
    cache_hit: inputs.hitRatio,
    reads_per_write: inputs.readsPerWrite,
    cache_ttl: inputs.ttl,
    batch_share: inputs.batch,
    long_context_share: stated(inputs.long),
    peak_share: stated(inputs.peak),
    stored_token_hours: stated(inputs.stored),
    requests: stated(inputs.requests),
    prefix: stated(inputs.prefix),
    cache_reads: stated(inputs.countedRead),
    latency_budget: stated(inputs.latencyBudget),
  };
  for (const [name, cell] of Object.entries(named)) {
    if (cell !== undefined) names.add([`workload_${place + 1}`, name], cell);
  }
}

/** What each workload states: the cells that people change, one row each. */
export function workloadsSheet({ answer, provenance, statedAs }: Workings, names: Names): WorkloadSheet {
  const { workloads } = answer;
  const sheet = new Sheet(
    'Workloads',
    workloadColumns(
      workloads.map((each) => each.workload),
      statedAs.size > 0,
    ),
  );
  const stating = workloads.map((each) => each.workload);
  const [others, lengths] = [othersOf(stating), lengthsOf(stating)];
  const of = workloads.map(({ workload, model }, place): [Workload, WorkloadInputs] => {
    const inputs = putWorkload(sheet, workload, {
      provider: provenance.providerName(model.provider),
      tokenFactor: statedAs.get(workload)?.tokenFactor,
      others,
      lengths,
    });
    nameWorkload(names, place, inputs);
    sheet.next();
    return [workload, inputs];
  });
  return { sheet, of: new Map(of) };
}
