import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settle } from '../../src/decision/contract/settle.ts';
import type { Overage, SpendBasis } from '../../src/domain/contract.ts';
import { compare, divide, type Exact } from '../../src/domain/exact.ts';
import { factor, share, type Usd, usd } from '../../src/domain/units.ts';
import { exact } from '../domain/samples.ts';
import { repositoryPath } from '../support/pricing.ts';

const AMOUNTS = ['counted', 'due', 'used', 'shortfall', 'overage', 'effective'] as const;

type Month = Readonly<Record<(typeof AMOUNTS)[number] | 'spend', string>> & { readonly opens: boolean };

interface Case {
  readonly terms: {
    readonly discount: string;
    readonly commitment: string;
    readonly floor: string;
    readonly commitmentBasis: SpendBasis;
    readonly floorBasis: SpendBasis;
    readonly overage: string;
  };
  readonly months: readonly Month[];
}

/** Written by settle.py. */
const cases = JSON.parse(readFileSync(repositoryPath('test/oracle/settle.json'), 'utf8')) as Case[];

function rational(text: string): Exact {
  const [top = '', bottom = '1'] = text.split('/');
  return divide(exact(top), exact(bottom));
}

const dollars = (text: string): Usd => usd(rational(text));
const overageOf = (text: string): Overage => (text === 'list' || text === 'contract' ? text : factor(exact(text)));

test.each(cases.map((each) => [JSON.stringify(each.terms), each] as const))('a month under %s', (_, each) => {
  const { discount, commitment, floor, commitmentBasis, floorBasis, overage } = each.terms;
  const band = { id: '1', commitment: dollars(commitment), discount: share(rational(discount)) };
  const contract = {
    floor: { low: dollars(floor), high: dollars(floor) },
    terms: { commitmentBasis, floorBasis, overage: overageOf(overage) },
  };
  for (const month of each.months) {
    const found = settle(contract, band, dollars(month.spend));
    expect([month.spend, found.opens]).toEqual([month.spend, month.opens]);
    for (const key of AMOUNTS)
      expect([month.spend, key, compare(found[key], dollars(month[key]))]).toEqual([month.spend, key, 0]);
  }
});
