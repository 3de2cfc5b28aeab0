import { describe, expect, test } from 'vitest';
import { cloudCost, exposedPerMonth } from '../../../src/decision/channels/drawdown.ts';
import { marketplaceObstacle, marketplacesFor } from '../../../src/decision/channels/marketplace-bill.ts';
import { purchaseThrough } from '../../../src/decision/channels/purchase.ts';
import { compare } from '../../../src/domain/exact.ts';
import { type Levers, pulled } from '../../../src/domain/levers.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import type { CloudCommitment } from '../../../src/domain/marketplace.ts';
import { plus } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import fc from '../../support/laws.ts';
import { ALL_OFFERS, portfolio, published } from '../../support/portfolio.ts';
import { dollars, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

/** 600,000 over six months, of which other work uses 80,000 a month: 20,000 a month would be forfeit. */
const OWED: CloudCommitment = {
  cloud: 'aws',
  remaining: dollars('600k'),
  monthsLeft: 6n,
  otherMonthlySpend: dollars('80k'),
  prepaid: false,
};

const costs = (contracted: string, eligible: string, commitment: CloudCommitment | undefined) => {
  const { drawdown, avoidedShortfall, effectiveCost, billedCost } = cloudCost(
    { contractedCost: dollars(contracted), eligible: dollars(eligible) },
    commitment,
  );
  return [drawdown, avoidedShortfall, effectiveCost, billedCost].map(shown);
};

describe('a commitment that 40,000 a month draws down', () => {
  test('is worth a dollar a dollar, up to what would have been forfeit', () => {
    expect(shown(exposedPerMonth(OWED))).toBe('20000');
    expect(costs('15k', '15k', OWED)).toEqual(['15000', '15000', '0', '15000']);
    expect(costs('40k', '40k', OWED)).toEqual(['40000', '20000', '20000', '40000']);
  });

  test('is worth nothing where other spend uses it up anyway', () => {
    const used = { ...OWED, otherMonthlySpend: dollars('100k') };
    expect(costs('40k', '40k', used)).toEqual(['40000', '0', '40000', '40000']);
  });

  test('is worth nothing beyond the balance', () => {
    const nothingElse = { ...OWED, remaining: dollars('60k'), otherMonthlySpend: dollars('0') };
    expect(costs('40k', '40k', nothingElse)).toEqual(['10000', '10000', '30000', '40000']);
  });

  test('counts only the part of the spend that draws it down', () => {
    expect(costs('40k', '10k', OWED)).toEqual(['10000', '10000', '30000', '40000']);
  });

  test('takes no cash where it is prepaid, also where it would have been used anyway', () => {
    const prepaid = { ...OWED, prepaid: true, otherMonthlySpend: dollars('100k') };
    expect(costs('40k', '40k', prepaid)).toEqual(['40000', '0', '40000', '0']);
  });

  test('is nothing without a commitment', () => {
    expect(costs('40k', '40k', undefined)).toEqual(['0', '0', '40000', '40000']);
  });

  test('never makes spend cost less than nothing, and more spend never costs less', () => {
    const amount = fc.integer({ min: 0, max: 200_000 }).map((value) => dollars(String(value)));
    fc.assert(
      fc.property(amount, amount, amount, amount, (spend, more, remaining, otherMonthlySpend) => {
        const owed = { ...OWED, remaining, otherMonthlySpend };
        const at = (cost: typeof spend) => cloudCost({ contractedCost: cost, eligible: cost }, owed).effectiveCost;
        expect(compare(at(spend), dollars('0'))).toBeGreaterThanOrEqual(0);
        expect(compare(at(plus(spend, more)), at(spend))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

/** What a workload costs through each marketplace that sells its model, and what stands against buying there. */
function throughEach(stated: Workload, levers: Levers = 'asIs') {
  const [of] = portfolio([stated], published(ALL_OFFERS));
  if (of === undefined) throw new Error('no workload');
  return marketplacesFor(ALL_OFFERS.marketplaces, of).map((marketplace) => ({
    id: marketplace.id,
    cost: shown(totalOf(purchaseThrough(of, { kind: 'marketplace', id: marketplace.id, marketplace }, levers).bill)),
    obstacle: marketplaceObstacle(marketplace, of.workload, pulled(levers)),
  }));
}

const opus = workload('claude-opus-4.7', '500M', '1500M');

describe('work through the marketplaces that ship', () => {
  test('costs list through a global endpoint', () => {
    expect(throughEach(opus).map(({ id, cost }) => [id, cost])).toEqual([
      ['bedrock', '40000'],
      ['foundry', '40000'],
      ['vertex', '40000'],
    ]);
  });

  test("carries the marketplace's own regional premium, also where the provider sells no such region", () => {
    expect(throughEach({ ...opus, region: 'eu' })[0]).toMatchObject({ id: 'bedrock', cost: '44000' });
  });

  test('is of the providers that they resell, and may not go where it is not allowed', () => {
    expect(throughEach(workload('mistral-large-2512', '1M', '1M'))).toEqual([]);
    expect(throughEach(workload('gpt-5.4', '1M', '1M')).map(({ id }) => id)).toEqual(['bedrock', 'foundry']);
    expect(throughEach({ ...opus, channels: ['list'] })[0]?.obstacle).toEqual({
      code: 'channelExcluded',
      channel: 'bedrock',
    });
  });

  test('pulls the levers that are stated', () => {
    expect(throughEach({ ...opus, batchEligible: part('100%') }, 'batch')[0]?.cost).toBe('20000');
  });
});
