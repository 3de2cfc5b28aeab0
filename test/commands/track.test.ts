import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '../support/transcript.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A contract that was signed, as a file. */
function contract(name: string, provider: string, commitment: number): string {
  const path = join(folder, `${name}.yaml`);
  const text = `provider: ${provider}\nsigned: true\nstart: 2026-09-01\ncommitment: ${commitment}\nper: month\ndiscount: 12%\nfulfilment: monthly\noverage: contract\ntermMonths: 12\n`;
  writeFileSync(path, text);
  return path;
}

/** Runs the real binary. */
function track(line: string) {
  const argv = ['bin/tokencost.js', 'track', ...words(`${line} --as-of 2026-10-20 --format json`)];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return { stderr, status, answer: status === 2 ? undefined : (JSON.parse(stdout) as Answer) };
}

interface Answer {
  readonly contracts: readonly { readonly provider: string; readonly used: number; readonly commitment: number }[];
  readonly broken: readonly { readonly provider: string; readonly rule: string }[];
}

const USAGE = 'fixtures/audit/anthropic-autumn.csv';

describe('what a monthly job may fail on', () => {
  // About 31,000 are expected by the end of the month.
  test.each([
    [60_000, 'shortfall', 3],
    [60_000, 'overage', 0],
    [60_000, 'utilisation<80%', 3],
    [60_000, 'utilization<80%', 3],
    [60_000, 'utilisation<40%', 0],
    [20_000, 'shortfall', 0],
    [20_000, 'overage', 3],
    [20_000, 'utilisation<80%', 0],
  ])('%d a month, %s: exit %d', (commitment, rule, code) => {
    const path = contract(`anthropic-${commitment}`, 'anthropic', commitment);
    const { status, stderr, answer } = track(`--contract ${path} --usage ${USAGE} --fail-on "${rule}"`);
    expect([stderr, status]).toEqual(['', code]);
    const name = rule.split('<')[0]?.replace('utilization', 'utilisation');
    expect(answer?.broken.map((each) => [each.provider, each.rule])).toEqual(code === 0 ? [] : [['anthropic', name]]);
  });

  test('a rule that is none is refused with the rules there are', () => {
    const path = contract('anthropic-1', 'anthropic', 1);
    const { status, stderr } = track(`--contract ${path} --usage ${USAGE} --fail-on utilisation`);
    expect(status).toBe(2);
    expect(stderr).toContain('shortfall, overage or utilisation<80%');
  });
});

test('several contracts are held each against the usage of its provider, as each is alone', () => {
  const anthropic = contract('anthropic', 'anthropic', 30_000);
  const openai = contract('openai', 'openai', 500);
  const usage = `--usage ${USAGE} fixtures/audit/openai-usage.csv`;
  const both = track(`--contract ${anthropic} ${openai} ${usage} --fail-on overage --fail-on shortfall`);
  const alone = [anthropic, openai].map((path) => track(`--contract ${path} ${usage}`).answer?.contracts[0]);
  expect(both.answer?.contracts).toEqual(alone);
  expect(both.answer?.contracts.map(({ provider }) => provider)).toEqual(['anthropic', 'openai']);
  expect(both.status).toBe(3);
});
