import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { repositoryPath } from '../support/pricing.ts';
import { run, words } from '../support/transcript.ts';
import { workbook } from '../support/workbook.ts';

const CARD = '--card fixtures/cards/regions.yaml';

async function checked(workload: string, more = '') {
  const profile = `workloads: [{ name: w, ${workload} }]`;
  const line = `check --profile - --max 1M ${CARD} --offers fixtures/offers/own-prices.yaml --format json ${more}`;
  const { stdout, stderr } = await run(words(line), profile);
  return { ...JSON.parse(stdout), stderr };
}
const TOKENS = 'tokens: { uncachedInput: 100M, output: 10M }';

describe('prices that are printed for a region', () => {
  test.each([
    ['in no region', '', 150],
    ['by a factor, 1.1', ', region: us', 165],
    ['cell by cell, 100 x 1.20 + 10 x 7', ', region: eu', 190],
    ['by another word for it', ', region: europe', 190],
    ['half of it in a batch', ', region: eu, batchEligible: 100%', 95],
    ['with a fee per call that no region moves', ', region: eu, calls: { webSearch: 1k }', 200],
  ])('count %s', async (_, more, amount) => {
    expect((await checked(`model: by-cell, ${TOKENS}${more}`)).amount).toBe(amount);
  });

  test('leave the baseline what it is in any region: the list of none, in JSON, in a plan and in the workbook', async () => {
    const profile = `workloads: [${['us', 'eu'].map((region) => `{ name: ${region}, model: by-cell, ${TOKENS}, region: ${region} }`).join(', ')}]`;
    for (const command of ['estimate', 'decide']) {
      const { stdout } = await run(words(`${command} --profile - ${CARD} --format json --quiet`), profile);
      const answer = JSON.parse(stdout);
      // 100 x 1 + 10 x 5 for each; they cost 165 and 190 at list.
      expect(answer.plan?.baselineCost ?? answer.totals.baselineCost).toBe(300);
    }
    const file = fileOf(profile);
    const { rows } = await workbook(words(`estimate --profile ${file} ${CARD}`));
    const [head = [], ...sums] = rows.get('Quantities') ?? [];
    const at = head.indexOf('baseline, USD');
    expect(sums.slice(1, 3).map((row) => row[at])).toEqual([150, 150]);
  });

  test('are the only ones there: a cell that is not among them has no price', async () => {
    const { verdict, warnings } = await checked(
      'model: by-cell, tokens: { uncachedInput: 50M, cacheRead: 50M, output: 10M }, region: eu',
    );
    expect(verdict).toBe('undecided');
    expect(JSON.stringify(warnings)).toContain('the card has no cache read price');
  });

  test('stand among the regions of a refusal', async () => {
    const { warnings } = await checked(`model: by-cell, ${TOKENS}, region: mars`);
    expect(JSON.stringify(warnings)).toContain('its regions are us, eu (europe)');
  });

  test('are shown, in words and in JSON, and compared', async () => {
    const shown = await run(words(`cards show by-cell ${CARD}`));
    expect(shown.stdout).toContain('region eu (europe): uncached input 1.20, output 7');
    const { models } = JSON.parse((await run(words(`cards show by-cell ${CARD} --format json`))).stdout);
    expect(models[0].rates[0]).toMatchObject({
      regions: { us: 1.1 },
      regionUsdPerMtok: { eu: { input: 1.2, output: 7 } },
    });
    const overlay = `
id: mine
version: 2026-11-01
extends: ${repositoryPath('fixtures/cards/regions.yaml')}
models:
  by-cell:
    rates:
      - from: 2026-01-01
        usdPerMtok: { input: 1, cacheRead: 0.10, output: 5 }
        regions: { us: 1.1, eu: { usdPerMtok: { input: 1.30, output: 7 } } }
        source: { url: "https://acme.example/prices", checked: 2026-11-01, confidence: official }
`;
    const { stdout } = await run(words(`diff fixtures/cards/regions.yaml ${fileOf(overlay)} --format json`));
    expect(stdout).toMatch(/regions\.eu\.input/);
  });
});

describe('a marketplace with prices of its own', () => {
  test('asks them of long prompts, where the provider has one list', async () => {
    const long = `model: flat, tokens: { uncachedInput: 100M, output: 1M }, longContextShare: 100%`;
    // 100 x 6 + 22.50; of all of it in short prompts, and at list, 100 x 3 + 15.
    const there = await checked(`${long}, channel: market`);
    expect(there.amount).toBe(622.5);
    expect(there.stderr).not.toContain('has no effect');
    expect((await checked(long)).amount).toBe(315);
    expect((await checked(`${long.replace('100%', '0%')}, channel: market`)).amount).toBe(315);
  });

  test('by what its page prints of Claude Sonnet 4.5 on Google Cloud', async () => {
    const profile = `workloads: [{ name: w, model: claude-sonnet-4.5, tokens: { uncachedInput: 100M, output: 1M }, longContextShare: 100%, channel: vertex }]`;
    const { stdout } = await run(words('check --profile - --max 1k --as-of 2026-10-31 --format json'), profile);
    expect(JSON.parse(stdout).amount).toBe(622.5);
  });
});

test('Nova 2 Lite costs more in the EU and in Japan, cell by cell', async () => {
  const cost = async (region: string) => {
    const profile = `workloads: [{ name: w, model: nova-2-lite, ${TOKENS}, region: ${region} }]`;
    const { stdout } = await run(words('check --profile - --max 1k --as-of 2026-11-27 --format json'), profile);
    return JSON.parse(stdout).amount;
  };
  expect([await cost('us'), await cost('eu'), await cost('jp')]).toEqual([60.5, 68.97, 72.71]);
});

describe('a fee by the month', () => {
  test('is due once, whatever is bought, and falls to workloads by what each buys', async () => {
    const profile = `workloads: [{ name: a, model: flat, ${TOKENS}, channel: monthly }, { name: b, model: by-cell, ${TOKENS}, channel: monthly }]`;
    const line = `check --profile - --max 1M ${CARD} --offers fixtures/offers/own-prices.yaml --format json`;
    const { amount, workloads } = JSON.parse((await run(words(line), profile)).stdout);
    // 450 and 150 at list: three quarters and a quarter of 49.
    expect(amount).toBe(649);
    expect(workloads.map((each: { amount: number }) => each.amount)).toEqual([486.75, 162.25]);
  });

  test.each([
    ['portkey', 199],
    ['edgee', 186.5],
  ])('through %s, 150 at list cost %d', async (gateway, cost) => {
    const line = `estimate --in 100M --out 10M --model claude-haiku-4.5 --via ${gateway} --as-of 2026-11-27 --format json`;
    const { workloads } = JSON.parse((await run(words(line))).stdout);
    const row = workloads[0].configurations.find(({ id }: { id: string }) => id === gateway);
    expect(row.monthlyCost).toBe(cost);
  });
});
