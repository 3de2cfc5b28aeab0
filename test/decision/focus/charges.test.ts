import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { commitmentCharges, effectiveSavingsRate } from '../../../src/decision/focus/commitment-charges.ts';
import { estimateCharges } from '../../../src/decision/focus/estimate-charges.ts';
import { planCharges } from '../../../src/decision/focus/plan-charges.ts';
import { prepaidCharges } from '../../../src/decision/focus/prepaid-charges.ts';
import { type ChargedPurchase, usageCharges } from '../../../src/decision/focus/usage-charges.ts';
import type { BillingPeriod, Charge, CommitmentTerm, PrepaidTerm } from '../../../src/domain/charge.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { compare, multiply, numeral } from '../../../src/domain/exact.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import { atLeast, NO_USD, plus, sum, type Usd, usd } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { exact } from '../../domain/samples.ts';
import { acme, answerFor, published } from '../../support/answers.ts';
import { workloads } from '../../support/arbitraries.ts';
import fc from '../../support/laws.ts';
import { day, dollars, multiple, part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const NOVEMBER: BillingPeriod = {
  month: parseMonth('2026-11') as BillingPeriod['month'],
  ratesOf: day('2026-11-23'),
};
const EACH = { month: NOVEMBER, of: () => NOVEMBER };
const NAMES = (id: string) => id;

function term(amount: string | Usd, overage?: string): CommitmentTerm {
  return {
    id: 'contract-1',
    name: 'Anthropic contract',
    provider: 'anthropic',
    amount: typeof amount === 'string' ? dollars(amount) : amount,
    overage: overage === undefined ? undefined : multiple(overage),
  };
}

/** One configuration of a workload as it is bought. */
function boughtAs(of: Workload, id: string, context = acme): ChargedPurchase {
  const { baseline, configurations } = answerFor([of], context);
  const row = configurations.find((each) => each.id === id);
  if (row === undefined) throw new Error(`${of.name} has no ${id}`);
  return { ...row, baseline };
}

const usageOf = (of: Workload, id: string, context = acme): Charge[] =>
  usageCharges(boughtAs(of, id, context), NOVEMBER);

type Cost = 'listCost' | 'contractedCost' | 'effectiveCost' | 'billedCost';
const total = (charges: readonly Charge[], cost: Cost): Usd => sum(charges.map((each) => each[cost]));
const shown = (charges: readonly Charge[], cost: Cost) => numeral(total(charges, cost));
const costs = (charges: readonly Charge[]) =>
  (['listCost', 'contractedCost', 'effectiveCost', 'billedCost'] as const).map((cost) => shown(charges, cost));
const purchases = (charges: readonly Charge[]) => charges.filter((each) => each.category === 'Purchase');
const withStatus = (charges: readonly Charge[], status: 'Used' | 'Unused' | undefined) =>
  charges.filter((each) => each.category === 'Usage' && each.commitment?.status === status);

/** $45,000 of list: 500M input at $5 and 1.7B output at $25; the contract takes 20% off. */
const JOB = usageOf(workload('claude-opus-4.7', '500M', '1.7B'), 'direct', published);

describe('a commitment of 50,000 on 45,000 of list at 20% off', () => {
  const charges = commitmentCharges(term('50_000'), JOB, NOVEMBER);

  test('is bought for 50,000 and accrues nothing', () => {
    expect(costs(purchases(charges))).toEqual(['50000', '50000', '0', '50000']);
    expect(purchases(charges)).toMatchObject([{ frequency: 'Recurring', pricing: { unit: 'USD' } }]);
  });

  test('covers usage at the contracted price, which no invoice carries again', () => {
    expect(costs(withStatus(charges, 'Used'))).toEqual(['45000', '36000', '36000', '0']);
    expect(withStatus(charges, 'Used').every((each) => each.pricing?.category === 'Committed')).toBe(true);
  });

  test('leaves 14,000 unused, with nothing consumed', () => {
    expect(costs(withStatus(charges, 'Unused'))).toEqual(['0', '0', '14000', '0']);
    expect(withStatus(charges, 'Unused')).toMatchObject([{ consumed: undefined, pricing: { category: 'Committed' } }]);
  });

  test('costs money: the effective savings rate over list is -11.1%', () => {
    const rate = effectiveSavingsRate(charges);
    // (45,000 - 50,000) / 45,000 = -1/9
    expect(rate === undefined ? '' : numeral(multiply(rate, exact('9')))).toBe('-1');
  });
});

describe('usage beyond a commitment', () => {
  // 36,000 contracted on a commitment of 30,000: 6,000 beyond it, which is 7,500 of list.
  test.each([
    ['goes on at the negotiated rate', undefined, ['7500', '6000', '6000', '6000']],
    ['is charged at list', '1', ['7500', '7500', '7500', '7500']],
    ['is charged at a surcharge on list', '1.2', ['7500', '9000', '9000', '9000']],
  ])('%s', (_, overage, expected) => {
    const charges = commitmentCharges(term('30_000', overage), JOB, NOVEMBER);
    expect(costs(withStatus(charges, 'Used'))).toEqual(['37500', '30000', '30000', '0']);
    expect(costs(withStatus(charges, undefined))).toEqual(expected);
    expect(withStatus(charges, 'Unused')).toEqual([]);
  });

  test('has as many tokens as without a commitment: the charge in which it ends is split', () => {
    const tokens = (charges: readonly Charge[]) =>
      numeral(charges.reduce((all, { consumed }) => plus(all, usd(consumed?.quantity ?? NO_USD)), NO_USD));
    const charges = commitmentCharges(term('30_000'), JOB, NOVEMBER);
    expect(charges).toHaveLength(JOB.length + 2);
    expect(tokens(charges)).toBe('2200000000');
  });
});

describe('prepaid credit of 1,058.94 for 999.00', () => {
  const topUp: PrepaidTerm = { id: 'tokenmart', name: 'TokenMart', pay: dollars('999'), credit: dollars('1058.94') };
  // 1,058.94 / 4.25 per million is 249.1623...M input tokens of Opus at 15% off; in dollars exactly one block.
  const block = (share: string): Charge[] => {
    const [input] = usageOf(workload('claude-opus-4.7', '1M', '0'), 'tokenmart', published);
    if (input === undefined) throw new Error('a million tokens are a charge');
    const amount = usd(multiply(dollars('1058.94'), exact(share)));
    return [{ ...input, contractedCost: amount, effectiveCost: amount, billedCost: amount }];
  };

  test('accrues 999.00 for the credit it buys', () => {
    const charges = prepaidCharges(topUp, block('1'), NOVEMBER);
    expect(costs(purchases(charges))).toEqual(['999', '999', '0', '999']);
    expect(shown(withStatus(charges, 'Used'), 'effectiveCost')).toBe('999');
    expect(shown(withStatus(charges, 'Used'), 'billedCost')).toBe('0');
    expect(purchases(charges)[0]?.commitment?.quantity).toEqual(dollars('1058.94'));
  });

  test('is bought in whole blocks, and what is left stays on the account', () => {
    const charges = prepaidCharges(topUp, block('1.5'), NOVEMBER);
    expect(numeral(purchases(charges)[0]?.pricing?.quantity ?? NO_USD)).toBe('2');
    expect(shown(purchases(charges), 'billedCost')).toBe('1998');
    expect(shown(withStatus(charges, 'Used'), 'effectiveCost')).toBe('1498.5');
  });

  test('is not bought for nothing', () => {
    expect(prepaidCharges(topUp, [], NOVEMBER)).toEqual([]);
  });
});

describe('laws', () => {
  const direct = workloads.map((of) => usageOf(of, 'direct+batch+cache'));
  const amounts = fc.nat(2_000_000).map((cents) => usd({ ...exact(String(cents)), scale: 2 }));
  const overages = fc.constantFrom(undefined, '0.8', '1', '1.5');

  test('unit price x quantity is the cost, exactly, and no cost is missing', () => {
    fc.assert(
      fc.property(direct, amounts, overages, (usage, amount, overage) => {
        for (const { pricing, listCost, contractedCost } of commitmentCharges(term(amount, overage), usage, NOVEMBER)) {
          if (pricing === undefined) throw new Error('usage and purchases have prices');
          expect(compare(multiply(pricing.listUnitPrice, pricing.quantity), listCost)).toBe(0);
          expect(compare(multiply(pricing.contractedUnitPrice, pricing.quantity), contractedCost)).toBe(0);
        }
      }),
    );
  });

  test('effective (used) + effective (unused) = billed (purchase)', () => {
    fc.assert(
      fc.property(direct, amounts, overages, (usage, amount, overage) => {
        const charges = commitmentCharges(term(amount, overage), usage, NOVEMBER);
        const drawn = [...withStatus(charges, 'Used'), ...withStatus(charges, 'Unused')];
        expect(compare(total(drawn, 'effectiveCost'), total(purchases(charges), 'billedCost'))).toBe(0);
        expect(shown(purchases(charges), 'effectiveCost')).toBe('0');
        expect(shown(drawn, 'billedCost')).toBe('0');
      }),
    );
  });

  test('used: effective <= contracted <= list', () => {
    fc.assert(
      fc.property(direct, amounts, overages, (usage, amount, overage) => {
        for (const each of withStatus(commitmentCharges(term(amount, overage), usage, NOVEMBER), 'Used')) {
          expect(atLeast(each.contractedCost, each.effectiveCost)).toBe(true);
          expect(atLeast(each.listCost, each.contractedCost)).toBe(true);
        }
      }),
    );
  });

  test('take or pay: effective is the larger of commitment and usage while overage is at the negotiated rate', () => {
    fc.assert(
      fc.property(direct, amounts, (usage, amount) => {
        const charges = commitmentCharges(term(amount), usage, NOVEMBER);
        const contracted = total(usage, 'contractedCost');
        const larger = atLeast(contracted, amount) ? contracted : amount;
        expect(compare(total(charges, 'effectiveCost'), larger)).toBe(0);
        expect(compare(total(charges, 'billedCost'), larger)).toBe(0);
        expect(
          compare(
            total(withStatus(charges, 'Used').concat(withStatus(charges, undefined)), 'listCost'),
            total(usage, 'listCost'),
          ),
        ).toBe(0);
      }),
    );
  });

  test('credit: what was paid is what accrues and what is left, at one cost basis', () => {
    fc.assert(
      fc.property(direct, amounts, amounts, (usage, pay, credit) => {
        fc.pre(!atLeast(NO_USD, pay) && !atLeast(NO_USD, credit));
        const charges = prepaidCharges({ id: 'p', name: 'p', pay, credit }, usage, NOVEMBER);
        const used = withStatus(charges, 'Used');
        const [purchase] = purchases(charges);
        const accrued = multiply(total(used, 'effectiveCost'), credit);
        expect(compare(accrued, multiply(sum(used.map((each) => usd(each.commitment?.quantity ?? NO_USD))), pay))).toBe(
          0,
        );
        const bought = usd(purchase?.commitment?.quantity ?? NO_USD);
        expect(atLeast(bought, total(used, 'contractedCost'))).toBe(true);
        expect(
          atLeast(total(used, 'contractedCost'), bought) ||
            !atLeast(bought, plus(total(used, 'contractedCost'), credit)),
        ).toBe(true);
      }),
    );
  });

  test('the charges of a configuration sum to its cost, and their baselines to the baseline', () => {
    fc.assert(
      fc.property(workloads, (of) => {
        const answer = answerFor([of]);
        for (const row of answer.configurations) {
          const { charges, leftOut } = estimateCharges(estimate([of], acme), EACH, NAMES, row.id);
          const cost = totalOf(row.bill);
          expect(leftOut).toEqual(cost === undefined ? [of.name] : []);
          if (cost === undefined) continue;
          expect(shown(charges, 'effectiveCost')).toBe(numeral(cost));
          const baseline = sum(charges.map((each) => each.baselineCost ?? NO_USD));
          expect(numeral(baseline)).toBe(numeral(totalOf(answer.baseline) ?? NO_USD));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('list cost is what the list row with the same levers costs', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom('', '+cache', '+batch', '+batch+cache'), (of, levers) => {
        expect(shown(usageOf(of, `direct${levers}`), 'listCost')).toBe(
          shown(usageOf(of, `list${levers}`), 'contractedCost'),
        );
      }),
    );
  });
});

describe('a plan', () => {
  const opus = (input: string) => workload('claude-opus-4.7', input, '0');
  const bought = [
    boughtAs(opus('1B'), 'direct', published),
    boughtAs(opus('2B'), 'tokenmart', published),
    boughtAs(workload('gpt-5.4', '2B', '0'), 'direct', published),
    boughtAs(opus('4B'), 'direct', published),
  ];

  test('draws on a contract with what is bought direct from its provider, and with nothing else', () => {
    // Direct at 20% off: 4,000 and 16,000 of Anthropic, 4,000 of OpenAI; 8,500 through TokenMart at 15% off.
    const charges = planCharges(bought, [term('25_000')], NOVEMBER);
    expect(shown(withStatus(charges, 'Used'), 'effectiveCost')).toBe('20000');
    expect(shown(withStatus(charges, 'Unused'), 'effectiveCost')).toBe('5000');
    expect(shown(withStatus(charges, undefined), 'effectiveCost')).toBe('12500');
    expect(shown(charges, 'effectiveCost')).toBe('37500');
    expect(shown(charges, 'billedCost')).toBe('37500');
  });

  test('without contracts is billed as it comes', () => {
    expect(costs(planCharges(bought, [], NOVEMBER))).toEqual(['40000', '32500', '32500', '32500']);
  });

  test('of an alternative model has the baseline of the stated one', () => {
    const [of] = bought;
    if (of === undefined) throw new Error('there is one');
    const doubled = usageCharges({ ...of, tokenFactor: multiple('2') }, NOVEMBER);
    expect(doubled.map((each) => numeral(each.baselineCost ?? NO_USD))).toEqual(['2500']);
  });
});

describe('the charges of an estimate', () => {
  test('are of the cheapest configuration as stated, sold by whom it is bought from', () => {
    const of = workload('claude-opus-4.7', '500M', '1.5B', { batchEligible: part('40%') });
    const { charges } = estimateCharges(estimate([of], published), EACH, NAMES);
    expect([...new Set(charges.map((each) => each.scenario.id))]).toEqual(['tokenmart+batch']);
    expect(charges[0]).toMatchObject({ seller: { name: 'TokenMart' }, sku: { publisher: 'anthropic' } });
    expect(charges.map((each) => each.sku.mode)).toEqual(['batch', 'standard', 'batch', 'standard']);
  });
});
