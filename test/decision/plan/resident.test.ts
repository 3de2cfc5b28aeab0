import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Runs the real binary on the day of the published card. */
function tokencost(line: string, input = '') {
  const argv = [resolve('bin/tokencost.js'), ...line.split(' '), '--as-of', '2026-11-27'];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8', input });
  return { stdout, stderr, status };
}

const json = (line: string, input?: string) => JSON.parse(tokencost(`${line} --format json`, input).stdout);
const RESIDENT = 'fixtures/profiles/eu-residency.yaml';

describe('a region that only a marketplace sells', () => {
  test('is bought there at the list price with its own premium', () => {
    const { plan } = json(`decide --profile ${RESIDENT}`);
    const bought = plan.workloads.map((each: Record<string, unknown>) => [each['channel'], each['monthlyCost']]);
    // 500 + 250 of list, 100 + 50, and 75 + 37.50, each x 1.1. The last model ends before the term begins, and the price of
    // what answers to its name doubles in January: 112.50 in one month of twelve, 225 in the others: 14,726.25 in all.
    expect(bought).toEqual([
      ['bedrock', 825],
      ['bedrock', 165],
      ['vertex', 123.75],
    ]);
    expect([plan.effectiveCost, plan.complete]).toEqual([1227.19, true]);
  });

  test('draws down what is owed to its cloud: 80,000 x 1.1 less the 20,000 that nothing else uses', () => {
    const offers = '--offers fixtures/offers/cloud-commitment.yaml';
    const { plan, warnings } = json(`decide --profile fixtures/profiles/eu-large.yaml ${offers}`);
    // 120,000 in 6 months less 10,000 a month of other spend: 10,000 a month would be forfeit.
    expect([plan.contractedCost, plan.effectiveCost]).toEqual([88_000, 78_000]);
    expect(warnings.map(({ code }: { code: string }) => code)).not.toContain('unpriced');
  });

  test('stays closed at list, and a check of what is bought there counts the premium', () => {
    const { workloads, assumptions } = json(`estimate --profile ${RESIDENT}`);
    const list = workloads[0].configurations.find(({ id }: { id: string }) => id === 'list');
    expect([list.available, list.monthlyCost]).toEqual([false, null]);
    const told = assumptions.filter(({ code }: { code: string }) => code === 'marketplaceNotShown');
    expect(told.map(({ text }: { text: string }) => text.match(/\$[\d,.]+/)?.[0])).toEqual(['$990.00', '$247.50']);
    const check = json('check --profile fixtures/profiles/resident-channel.yaml --max 825');
    expect([check.verdict, check.amount, check.workloads[0].channel]).toEqual(['within', 825, 'bedrock']);
  });

  test('a flag that names a marketplace gets its price beside the rows', () => {
    const { assumptions } = json('estimate --in 100M --out 10M --model claude-opus-4.7 --via bedrock');
    const [note] = assumptions.filter(({ code }: { code: string }) => code === 'marketplaceNotShown');
    expect(note.text).toContain('Amazon Bedrock has no row here: it sells claude-opus-4.7 for $750.00 a month');
  });
});

describe('a marketplace that sells no model of a provider', () => {
  const NONE = 'Microsoft Foundry sells no DeepSeek model here';
  const model = 'deepseek-flash';

  test.each(['estimate', 'decide'])('%s says so where a flag names it', (command) => {
    const { stdout, stderr, status } = tokencost(`${command} --in 1M --model ${model} --via foundry`);
    expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).toContain(`${NONE}.`);
    expect(status).toBe(0);
  });

  test('a workload that may buy nowhere else has no plan, and that is why', () => {
    const profile = `workloads: [{ name: a, model: ${model}, tokens: { input: 1M }, channels: [foundry] }]`;
    const { stdout, stderr, status } = tokencost('decide --profile -', profile);
    expect(stderr).toContain(`No plan serves a under the constraints of the profile: ${NONE}. [noPlan]`);
    expect([stdout, status]).toEqual(['', 2]);
  });
});

describe('a plan in which nothing has a price', () => {
  const NOWHERE = 'decide --profile fixtures/profiles/nowhere.yaml';
  const WHY = 'Cannot tell how to buy letters: the card has no price for the region mars; its only region is us.';

  test.each(['table', 'markdown'])('says that it cannot tell, and why, as %s', (format) => {
    const { stdout, status } = tokencost(`${NOWHERE} --format ${format} --quiet`);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text.replaceAll('*', '').startsWith(WHY)).toBe(true);
    expect(text).not.toMatch(/\$0\.00|Buy through|Buy as below|USD a month │/);
    expect(status).toBe(4);
  });

  test('has no amount in JSON, and no proof', () => {
    const { plan, proof, leverage, crossovers } = json(NOWHERE);
    const { effectiveCost, savings, listCost, billedCost, complete } = plan;
    expect([effectiveCost, savings, listCost, billedCost, complete]).toEqual([null, null, null, null, false]);
    expect([proof.lowerBound, proof.optimal]).toEqual([null, false]);
    expect([leverage[0].trapped, crossovers]).toEqual([false, []]);
  });

  test('has no charges and no workbook, which is said where they would say nothing', () => {
    const focus = tokencost(`${NOWHERE} --format focus`);
    expect(focus.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect([focus.stderr.trimEnd().endsWith(WHY), focus.status]).toEqual([true, 4]);
    const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
    const file = join(folder, 'plan.xlsx');
    const xlsx = tokencost(`${NOWHERE} --format xlsx --output ${file}`);
    expect([xlsx.stderr.trimEnd().endsWith(WHY), xlsx.status, existsSync(file)]).toEqual([true, 4, false]);
    rmSync(folder, { recursive: true });
  });

  test('a check of it is undecided', () => {
    const { stdout, status } = tokencost('check --profile fixtures/profiles/nowhere.yaml --max 1k --format json');
    expect([JSON.parse(stdout).verdict, status]).toEqual(['undecided', 4]);
  });
});
