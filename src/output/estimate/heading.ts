import type { Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { meterLabel } from '../../domain/meter.ts';
import { shortTokens } from '../render/numbers.ts';

/** What a workload is, on one line. */
export function workloadHeading(estimate: WorkloadEstimate, provenance: Provenance): string {
  const { workload, model } = estimate;
  const others = [...(workload.others ?? [])].map(
    ([meter, quantity]) => ` + ${shortTokens(quantity)} ${meterLabel(meter)}`,
  );
  const volume = `${shortTokens(workload.input)} in + ${shortTokens(workload.output)} out${others.join('')} a month`;
  const name = workload.name === model.id ? '' : `${workload.name}: `;
  return `${name}${model.id} (${provenance.providerName(model.provider)}), ${volume}`;
}
