import { expect, test } from 'vitest';
import { NORMAL } from '../../../src/commands/normal.ts';
import { loadSolver } from '../../../src/commands/solver.ts';
import { decide } from '../../../src/decision/plan/decide.ts';
import { readSizingDefaults } from '../../../src/files/contract-terms.ts';
import { shippedPricing } from '../../../src/files/shipped.ts';
import { article } from '../../support/answers.ts';
import { PRICING_FOLDER } from '../../support/transcript.ts';
import { shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const sizing = {
  common: {},
  defaults: readSizingDefaults(shippedPricing(PRICING_FOLDER).commitment()),
  normal: NORMAL,
};

test('the work that a plan buys direct is sized against what it would cost without a contract', async () => {
  const { commitments } = await decide([workload('claude-opus-4.7', '1B', '3B')], article, loadSolver, sizing);
  const [anthropic] = commitments;
  expect(commitments).toHaveLength(1);
  expect([shown(anthropic?.listSpend), shown(anthropic?.alternative.cost)]).toEqual(['80000', '68000']);
  // ln N(80,000; 0.25): the tenth percentile is 80,000 x exp(-0.25 x 1.2815515655).
  expect(anthropic?.demand.p10).toBeCloseTo(58_069.4, 0);
});

test('a provider under its floor has nothing to commit to', async () => {
  const { commitments } = await decide([workload('claude-opus-4.7', '500M', '1.5B')], article, loadSolver, sizing);
  expect(commitments).toEqual([]);
});
