import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS } from '../../../src/decision/plan/search.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
import fc from '../../support/laws.ts';
import { type MadePortfolio, portfolio, portfolios } from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

/** What a contract of a made provider costs for a list spend; undefined under its floor. In cents of whole dollars. */
function contractCost(made: MadePortfolio, { provider, band }: Plan['contracts'][number], spend: number) {
  const { floor } = made.providers[Number(provider.slice(1))] as MadePortfolio['providers'][number];
  const off = Math.round(Number(shown(band.discount)) * 100);
  if (spend < floor) return undefined;
  return Math.max(Number(shown(band.commitment)) * 100, spend * (100 - off));
}

/** Direct purchases that would cost the plan nothing more as batch work, which they are not. */
function idle(made: MadePortfolio, found: Plan): string[] {
  return found.contracts.flatMap((contract) => {
    const spend = Number(shown(contract.listSpend));
    const before = contractCost(made, contract, spend);
    return found.workloads.flatMap(({ workload, channel, model, levers, listCost }, index) => {
      if (channel.kind !== 'direct' || model.provider !== contract.provider || levers === 'batch') return [];
      if (made.workloads[index]?.batch !== true) return [];
      const after = contractCost(made, contract, spend - Number(shown(listCost)) / 2);
      return after !== undefined && before !== undefined && after <= before ? [workload.name] : [];
    });
  });
}

test.each([
  ['as it is', LIMITS],
  ['by the solver', { ...LIMITS, plans: 0 }],
] as const)(
  'of equal plans the one with its levers on is taken: solved %s',
  async (_, limits) => {
    await fc.assert(
      fc.asyncProperty(portfolios(1), async (made) => {
        const waiting = { ...made, workloads: made.workloads.map((each) => ({ ...each, batch: true })) };
        const { workloads, context } = portfolio(waiting);
        try {
          expect(idle(waiting, await plan(workloads, context, loadSolver, limits))).toEqual([]);
        } catch (error) {
          if (!(error instanceof Problem && error.code === 'noPlan')) throw error;
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 100) },
    );
  },
  60_000,
);

test('the real binary turns caching and batch on where a commitment pays for either', () => {
  const line =
    'decide --profile fixtures/profiles/half-used.yaml --offers fixtures/offers/half-used.yaml --format json';
  const argv = [resolve('bin/tokencost.js'), ...line.split(' '), '--as-of', '2026-11-27'];
  const { plan: found } = JSON.parse(spawnSync(process.execPath, argv, { encoding: 'utf8' }).stdout);
  const levers = found.workloads.map((each: Record<string, unknown>) => [each['name'], each['cache'], each['batch']]);
  expect(levers).toEqual([
    ['replies', true, false],
    ['letters', false, true],
  ]);
  expect(found.effectiveCost).toBe(60_000);
});
