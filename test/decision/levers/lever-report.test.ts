import { describe, expect, test } from 'vitest';
import { leverReport } from '../../../src/decision/levers/lever-report.ts';
import type { LeverValue, ProviderLevers } from '../../../src/domain/lever-report.ts';
import type { NegotiationLever } from '../../../src/domain/lever-terms.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { ALL_OFFERS, LEVER_TERMS, portfolio, published } from '../../support/portfolio.ts';
import { part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

function report(workloads: readonly Workload[]) {
  const context = published(ALL_OFFERS);
  return leverReport(portfolio(workloads, context), {
    ...context,
    terms: LEVER_TERMS,
    level: ALL_OFFERS.serviceLevels.find(({ id }) => id === 'usual'),
    minutesOfMonth: 43_200,
    used: () => 'both',
    reservations: [],
  });
}

function first(workloads: readonly Workload[]): ProviderLevers {
  const [provider] = report(workloads).providers;
  return provider ?? expect.fail('no provider');
}

const leverOf = ({ values }: ProviderLevers, lever: NegotiationLever): LeverValue =>
  values.find((value) => value.lever === lever) ?? expect.fail(`no ${lever}`);

/** 40,000 a month at list. */
const opus = workload('claude-opus-4.7', '500M', '1500M');

describe('five levers on 40,000 a month', () => {
  const levers = first([opus]);
  const seen = (lever: NegotiationLever) => {
    const { low, expected, high, points } = leverOf(levers, lever);
    return [low, expected, high, points].map(shown);
  };

  test('in dollars and in points off the rate card', () => {
    expect(seen('rateCard')).toEqual(['4000', '8000', '12000', '0.2']);
    expect(seen('failedRequests')).toEqual(['137.5', '137.5', '137.5', '0.0034375']);
    expect(seen('regionPinning')).toEqual(['4000', '4000', '4000', '0.1']);
    expect(seen('reservedCapacity')).toEqual(['0', '0', '0', '0']);
  });

  test('uptime credits: half of the incidents qualify, four fifths are claimed, and the value is contingent', () => {
    const credits = leverOf(levers, 'serviceLevel');
    // 3.2675% of spend at full claims; 0.8 of it
    expect(Number(shown(credits.points))).toBeCloseTo(0.02614, 5);
    expect(levers.values.filter((value) => value.contingent)).toEqual([credits]);
  });

  test('none of it moves under the floor, and all of it at the floor', () => {
    expect(levers.open).toBe(false);
    expect(first([workload('claude-opus-4.7', '625M', '1875M')]).open).toBe(true); // 50,000 exactly
  });

  test('an older model is told from the newest', () => {
    expect(levers.models[0]?.newer).toBeGreaterThan(0);
    expect(first([workload('claude-fable-5.2', '1M', '1M')]).models).toEqual([{ model: 'claude-fable-5.2', newer: 0 }]);
  });
});

test('work that is pinned holds the premium in its bill: 4,000 of 44,000', () => {
  const levers = first([{ ...opus, region: 'us' }]);
  expect([shown(levers.listSpend), shown(leverOf(levers, 'regionPinning').expected)]).toEqual(['44000', '4000']);
  expect(levers.regionBasis).toBe('pinned');
});

test('failures that a profile states are no assumption', () => {
  const levers = first([{ ...opus, failures: new Map([['streamAbort', { rate: part('1%') }]]) }]);
  expect([levers.failedRequests.basis, shown(levers.failedRequests.recovered)]).toEqual(['stated', '212.5']);
});

test('each provider has a floor and levers of its own; three things move with none', () => {
  const both = report([opus, workload('gpt-5.4', '500M', '1500M')]);
  expect(both.providers.map(({ provider, listSpend }) => [provider, shown(listSpend)])).toEqual([
    ['anthropic', '40000'],
    ['openai', '23750'],
  ]);
  expect(both.notLevers).toHaveLength(3);
  expect([...both.names.keys()]).toEqual([
    'rateCard',
    'failedRequests',
    'serviceLevel',
    'regionPinning',
    'reservedCapacity',
  ]);
});
