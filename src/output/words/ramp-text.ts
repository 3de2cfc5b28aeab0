import type { ContractBand } from '../../domain/contract.ts';
import type { RampStage } from '../../domain/ramp-stages.ts';
import { plainDollars } from '../render/numbers.ts';
import { allOf } from './some-of.ts';

/** What is due of a commitment in which months: "$50,000 a month in months 1 to 12 and ...". */
export function stagesText(stages: readonly RampStage[]): string {
  return allOf(
    stages.map(({ commitment, from, to }) => `${plainDollars(commitment)} a month in months ${from} to ${to}`),
  );
}

/** What stands behind a commitment that ramps, and nothing behind one that does not. */
export const rampedText = ({ stages = [] }: Pick<ContractBand, 'stages'>): string =>
  stages.length === 0 ? '' : `, by stages (${stagesText(stages)})`;
