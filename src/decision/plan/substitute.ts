import { scaled } from '../../domain/scaled.ts';
import { type Factor, UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';

/** A model that a workload may be served by. */
export interface Substitute {
  /** The work in the tokens of that model. */
  readonly workload: Workload;
  /** Tokens it needs for the same work, as a multiple of those stated. */
  readonly factor: Factor;
}

/**
 * The models a workload may be served by, as stated and then its alternatives, each with the tokens it needs: as many
 * times more as the profile states, else as `published` says of its name.
 */
export function substitutes(workload: Workload, published: (model: string) => Factor): readonly Substitute[] {
  const others = workload.alternatives.map(({ model, tokenFactor }): Substitute => {
    const factor = tokenFactor ?? published(model);
    return { workload: { ...scaled(workload, factor), model }, factor };
  });
  return [{ workload, factor: UNCHANGED }, ...others];
}
