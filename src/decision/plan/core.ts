import type { ContractState } from './candidate.ts';
import { type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';
import type { ProvenBound } from './relaxation.ts';

/** How much more than its least at some prices a purchase may cost where a plan of cost `limit` is known. */
const slackUnder = ({ bound }: ProvenBound, limit: number) => limit - bound + FLOAT_SLACK * Math.abs(limit);

/** True where what is left of an instance in a state, by `core`, has no more plans than `most`. */
export function leavesFew(
  { open, direct }: Instance,
  state: ContractState,
  proven: ProvenBound,
  limit: number,
  most: number,
): boolean {
  const slack = slackUnder(proven, limit);
  const costOf = ({ provider, list, beside }: DirectOption) =>
    state[provider] === undefined ? Number.POSITIVE_INFINITY : (proven.prices[provider] as number) * list + beside;
  let plans = 1;
  for (let index = 0; index < open.length; index++) {
    const options = direct[index] as readonly DirectOption[];
    const free = open[index] as number;
    let least = free;
    for (let at = 0; at < options.length; at++) least = Math.min(least, costOf(options[at] as DirectOption));
    let ways = Number.isFinite(free) && !(free - least > slack) ? 1 : 0;
    for (let at = 0; at < options.length; at++) if (costOf(options[at] as DirectOption) - least <= slack) ways += 1;
    plans *= ways;
    if (plans > most) return false;
  }
  return true;
}

/**
 * What is left of an instance in a state when a plan of cost `limit` is known: a purchase whose reduced cost alone lifts
 * the bound over the limit is in no cheaper plan (reduced-cost fixing).
 */
export function core(instance: Instance, state: ContractState, proven: ProvenBound, limit: number): Instance {
  const { prices } = proven;
  const slack = slackUnder(proven, limit);
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
