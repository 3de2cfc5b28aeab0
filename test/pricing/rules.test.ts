import { readFileSync } from 'node:fs';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { usdPerLotOf } from '../../src/domain/price.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { loadProfile } from '../../src/files/profile-file.ts';
import { acme, answerFor, published, row } from '../support/answers.ts';
import { repositoryPath } from '../support/pricing.ts';
import { problemOf } from '../support/problems.ts';
import { day, shown } from '../support/values.ts';

interface WrittenBill {
  /** `rounds` or `published`, and a model of that card. */
  readonly on: string;
  readonly day?: string;
  readonly work: Readonly<Record<string, unknown>>;
  readonly row: string;
  /** Millions of tokens x USD per million, summed. */
  readonly working?: string;
  readonly usd?: string;
  /** Why the row has no price or cannot be had. */
  readonly refused?: string;
}
interface WrittenRule {
  readonly rule: string;
  readonly page: string;
  readonly bills: readonly WrittenBill[];
}

const RULES = parse(readFileSync(repositoryPath('test/pricing/billing-rules.yaml'), 'utf8'), {
  schema: 'failsafe',
}) as readonly WrittenRule[];

function workloadOf(bill: WrittenBill): Workload {
  const [, model] = bill.on.split(' ');
  const [workload] = loadProfile(
    JSON.stringify({ workloads: [{ name: model, model, ...bill.work }] }),
    bill.on,
  ).workloads;
  return workload;
}

function rowOf(bill: WrittenBill) {
  const context = bill.on.startsWith('rounds ') ? acme : published;
  const on = bill.day === undefined ? context : { ...context, day: day(bill.day) };
  return row(answerFor([workloadOf(bill)], on), bill.row);
}

/** The sum of a working, by another arithmetic than the engine's. */
function summed(working: string): string {
  return working
    .split(' + ')
    .map((product) => product.split(' x ').reduce((total, factor) => total.times(factor), new Big(1)))
    .reduce((total, part) => total.plus(part), new Big(0))
    .toFixed();
}

describe.each(RULES.map((rule) => [`${rule.rule} [${rule.page}]`, rule] as const))('%s', (_, { bills }) => {
  test.each(bills.map((bill) => [`${bill.on}: ${bill.working ?? bill.refused}`, bill] as const))('%s', (__, bill) => {
    const { bill: billed, obstacle } = rowOf(bill);
    if (bill.refused !== undefined) {
      expect(obstacle?.code).toBe(bill.refused);
      return;
    }
    expect(obstacle).toBeUndefined();
    expect(summed(bill.working ?? '')).toBe(bill.usd);
    const items = billed.lineItems.map(({ quantity, price }) => `${shown(quantity)} ${shown(usdPerLotOf(price))}`);
    const total = items
      .map((item) => item.split(' '))
      .reduce((sum, [tokens = '', usd = '']) => sum.plus(new Big(tokens).times(usd).div(1_000_000)), new Big(0));
    expect(total.toFixed()).toBe(bill.usd);
  });
});

describe('the list of rules', () => {
  test('cites a page for each', () => {
    expect(RULES.filter(({ page }) => !page.startsWith('https://'))).toEqual([]);
    expect(RULES.length).toBeGreaterThan(20);
  });

  test('holds each of them at a published price', () => {
    expect(RULES.filter(({ bills }) => !bills.some(({ on }) => on.startsWith('published ')))).toEqual([]);
  });
});

test('reasoning has no key of its own, so that nobody counts it twice', () => {
  const tokens = { input: '1M', output: '10M', reasoning: '6M' };
  const text = JSON.stringify({ workloads: [{ name: 'thinking', model: 'gpt-5.4', tokens }] });
  expect(problemOf(() => loadProfile(text, 'p.yaml')).message).toContain('unknown key "reasoning"');
});
