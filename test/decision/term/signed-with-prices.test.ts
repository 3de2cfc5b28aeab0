import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../support/transcript.ts';

const folder = mkdtempSync(join(tmpdir(), 'signed-with-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const SOURCE = 'source: { url: page, checked: 2026-11-01, confidence: official }';
const rate = (from: string, input: number) =>
  `{ from: ${from}, usdPerMtok: { input: ${input}, output: ${input} }, ${SOURCE} }`;

/** 10,000 a month on a model of one's own provider, or 3,000 on another that asks 12,000 from a day on. */
async function decided(from: string, commitment: number) {
  const card = written(
    'card.yaml',
    `id: two\nversion: 2026-11-01\nproviders: { own: { name: Own }, other: { name: Other } }\nmodels:\n  own-1: { provider: own, rates: [${rate('2026-01-01', 10)}] }\n  other-1: { provider: other, rates: [${rate('2026-01-01', 3)}, ${rate(from, 12)}] }\n`,
  );
  const offers = written(
    'offers.yaml',
    `contracts:\n  - { provider: own, floor: { low: 5000, high: 5000 }, fulfilment: monthly, overage: contract, termMonths: 4, bands: [{ commitment: ${commitment}, discount: 20% }] }\n  - { provider: other, bands: [] }\n`,
  );
  const profile = `start: 2026-12\nmonths: 4\nworkloads:\n  - { name: a, model: own-1, tokens: { input: 1B }, alternatives: [{ model: other-1 }] }\n`;
  const argv = ['decide', '--profile', '-', '--card', card, '--offers', offers, '--as-of', '2026-11-27'];
  const { stdout } = await run([...argv, '--format', 'json', '--quiet'], profile);
  return JSON.parse(stdout).plan;
}

test('a commitment is signed for the month in which another price rises', async () => {
  // 3,000 in each of two months, then 8,000 for 10,000 at list in each of two: 22,000. From the first month on it would be
  // 32,000, and without it 26,000.
  const plan = await decided('2027-02-01', 8000);
  expect(plan.effectiveCost).toBe(5500);
  expect(plan.term.contracts).toMatchObject([{ provider: 'own', begins: 3 }]);
});

test('or for the first month that is wholly at the new price, where it rises within one', async () => {
  // On 16 January 15 of 31 days are gone: 3,000 x 15/31 + 10,000 x 16/31 without the contract, 6,612.90, against 8,000.
  const plan = await decided('2027-01-16', 8000);
  expect(plan.effectiveCost).toBeCloseTo((3000 + 3000 * (15 / 31) + 10_000 * (16 / 31) + 2 * 8000) / 4, 2);
  expect(plan.term.contracts).toMatchObject([{ provider: 'own', begins: 3 }]);
});

test('not where it is a loss in the last month, which is bound longer then', async () => {
  // 12,000 due for 10,000 at list.
  const plan = await decided('2027-02-01', 12_000);
  expect([plan.effectiveCost, plan.term.contracts]).toEqual([6500, []]);
});
