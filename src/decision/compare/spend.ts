import type { Bought } from '../../domain/comparison.ts';
import { divide, type Exact, floor, isZero, multiply, whole } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import { problem } from '../../domain/problem.ts';
import { type Factor, tokens, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { listBill } from '../estimate/spend.ts';

/** Tokens that stand for a ratio while its price is not known: so many that no share of them is a part of a token. */
const SAMPLE = whole(1_000_000n);

/** The part of a ratio that is input and the part that is output; one of them may be 0. */
export interface InOut {
  readonly input: Factor;
  readonly output: Factor;
}

/** What work costs at list with the levers that it states; undefined where a part of it has no price. */
const listCost = (workload: Workload, context: Context): Usd | undefined =>
  totalOf(listBill(priceable(workload, context), 'both'));

/**
 * The tokens that a spend buys of a model at list price, with the levers that are stated: in the ratio that is given,
 * each side rounded down to whole tokens, so that they never cost more. A list price is linear in the tokens.
 * Throws `usage` where the model has no price for the work, where all of it is free, or where it buys not one token.
 */
export function boughtFor(
  spend: Usd,
  { input, output }: InOut,
  workload: Workload,
  context: Context,
): { readonly bought: Bought; readonly workload: Workload } {
  const at = (inputs: Exact, outputs: Exact): Workload => ({
    ...workload,
    input: tokens(inputs),
    output: tokens(outputs),
  });
  const sample = listCost(at(multiply(SAMPLE, input), multiply(SAMPLE, output)), context);
  if (sample === undefined || sample.coefficient <= 0n) {
    const why = sample === undefined ? 'a part of it has no price' : 'it costs nothing';
    throw problem(
      'usage',
      `A spend cannot be turned into tokens of ${workload.model}: ${why}.`,
      'Give --in and --out.',
    );
  }
  const times = divide(multiply(spend, SAMPLE), sample);
  const work = at(whole(floor(multiply(times, input))), whole(floor(multiply(times, output))));
  if (isZero(work.input) && isZero(work.output)) {
    const one = `That spend does not buy one token of ${workload.model} in this ratio.`;
    throw problem('usage', one, 'Give --spend an amount of a month.');
  }
  const cost = listCost(work, context) ?? spend;
  return { workload: work, bought: { spend, model: workload.model, input: work.input, output: work.output, cost } };
}
