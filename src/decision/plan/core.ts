import type { ContractState } from './candidate.ts';
import { FLOAT_SLACK, type Instance } from './instance.ts';
import type { ProvenBound } from './relaxation.ts';

/**
 * What is left of an instance in a state when a plan of cost `limit` is known: a purchase whose reduced cost alone lifts
 * the bound over the limit is in no cheaper plan (reduced-cost fixing).
 */
export function core(
  instance: Instance,
  state: ContractState,
  { bound, prices }: ProvenBound,
  limit: number,
): Instance {
  const slack = limit - bound + FLOAT_SLACK * Math.abs(limit);
  const open = instance.open.slice();
  const direct = instance.direct.map((options, index) => {
    const priced = options.flatMap((option) => {
      const price = prices[option.provider] as number;
      return state[option.provider] === undefined ? [] : [{ option, cost: price * option.list + option.beside }];
    });
    const least = priced.reduce((best, { cost }) => Math.min(best, cost), open[index] as number);
    if ((open[index] as number) - least > slack) open[index] = Number.POSITIVE_INFINITY;
    return priced.filter(({ cost }) => cost - least <= slack).map(({ option }) => option);
  });
  return { ...instance, open, direct };
}
