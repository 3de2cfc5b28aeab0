import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Machine, runAction } from '../support/runner.ts';

/** A runner that has checked out usage, bills and contracts. */
function machine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [workspace, temp] = [join(folder, 'my work'), join(folder, '_temp')];
  mkdirSync(temp);
  cpSync('fixtures/audit', join(workspace, 'spend'), { recursive: true });
  return { workspace, temp };
}

const CLAUSES = {
  command: 'audit',
  'working-directory': 'spend',
  usage: 'clauses-usage.csv',
  bill: 'clauses-bill.csv',
  contract: 'clauses-contract.yaml',
  'as-of': '2026-10-05',
};

test('audit: the difference, the page in the summary, and a step that fails where something can be claimed', () => {
  const { status, outputs, summary, commands } = runAction(CLAUSES, machine());
  expect(status).toBe(3);
  expect(outputs).toMatchObject({ verdict: 'open', 'exit-code': '3' });
  expect(JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8'))).toMatchObject({ command: 'audit' });
  expect(Number(outputs['amount'])).toBeGreaterThan(0);
  expect(summary.trim()).toBe(readFileSync(outputs['comment'] ?? '', 'utf8').trim());
  expect(summary).toContain('To take up with the vendor');
  expect(commands.filter((line) => line.startsWith('::error'))).toEqual([]);
  expect(runAction({ ...CLAUSES, 'fail-on': 'never' }, machine()).status).toBe(0);
});

test('track: rules that are broken fail the step, and no rule none', () => {
  const inputs = {
    command: 'track',
    usage: 'spend/anthropic-autumn.csv',
    contract: 'spend/anthropic-contract.yaml',
    'as-of': '2026-10-20',
  };
  const kept = runAction(inputs, machine());
  expect([kept.status, kept.outputs['verdict'], kept.outputs['amount']]).toEqual([0, 'kept', '']);
  const broken = runAction({ ...inputs, rules: 'shortfall\noverage' }, machine());
  expect([broken.status, broken.outputs['verdict'], broken.outputs['exit-code']]).toEqual([3, 'broken', '3']);
  expect(broken.summary).toContain('Asked to fail on');
});

test('track tells the use apart by who caused it, with what nobody used by the rule that is asked for', () => {
  const inputs = {
    command: 'track',
    usage: 'spend/anthropic-autumn.csv',
    contract: 'spend/anthropic-contract.yaml',
    'as-of': '2026-10-20',
    by: 'model',
  };
  const allocation = (more: Readonly<Record<string, string>>) => {
    const { outputs, status } = runAction({ ...inputs, ...more }, machine());
    expect(status).toBe(0);
    return JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8')).contracts[0].usedBy;
  };
  expect(allocation({ by: '' }) ?? null).toBeNull();
  expect(allocation({})).toMatchObject({ by: 'model', sharedBy: 'drawdown' });
  expect(allocation({ shared: 'even' })).toMatchObject({ sharedBy: 'even' });
});

test('an input that a command has no use for is refused by its name', () => {
  const { status, commands } = runAction({ ...CLAUSES, by: 'model', 'budget-ref': 'HEAD^1' }, machine());
  expect(status).toBe(2);
  expect(commands.find((line) => line.startsWith('::error'))).toContain(
    'The inputs by, budget-ref have no effect with command: audit; leave them out.',
  );
});

test('bad input is one error, and no outputs but the exit code', () => {
  const { status, outputs, commands } = runAction({ ...CLAUSES, bill: '' }, machine());
  expect([status, outputs['exit-code'], outputs['verdict'], outputs['json']]).toEqual([2, '2', '', '']);
  expect(commands.filter((line) => line.startsWith('::error'))).toHaveLength(1);
});
