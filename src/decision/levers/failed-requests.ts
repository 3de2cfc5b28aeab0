import { subtract } from '../../domain/exact.ts';
import type { FailureClass, FailureMix, FailureTerms } from '../../domain/failure.ts';
import { type Bill, costOf } from '../../domain/line-item.ts';
import { NO_USD, plus, portion, type Share, share, sum, type Usd } from '../../domain/units.ts';

/** What one class of failed requests costs today and under a contract. */
export interface FailureCost {
  readonly id: FailureClass;
  readonly name: string;
  readonly rate: Share;
  /** Price of the tokens consumed before the requests failed, billed or not. */
  readonly consumed: Usd;
  readonly billedToday: Usd;
  /** What the contract's clause gives back. */
  readonly recovered: Usd;
}

/** What a bill charges for input, cached or not, and for output. */
function inputAndOutput(bill: Bill): { readonly input: Usd; readonly output: Usd } {
  let [input, output] = [NO_USD, NO_USD];
  for (const item of bill.lineItems) {
    if (item.price.meter === 'output') output = plus(output, costOf(item));
    else input = plus(input, costOf(item));
  }
  return { input, output };
}

/**
 * Failed requests by class: rate x (input part x input cost + output part x output cost), of which a class recovers
 * what is billed today and would not be under a contract. Retries are not counted here; they are quantities.
 */
export function failureCosts(
  bill: Bill,
  mix: FailureMix,
  classes: ReadonlyMap<FailureClass, FailureTerms>,
): FailureCost[] {
  const { input, output } = inputAndOutput(bill);
  return [...classes].flatMap(([id, terms]) => {
    const stated = mix.get(id);
    if (stated === undefined) return [];
    const whole = plus(portion(input, stated.input ?? terms.input), portion(output, stated.output ?? terms.output));
    const consumed = portion(whole, stated.rate);
    const relief = share(subtract(terms.billedToday, terms.billedUnderContract));
    return {
      id,
      name: terms.name,
      rate: stated.rate,
      consumed,
      billedToday: portion(consumed, terms.billedToday),
      recovered: portion(consumed, relief),
    };
  });
}

/** Classes of several workloads added up; the rate is then that of what they consume together, and is left out. */
export function failureTotals(costs: readonly FailureCost[]): Omit<FailureCost, 'rate'>[] {
  const ids = [...new Set(costs.map((cost) => cost.id))];
  return ids.map((id) => {
    const same = costs.filter((cost) => cost.id === id);
    const total = (of: (cost: FailureCost) => Usd) => sum(same.map(of));
    return {
      id,
      name: same[0]?.name ?? id,
      consumed: total((cost) => cost.consumed),
      billedToday: total((cost) => cost.billedToday),
      recovered: total((cost) => cost.recovered),
    };
  });
}

/** The mix shown where a profile states none: each class at its usual rate. */
export function usualMix(classes: ReadonlyMap<FailureClass, FailureTerms>): FailureMix {
  return new Map([...classes].map(([id, { rate }]) => [id, { rate }]));
}

/** The article's way: a flat share of the output tokens, at the output price of the bill, whatever the class. */
export function articleMethod(bill: Bill, shareOfOutput: Share): Usd {
  return portion(inputAndOutput(bill).output, shareOfOutput);
}
