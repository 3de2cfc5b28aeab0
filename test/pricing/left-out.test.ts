import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PUBLISHED, repositoryPath } from '../support/pricing.ts';

interface LeftOut {
  readonly models: readonly { readonly names: readonly string[]; readonly reason: string }[];
  readonly prices: readonly { readonly of: string; readonly reason: string }[];
}

const LEFT_OUT: LeftOut = parse(readFileSync(repositoryPath('pricing/left-out.yaml'), 'utf8'), { schema: 'failsafe' });

test('what is said to be left out is not on the card', () => {
  const names = LEFT_OUT.models.flatMap((each) => each.names);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => PUBLISHED.find(name) !== undefined)).toEqual([]);
});

test('each has a reason', () => {
  for (const { reason } of [...LEFT_OUT.models, ...LEFT_OUT.prices]) expect(reason).toMatch(/^.{40,}\.$/);
});
