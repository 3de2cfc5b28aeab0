import type { ContractTerms, ResolvedTerms, StatedTerms } from '../../domain/contract.ts';
import { statistic } from '../../domain/statistic.ts';

/** Terms as stated, and the rest as is usual. */
export function resolvedTerms(stated: StatedTerms, usual: ContractTerms): ResolvedTerms {
  const said = Object.fromEntries(
    Object.entries(stated).filter(([, value]) => value !== undefined),
  ) as Partial<ContractTerms>;
  const keys = Object.keys(usual) as (keyof ContractTerms)[];
  return { terms: { ...usual, ...said }, assumed: keys.filter((key) => !(key in said) && usual[key] !== undefined) };
}

/** Shares of the commitment due in equal parts of the term, as floats. */
export function rampOf({ ramp }: ContractTerms): readonly number[] {
  return ramp === undefined ? [1] : ramp.map(statistic);
}
