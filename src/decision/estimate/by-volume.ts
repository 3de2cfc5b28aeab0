import { divide, isZero, linear, ONE, whole } from '../../domain/exact.ts';
import type { Levers } from '../../domain/levers.ts';
import { totalOf } from '../../domain/line-item.ts';
import { atVolume } from '../../domain/scaled.ts';
import { factor, minus, NO_TOKENS, type Tokens, tokens, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, priceable } from './estimate.ts';
import { listBill } from './spend.ts';

/** US dollars a month of so many whole tokens in and out, 0 or more. */
export type CostByVolume = (input: bigint, output: bigint) => Usd;

const ONE_TOKEN: Tokens = tokens(ONE);
const NOTHING = factor(whole(0n));

/** A workload with other counts of text; what was counted of its cache stays the part of the input that it is. */
function withText({ measuredCache, ...workload }: Workload, input: Tokens, output: Tokens): Workload {
  const part = isZero(workload.input) ? NOTHING : factor(divide(input, workload.input));
  const counted = measuredCache && atVolume({ ...workload, measuredCache }, part).measuredCache;
  return { ...workload, ...(counted === undefined ? {} : { measuredCache: counted }), input, output };
}

/**
 * What a workload costs at list in one configuration at any volume of text: every ratio and request as it is, and beside
 * them as many calls and stored tokens as it states. Exact, and some thirty million times a second, for what a token in and a
 * token out cost is taken from the engine's own line items, once; those of a volume are made by `estimate`, where they are
 * shown. The levers are those of the workload; undefined where a token of it has no price. Throws what `estimate` throws.
 */
export function costByVolume(workload: Workload, context: Context, levers: Levers): CostByVolume | undefined {
  const cost = (input: Tokens, output: Tokens) =>
    totalOf(listBill(priceable(withText(workload, input, output), context), levers));
  const beside = cost(NO_TOKENS, NO_TOKENS);
  const input = cost(ONE_TOKEN, NO_TOKENS);
  const output = cost(NO_TOKENS, ONE_TOKEN);
  if (beside === undefined || input === undefined || output === undefined) return undefined;
  return linear(minus(input, beside), minus(output, beside), beside) as CostByVolume;
}
