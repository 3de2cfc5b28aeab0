import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PUBLISHED, repositoryPath, SHIPPED_OFFERS } from '../support/pricing.ts';

type Row = Readonly<Partial<Record<'models' | 'offers' | 'leftOut', readonly string[]>>>;

function yaml<Value>(path: string): Value {
  return parse(readFileSync(repositoryPath(path), 'utf8'), { schema: 'failsafe' }) as Value;
}

const TABLES = yaml<Readonly<Record<string, Readonly<Record<string, Row>>>>>('test/pricing/rows.yaml');
const TYPED = new Set(Object.keys(yaml<{ models: object }>('test/pricing/late-2026.yaml').models));
const LEFT_OUT = yaml<{ models: { names: string[] }[]; prices: { of: string }[] }>('pricing/left-out.yaml');
const told = new Set([...LEFT_OUT.models.flatMap(({ names }) => names), ...LEFT_OUT.prices.map((each) => each.of)]);
const shipped = new Set(
  [SHIPPED_OFFERS.aggregators, SHIPPED_OFFERS.marketplaces, SHIPPED_OFFERS.reserved].flatMap((all) =>
    all.map(({ id }) => id),
  ),
);

describe.each(Object.entries(TABLES))('every row of the table of %s', (_, rows) => {
  test.each(Object.entries(rows))(
    '%s is on the card with cells of its own, ships, or is left out by name',
    (_row, row) => {
      const { models = [], offers = [], leftOut = [] } = row;
      expect(models.length + offers.length + leftOut.length).toBeGreaterThan(0);
      expect(models.filter((model) => PUBLISHED.find(model)?.id !== model || !TYPED.has(model))).toEqual([]);
      expect(offers.filter((offer) => !shipped.has(offer))).toEqual([]);
      expect(leftOut.filter((name) => !told.has(name))).toEqual([]);
    },
  );
});
