import type { CacheTtl } from '../../src/domain/meter.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { count } from './values.ts';

/** A workload that is named like its model and states nothing but what is given. */
export function workload(model: string, input: string, output: string, stated: Partial<Workload> = {}): Workload {
  return {
    name: model,
    model,
    input: count(input),
    output: count(output),
    alternatives: [],
    tags: new Map(),
    ...stated,
  };
}

/** Counted cache classes, for a workload whose input is their sum with the uncached rest. */
export function measured(read: string, writes: { readonly [ttl in CacheTtl]?: string }): Partial<Workload> {
  const entries = Object.entries(writes) as [CacheTtl, string][];
  return { measuredCache: { read: count(read), writes: new Map(entries.map(([ttl, text]) => [ttl, count(text)])) } };
}

/** The shape of one request: shared prefix, varying input, output. */
export function request(prefix: string, input: string, output: string): Partial<Workload> {
  return { request: { prefix: count(prefix), input: count(input), output: count(output) } };
}

/** Workloads with the tag `team`, by their places: nobody's where none is given. */
export function tagged(workloads: readonly Workload[], teams: readonly (string | undefined)[]): Workload[] {
  return workloads.map((each, index) => {
    const team = teams[index];
    return team === undefined ? each : { ...each, tags: new Map([['team', team]]) };
  });
}
