import { describe, expect, test } from 'vitest';
import { cloudCost, exposedPerMonth } from '../../../src/decision/channels/drawdown.ts';
import { marketplaceOptions } from '../../../src/decision/channels/marketplaces.ts';
import { compare } from '../../../src/domain/exact.ts';
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

function options(workloads: readonly Workload[], commitments: readonly CloudCommitment[] = []) {
  const all = portfolio(workloads, published(ALL_OFFERS));
  const owed = new Map(commitments.map((commitment) => [commitment.cloud, commitment]));
  return marketplaceOptions(ALL_OFFERS.marketplaces, owed, all, () => 'both');
}

const opus = workload('claude-opus-4.7', '500M', '1500M');

describe('a portfolio through the marketplaces that ship', () => {
  test('costs list through a global endpoint', () => {
    const rows = options([opus]).map(({ marketplace, contractedCost }) => [marketplace.id, shown(contractedCost)]);
    expect(rows).toEqual([
      ['bedrock', '40000'],
      ['foundry', '40000'],
      ['vertex', '40000'],
    ]);
  });

  test("carries the marketplace's own regional premium, also where the provider sells no such region", () => {
    const [bedrock] = options([{ ...opus, region: 'eu' }]);
    expect([shown(bedrock?.contractedCost), bedrock?.workloads[0]?.listCost]).toEqual(['44000', undefined]);
  });

  test('draws down the commitment of its cloud and no other', () => {
    const [bedrock, foundry] = options([opus], [OWED]);
    expect([shown(bedrock?.effectiveCost), shown(bedrock?.billedCost)]).toEqual(['20000', '40000']);
    expect([shown(foundry?.effectiveCost), foundry?.exposedPerMonth]).toEqual(['40000', undefined]);
  });

  test('puts no value on a drawdown that nobody has stated', () => {
    const vertex = options([opus], [{ ...OWED, cloud: 'gcp' }]).at(-1);
    expect([vertex?.marketplace.drawdown, shown(vertex?.effectiveCost)]).toEqual([undefined, '40000']);
  });

  test('sells only the providers it resells, and leaves out work that may not go there', () => {
    expect(options([workload('mistral-large-2512', '1M', '1M')])).toEqual([]);
    const openai = options([workload('gpt-5.4', '1M', '1M')]);
    expect(openai.map(({ marketplace }) => marketplace.id)).toEqual(['bedrock', 'foundry']);
    const [bedrock] = options([opus, { ...opus, name: 'list only', channels: ['list'] }]);
    expect([bedrock?.bought, shown(bedrock?.contractedCost)]).toEqual([1, '40000']);
    expect(bedrock?.workloads[1]?.obstacle).toEqual({ code: 'channelExcluded', channel: 'bedrock' });
  });

  test('passes the levers on', () => {
    const [bedrock] = options([{ ...opus, batchEligible: part('100%') }]);
    expect(shown(bedrock?.contractedCost)).toBe('20000');
  });
});
