import { describe, expect, test } from 'vitest';
import { NONE } from '../../src/domain/units.ts';
import { loadProposal } from '../../src/files/proposal-file.ts';
import fc from '../support/laws.ts';
import { problemOf } from '../support/problems.ts';
import { shown } from '../support/values.ts';

const text = (lines: readonly string[]) => ['provider: acme', 'discount: 20%', ...lines].join('\n');
const loaded = (...lines: string[]) => loadProposal(text(lines), 'acme.yaml');

describe('a commitment as vendors write it becomes that of a month', () => {
  test.each([
    [['commitment: 100_000', 'per: month'], '100000'],
    [['commitment: $1.2M', 'per: year', 'termMonths: 12'], '100000'],
    [['commitment: 1_200_000', 'per: year', 'termMonths: 24'], '100000'],
    [['commitment: 1.8M', 'per: term', 'termMonths: 18'], '100000'],
    [['commitment: 1_000_000', 'per: year'], '83333.3333333333'],
    // Half in the first half: 6 x 50,000 + 6 x 100,000 = 900,000.
    [['commitment: 900k', 'per: term', 'termMonths: 12', 'ramp: [50%, 100%]'], '100000'],
    [['commitment: 1.2M', 'per: year', 'termMonths: 12', 'ramp: [50%, 100%]'], '100000'],
  ])('%j', (lines, month) => {
    expect(shown(loaded(...lines).commitment)).toBe(month);
  });

  test('an amount of the term is due over it, ramp or not: months at their shares add up to it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (amount, shares, each) => {
          const all = [...shares, 100];
          const ramp = `ramp: [${all.map((part) => `${part}%`).join(', ')}]`;
          const found = loaded(`commitment: ${amount}`, 'per: term', `termMonths: ${all.length * each}`, ramp);
          const due = all.reduce((sum, part) => sum + (Number(shown(found.commitment)) * each * part) / 100, 0);
          expect(due).toBeCloseTo(amount, 3);
        },
      ),
    );
  });
});

describe('a ramp is read by its shape', () => {
  const month = (...lines: string[]) => {
    const { commitment, terms } = loaded(...lines);
    return [
      shown(commitment),
      ...(terms.ramp ?? []).map((part) => (Number(shown(part)) * Number(shown(commitment))).toFixed(2)),
    ];
  };

  test('the last entry 100%: shares of the final commitment', () => {
    expect(month('commitment: 60_000', 'per: month', 'termMonths: 12', 'ramp: [50%, 100%]')).toEqual([
      '60000',
      '30000.00',
      '60000.00',
    ]);
  });

  // 3,000,000 over three years: 600,000, 990,000 and 1,410,000, a twelfth of each a month.
  test.each(['commitment: 3_000_000|per: term', 'commitment: 1_000_000|per: year'])(
    'adding up to 100%%: parts of the whole, %s',
    (amount) => {
      const found = month(...amount.split('|'), 'termMonths: 36', 'ramp: [20%, 33%, 47%]');
      expect(found).toEqual(['117500', '50000.00', '82500.00', '117500.00']);
    },
  );

  test('the first entry 100% and a later one above: multiples of the first part', () => {
    expect(month('commitment: 40_000', 'per: month', 'termMonths: 24', 'ramp: [100%, 150%]')).toEqual([
      '60000',
      '40000.00',
      '60000.00',
    ]);
  });

  test('any other shape is refused, naming the three', () => {
    const read = () => loaded('commitment: 40_000', 'per: month', 'termMonths: 24', 'ramp: [50%, 80%]');
    expect(problemOf(read).message).toMatch(
      /shares of the final commitment.*parts of the whole.*multiples of the first/s,
    );
  });
});

test('what it says is kept, and what it does not is undefined', () => {
  const { terms, date, validUntil, note, file, written } = loaded(
    'commitment: 50k',
    'per: month',
    'overage: 1.1',
    'fulfilment: monthly',
    'date: 2026-11-20',
    'note: quote Q-1',
  );
  expect([shown(terms.overage as never), terms.fulfilment, terms.rollover, terms.termMonths]).toEqual([
    '1.1',
    'monthly',
    undefined,
    undefined,
  ]);
  expect([date, validUntil, note, file, written.per]).toEqual([
    '2026-11-20',
    undefined,
    'quote Q-1',
    'acme.yaml',
    'month',
  ]);
});

test('clauses beside the commitment are read, and levels of uptime have to descend', () => {
  const { clauses } = loaded(
    'commitment: 50k',
    'per: month',
    'discounts: { small: 5% }',
    'newerModels: excluded',
    'credits: [{ amount: 5_000, per: month, expiresAfterDays: 90 }]',
    'priceProtection: true',
    'failedRequests: free',
    'uptime: { target: 99.9%, credits: [{ below: 99.9%, credit: 10% }, { below: 99%, credit: 25% }] }',
    'noticeDays: 60',
  );
  expect([...clauses.discounts].map(([model, off]) => [model, shown(off)])).toEqual([['small', '0.05']]);
  expect(clauses.newerModels).toEqual(NONE);
  expect(clauses.credits.map(({ amount, per, expiresAfterDays }) => [shown(amount), per, expiresAfterDays])).toEqual([
    ['5000', 'month', 90],
  ]);
  expect([clauses.priceProtection, clauses.failedFree, clauses.noticeDays, clauses.autoRenew]).toEqual([
    true,
    true,
    60,
    false,
  ]);
  expect(clauses.uptime?.credits.map(({ below, credit }) => [shown(below), shown(credit)])).toEqual([
    ['0.999', '0.1'],
    ['0.99', '0.25'],
  ]);
  const rising = 'uptime: { target: 99.9%, credits: [{ below: 99%, credit: 25% }, { below: 99.9%, credit: 10% }] }';
  expect(() => loaded('commitment: 50k', 'per: month', rising)).toThrow(/from the highest availability down/);
});

test('a provider that the profile does not know is a fault at its place, with the others', () => {
  const lines = ['commitment: 1M', 'per: term'];
  expect(() => loadProposal(text(lines), 'acme.yaml', () => 'nothing is bought there')).toThrow(
    /acme\.yaml:1:11 nothing is bought there[\s\S]*acme\.yaml:4:6 an amount of the whole term needs termMonths/,
  );
});
