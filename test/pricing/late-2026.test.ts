import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Meter } from '../../src/domain/meter.ts';
import { usdPerLotOf } from '../../src/domain/price.ts';
import { rateOn } from '../../src/domain/rate-card.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { loadProfile } from '../../src/files/profile-file.ts';
import { answerFor, published, row } from '../support/answers.ts';
import { PUBLISHED, repositoryPath } from '../support/pricing.ts';
import { day, price, shown } from '../support/values.ts';

type Cells = Readonly<Record<string, string>>;
interface WrittenModel {
  readonly first?: string;
  readonly ends?: string;
  readonly [day: string]: string | Cells | undefined;
}
interface Written {
  readonly models: Readonly<Record<string, WrittenModel>>;
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly minimumCacheablePrefix: Readonly<Record<string, string>>;
}

const FACTS = parse(readFileSync(repositoryPath('test/pricing/late-2026.yaml'), 'utf8'), {
  schema: 'failsafe',
}) as Written;

const CELLS = Object.entries(FACTS.models).flatMap(([model, facts]) =>
  Object.entries(facts).flatMap(([on, cells]) =>
    typeof cells === 'object' ? Object.entries(cells).map(([cell, usd]) => [model, on, cell, usd] as const) : [],
  ),
);

const found = (name: string) => PUBLISHED.find(name) ?? expect.fail(`the card has no ${name}`);
const MODES = ['batch', 'flex', 'priority', 'ultrafast'];

/** A million tokens of one meter, and the row of the answer that bills them. */
function billedAlone(model: string, cell: string): { readonly workload: Workload; readonly id: string } {
  const words = cell.split(' ');
  const meter = words.at(-1) ?? '';
  const mode = words.find((word) => MODES.includes(word));
  const tokens = { [meter === 'input' ? 'uncachedInput' : meter]: '1M', output: meter === 'output' ? '1M' : '0' };
  const stated = {
    ...(words.includes('long') ? { longContextShare: '100%' } : {}),
    ...(mode === 'batch' ? { batchEligible: '100%' } : {}),
    ...(mode === undefined || mode === 'batch' ? {} : { serviceMode: mode }),
  };
  const text = JSON.stringify({
    workloads: [{ name: cell, model, tokens: { uncachedInput: '0', ...tokens }, ...stated }],
  });
  const cached = meter.startsWith('cache') ? '+cache' : '';
  return { workload: loadProfile(text, cell).workloads[0], id: `list${mode === 'batch' ? '+batch' : ''}${cached}` };
}

/** What the engine bills for a million tokens of a cell; undefined where it has no price. */
function engineCell(model: string, on: string, cell: string): string | undefined {
  const { workload, id } = billedAlone(model, cell);
  const { bill, obstacle } = row(answerFor([workload], { ...published, day: day(on) }), id);
  if (obstacle?.code === 'batchNotOffered') return 'notSold';
  const meter = cell.split(' ').at(-1) as Meter;
  const item = bill.lineItems.find((each) => each.price.meter === meter);
  return item === undefined ? undefined : shown(usdPerLotOf(item.price));
}

describe('a million tokens of a cell cost what its page says', () => {
  test.each(CELLS)('%s on %s, %s: %s', (model, on, cell, usd) => {
    const expected = usd === '-' ? undefined : usd === 'notSold' ? usd : shown(price(usd));
    expect(engineCell(model, on, cell)).toBe(expected);
  });
});

const written = Object.entries(FACTS.models);

describe('a model has a price from its first day on, and none of its own after its end', () => {
  const firsts = written.flatMap(([model, { first }]) => (first === undefined ? [] : [[model, first] as const]));
  const ends = written.flatMap(([model, { ends: end }]) => (end === undefined ? [] : [[model, end] as const]));

  test.each(firsts)('%s begins on %s', (model, first) => {
    expect(found(model).rates[0].from).toBe(first);
    expect(rateOn(found(model), day(first))?.from).toBe(first);
  });

  test.each(ends)('%s ends: %s', (model, end) => {
    const { retired } = found(model);
    expect([retired?.from, retired?.servedBy].filter((part) => part !== undefined).join(' ')).toBe(end);
  });

  test('no other model of the card ends', () => {
    const past = ['grok-4-1-fast-reasoning', 'grok-4-1-fast-non-reasoning', 'grok-4-0709'];
    const retired = PUBLISHED.ids.filter((id) => found(id).retired !== undefined);
    expect(retired.filter((id) => !past.includes(id)).sort()).toEqual(ends.map(([model]) => model).sort());
  });

  test('what is served by another model names one that is on the card and not retired itself', () => {
    const successors = PUBLISHED.ids.flatMap((id) => found(id).retired?.servedBy ?? []);
    expect(successors.filter((id) => found(id).retired !== undefined)).toEqual([]);
  });
});

describe('names', () => {
  const names = Object.entries(FACTS.names).flatMap(([model, aliases]) =>
    aliases.map((alias) => [alias, model] as const),
  );

  test.each(names)('%s is %s', (alias, model) => {
    expect(PUBLISHED.find(alias)?.id).toBe(model);
  });

  test('no name is shared by two models, and every name finds its own', () => {
    const all = PUBLISHED.ids.flatMap((id) => [id, ...found(id).aliases].map((name) => [name, id] as const));
    expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
    expect(all.filter(([name, id]) => PUBLISHED.find(name)?.id !== id)).toEqual([]);
  });
});

test.each(Object.entries(FACTS.minimumCacheablePrefix))('%s caches prefixes from %s tokens on', (model, tokens) => {
  const minimum = found(model).rates.at(-1)?.minimumCacheablePrefix;
  expect(shown(minimum)).toBe(tokens === '-' ? undefined : tokens);
});
