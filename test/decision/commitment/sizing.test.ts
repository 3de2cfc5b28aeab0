import { describe, expect, test } from 'vitest';
import { canBeSigned, sizeCommitment } from '../../../src/decision/commitment/sizing.ts';
import type { SizingCase } from '../../../src/decision/commitment/sizing-case.ts';
import { atStatedVolume } from '../../../src/decision/commitment/stated-volume.ts';
import type { ContractBand } from '../../../src/domain/contract.ts';
import { parseExact } from '../../../src/domain/exact.ts';
import fc from '../../support/laws.ts';
import { dollars, multiple, part, shown } from '../../support/values.ts';
import { band, clause, DEFAULTS, named, question } from './questions.ts';
import { normal } from './samples.ts';

const CENT = 2;

function sized(of: SizingCase) {
  const answer = sizeCommitment(of, DEFAULTS, normal);
  if (answer === undefined) throw new Error('nothing was spent');
  return answer;
}

const sixty = () => sized(question('60k', '51k'));

describe('$60,000 at list, 20% off for $50,000, an aggregator at 15% off', () => {
  test('the contract wins at the stated volume and the aggregator in expectation: the flaw of averages', () => {
    const { best, flawOfAverages, valueOfInformation } = sixty();
    expect(named(best)).toBe('alternative');
    expect(best.expected.cost).toBeCloseTo(52_618.91, CENT);
    expect([named(flawOfAverages?.asStated), named(flawOfAverages?.expected)]).toEqual([
      'band 50000@0.2',
      'alternative',
    ]);
    expect(shown(flawOfAverages?.asStated.costAsStated)).toBe('50000');
    expect(valueOfInformation).toBeCloseTo(1_803.43, CENT);
  });

  test('how often each is best adds up, and regret is what hindsight would save', () => {
    const { choices, valueOfInformation } = sixty();
    expect(choices.map(named)).toEqual(['list', 'alternative', 'band 50000@0.2']);
    const [list, alternative, contract] = choices;
    expect(list?.probabilityBest).toBe(0);
    expect((alternative?.probabilityBest ?? 0) + (contract?.probabilityBest ?? 0)).toBeCloseTo(1, 12);
    expect((contract?.regret ?? 0) - valueOfInformation).toBeCloseTo(54_715.58 - 52_618.91, CENT);
  });

  test('a point is given the assumed spread, and says so', () => {
    const { demand, terms } = sixty();
    expect([demand.basis, demand.method, shown(demand.assumedSigma)]).toEqual(['assumed', 'common', '0.25']);
    expect([demand.p10, demand.p50, demand.p90].map((each) => each.toFixed(CENT))).toEqual([
      '43552.05',
      '60000.00',
      '82659.72',
    ]);
    expect(terms.assumed).toEqual(['overage', 'rollover', 'commitmentBasis', 'floorBasis', 'termMonths']);
  });

  test('break-even utilisation is against the best no-commitment price, not against list', () => {
    const { breakEvenUtilisation, breakEvenVersusList } = sixty();
    expect(shown(breakEvenUtilisation)).toBe('0.9411764706');
    expect(shown(breakEvenVersusList)).toBe('0.8');
  });

  test('the self-defeating discount: it clears at list and is $2,000 under the floor after it', () => {
    const { floorRisk } = sixty();
    expect(shown(floorRisk.listNeededOnContracted)).toBe('62500');
    expect(shown(floorRisk.discountPushesUnderFloor)).toBe('2000');
    expect(floorRisk.clearsOnList).toBeCloseTo(0.767087, 6);
    expect(floorRisk.clearsOnContracted).toBeCloseTo(0.435146, 6);
    expect(floorRisk.pushedUnderProbability).toBeCloseTo(0.767087 - 0.435146, 5);
  });

  test('flip points, in the dollars of a month and of the forecast', () => {
    const { flips } = sixty();
    expect(flips?.realised?.above).toBeCloseTo(58_823.53, CENT);
    expect(flips?.p50?.above).toBeCloseTo(65_544.95, CENT);
  });
});

test.each([
  ['10%', '55555.5555555556'],
  ['20%', '62500'],
  ['30%', '71428.5714285714'],
])('at %s off, a $50,000 floor on contracted dollars needs more list spend', (discount, needed) => {
  expect(shown(sized(question('60k', '51k', [band('0', discount)])).floorRisk.listNeededOnContracted)).toBe(needed);
});

describe('the optimal commitment', () => {
  test('is the newsvendor commitment where overage is at list, in whole cents', () => {
    const answer = sized(question('60k', '60k', [band('0', '20%')], { overage: 'list' }));
    expect(named(answer.optimal)).toBe('optimal 38892.28@0.2');
    expect(answer.optimal?.expected.cost).toBeCloseTo(53_392.73, CENT);
    expect(answer.criticalProbability).toBeCloseTo(0.2, 12);
    // 60,000 list is 48,615.35 covered and 11,384.65 over it at list: 38,892.28 + 11,384.65.
    const { shortfall, contractedCost, cost } = answer.atStatedVolume ?? {};
    expect([shown(shortfall), shown(contractedCost), shown(cost)]).toEqual(['0', '48000', '50276.93']);
  });

  test('is clamped to the band, and the deepest of five bands is the worst', () => {
    const bands = [
      band('50k', '10%'),
      band('75k', '15%'),
      band('100k', '20%'),
      band('125k', '25%'),
      band('150k', '30%'),
    ] as const;
    const answer = sized(question('150k', '127_500', bands));
    expect(named(answer.optimal)).toBe('band 100000@0.2');
    expect(named(answer.best)).toBe('band 100000@0.2');
    expect(answer.best.expected.cost).toBeCloseTo(126_830.58, CENT);
    expect(named(answer.deepestIsNotCheapest)).toBe('band 150000@0.3');
  });

  test('commits nothing more than the band asks where overage has the contract price', () => {
    const answer = sized(question('150k', '150k', [band('50k', '20%')]));
    expect(named(answer.optimal)).toBe('band 50000@0.2');
    expect(answer.criticalProbability).toBe(0);
  });

  test('shows the floor as a commitment where no band asks for one, and the commitment that is safe', () => {
    const answer = sized(question('90k', '80k', [band('0', '20%')]));
    // P10 of 90,000 at sigma 0.25 is 65,328.07; 20% off it 52,262.45.
    expect(answer.choices.map(named)).toEqual([
      'list',
      'alternative',
      'band 0@0.2',
      'floor 50000@0.2',
      'floorSafe 52262.45@0.2',
    ]);
    expect(answer.floorSafe?.expected.shortfallProbability).toBeCloseTo(0.1, 6);
  });
});

describe('a contract that cannot be had', () => {
  test('is shown and never wins', () => {
    const answer = sized(question('40k', '39k', [band('0', '30%')]));
    expect(answer.choices.filter(({ available }) => !available).length).toBeGreaterThan(0);
    expect(named(answer.best)).toBe('alternative');
    expect(answer.choices.find(({ kind }) => kind === 'band')?.probabilityBest).toBe(0);
  });

  test('is not asked about: whether a floor is met depends on the discount and not on what is committed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 90 }),
        fc.constantFrom('list' as const, 'contracted' as const),
        (k, floorBasis) => {
          const of = question(`${k}k`, `${k - 1}k`, [band('0', '20%'), band('60k', '30%')], { floorBasis });
          const had = sized(of).choices.some(({ signed, available }) => signed !== undefined && available);
          expect(canBeSigned(of, DEFAULTS, normal)).toBe(had);
          // 50,000 of list dollars, or after the shallower discount.
          expect(had).toBe(k * (floorBasis === 'list' ? 100 : 80) >= 5000);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('the floor is tested on contracted dollars where the offer says so', () => {
    const common = { demand: { p10: multiple('1'), p50: multiple('1'), p90: multiple('1') } };
    const onContracted = question('60k', '59k', [band('0', '20%')], { floorBasis: 'contracted' });
    expect(named(sized({ ...onContracted, common }).best)).toBe('alternative');
    expect(named(sized({ ...question('60k', '59k', [band('0', '20%')]), common }).best)).toBe('band 0@0.2');
  });
});

test('$60,000 of list, 20% off, 50,000 minimum: 50,000 on contracted dollars and 48,000 on list dollars', () => {
  const signed = band('50k', '20%');
  const { terms } = DEFAULTS;
  const list = dollars('60k');
  const contract = { floor: { low: dollars('50k'), high: dollars('100k') } };
  const contracted = atStatedVolume(signed, contract, terms, list);
  expect([shown(contracted.shortfall), shown(contracted.cost)]).toEqual(['2000', '50000']);
  const onList = atStatedVolume(signed, contract, { ...terms, commitmentBasis: 'list' }, list);
  expect([shown(onList.shortfall), shown(onList.cost)]).toEqual(['0', '48000']);
});

// Each figure below was integrated apart, on math.erf in Python.
describe('clauses at a commitment of $50,000, in dollars a month', () => {
  const clauses = (terms = {}) => sized(question('60k', '51k', undefined, terms)).clauses;

  test('overage at the contract rate', () => {
    const found = clause(clauses({ overage: 'list' }), 'overageAtContract');
    expect([found.worth.toFixed(CENT), found.granted]).toEqual(['1178.90', false]);
    expect(clause(clauses(), 'overageAtContract')).toMatchObject({ granted: true });
  });

  test('annual pooling, months correlated at 0.5', () => {
    // Four million simulated years, NumPy.
    const worth = (62_302.78 - 46_719.0) / 12;
    expect(Math.abs(clause(clauses(), 'annualPooling').worth / worth - 1)).toBeLessThan(0.01);
    const granted = clause(clauses({ fulfilment: 'annual' }), 'annualPooling');
    expect(granted.granted).toBe(true);
    expect(Math.abs(granted.worth / worth - 1)).toBeLessThan(0.01);
  });

  test('a commitment drawn down by list dollars', () => {
    expect(clause(clauses(), 'listBasis').worth).toBeCloseTo(3_983.35, CENT);
  });

  test('rollover of half of what is unused, where the next month uses it', () => {
    const found = clause(clauses(), 'rollover');
    expect(found.worth).toBeCloseTo(1_035.48, CENT);
    expect(shown(found.share)).toBe('0.5');
  });

  test('a ramp is worth nothing to a spend that does not grow, and something to one that does', () => {
    expect(clause(clauses(), 'ramp').worth).toBe(0);
    const growth = parseExact('0.04');
    const growing = sized({ ...question('60k', '51k'), common: growth === undefined ? {} : { growth } });
    expect(clause(growing.clauses, 'ramp').worth).toBeCloseTo(1_812.78, 1);
    expect(growing.demand.grows).toBe(true);
  });

  test('the one worth most comes first', () => {
    const worths = clauses({ overage: 'list' }).map(({ worth }) => worth);
    expect(worths).toEqual([...worths].sort((a, b) => b - a));
    expect(clauses({ overage: 'list' })[0]?.kind).toBe('listBasis');
  });
});

describe('demand of several workloads', () => {
  const percentiles = (p10: string, p50: string, p90: string) => ({
    p10: multiple(p10),
    p50: multiple(p50),
    p90: multiple(p90),
  });

  test('one common factor keeps the shape of the sum exactly', () => {
    const spends = ['40k', '20k'].map((list, index) => ({ workload: `w${index}`, listSpend: dollars(list) }));
    const demand = percentiles('0.8', '1', '1.25');
    const answer = sized({ ...question('60k', '51k'), spends, common: { demand } });
    expect([answer.demand.method, answer.demand.basis]).toEqual(['common', 'stated']);
    expect(answer.demand.p10).toBeCloseTo(48_000, 6);
    expect(answer.demand.p90).toBeCloseTo(75_000, 6);
  });

  test('their own forecasts are summed in each future, at correlation 0.5', () => {
    const spends = [
      { workload: 'a', listSpend: dollars('40k'), demand: percentiles('0.7', '1', '1.428571428571') },
      { workload: 'b', listSpend: dollars('20k'), demand: percentiles('0.9', '1', '1.111111111111') },
    ];
    const { demand } = sized({ ...question('60k', '51k'), spends });
    expect(demand.method).toBe('matched');
    expect(demand.mean).toBeCloseTo(61_647.28, CENT);
    // Four million draws, NumPy.
    for (const [found, wanted] of [
      [demand.p10, 46_891.6],
      [demand.p50, 60_056.9],
      [demand.p90, 78_369.3],
    ] as const)
      expect(Math.abs(found / wanted - 1)).toBeLessThan(0.005);
  });

  test('nothing spent is no question', () => {
    expect(sizeCommitment({ ...question('60k', '51k'), spends: [] }, DEFAULTS, normal)).toBeUndefined();
  });
});

test('the discount of the best commitment is exact, whatever the floats say', () => {
  expect(shown(sized(question('60k', '51k')).optimal?.signed?.discount)).toBe(shown(part('20%')));
});

test('no choice to be had is expected to cost less than the best, but a commitment that saves too little, which is told', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 200 }),
      fc.integer({ min: 0, max: 25 }),
      fc.constantFrom<readonly ContractBand[]>(
        [band('0', '20%')],
        [band('50k', '20%')],
        [band('0', '10%'), band('60k', '20%')],
      ),
      (k, off, bands) => {
        const open = `${(k * (100 - off)) / 100}k`;
        const of = sized(question(`${k}k`, open, bands as [ContractBand], { fulfilment: 'annual' }));
        const least = Math.min(...of.choices.filter(({ available }) => available).map(({ expected }) => expected.cost));
        const less = of.best.expected.cost - least;
        expect(of.hardlyCheaper?.saves ?? 0).toBe(less < 1 ? 0 : less);
        expect(less).toBeLessThanOrEqual(least / 1000);
        if (less > 0) expect(of.best.signed === undefined || shown(of.best.signed.commitment) === '0').toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('a floor that is committed to saves $10 of $69,105: too little to commit to', () => {
  const { best, hardlyCheaper } = sized(question('83.5k', '73k', [band('0', '20%')], { fulfilment: 'annual' }));
  expect([named(best), best.expected.cost.toFixed(0)]).toEqual(['band 0@0.2', '69105']);
  expect([shown(hardlyCheaper?.signed?.commitment), hardlyCheaper?.saves.toFixed(0)]).toEqual(['50000', '10']);
});

test('where months under the floor cost much, the best commitment is the most that costs hardly more than a small one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 45, max: 62 }), (k) => {
      const { choices, optimal, curve } = sized(
        question(`${k}k`, `${k}k`, [band('0', '20%')], { fulfilment: 'annual' }),
      );
      const cost = (kind: string) => choices.find((each) => each.kind === kind)?.expected.cost ?? 0;
      const some = curve.filter(({ signed }) => shown(signed.commitment) !== '0');
      const least = Math.min(...some.map(({ expected }) => expected.cost));
      if (cost('band') <= least * 1.01) return;
      expect(optimal?.kind).toBe('optimal');
      expect(optimal?.expected.cost).toBeLessThanOrEqual(least * 1.001001);
      const more = some.filter(
        ({ signed }) => Number(shown(signed.commitment)) > Number(shown(optimal?.signed?.commitment)),
      );
      for (const { expected } of more) expect(expected.cost).toBeGreaterThan(least * 1.000999);
    }),
    { numRuns: 18 },
  );
});
