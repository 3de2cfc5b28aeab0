import { statistic } from '../../domain/statistic.ts';
import { plus, type Usd } from '../../domain/units.ts';
import type { Choices } from '../plan/options.ts';
import type { Weights } from './bend.ts';

/** Sums of amounts by stream. */
export type ByStream = (amountOf: (choices: Choices, index: number) => Usd | undefined) => Weights;

/** Adds up exact amounts by the stream of their workload. */
export function summedByStream(choices: readonly Choices[], of: readonly number[], count: number): ByStream {
  return (amountOf) => {
    const totals: (Usd | undefined)[] = Array.from({ length: count });
    for (const [index, each] of choices.entries()) {
      const amount = amountOf(each, index);
      const stream = of[index];
      if (amount === undefined || stream === undefined) continue;
      const before = totals[stream];
      totals[stream] = before === undefined ? amount : plus(before, amount);
    }
    return totals.map((total) => (total === undefined ? 0 : statistic(total)));
  };
}
