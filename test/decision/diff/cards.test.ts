import { describe, expect, test } from 'vitest';
import { diffCosts } from '../../../src/decision/diff/card-costs.ts';
import { diffCards } from '../../../src/decision/diff/cards.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import type { CardValue, ModelChange } from '../../../src/domain/card-diff.ts';
import type { Day } from '../../../src/domain/day.ts';
import { numeral } from '../../../src/domain/exact.ts';
import type { RateCard } from '../../../src/domain/rate-card.ts';
import type { Profile, Workload } from '../../../src/domain/workload.ts';
import { readCard } from '../../../src/files/card.ts';
import { loadCardText } from '../../../src/files/card-file.ts';
import { ACME_OFFERS, ASSUMPTIONS } from '../../support/pricing.ts';
import { count } from '../../support/values.ts';

const SOURCE = 'source: { url: page, checked: 2026-10-30, confidence: official }';
const rate = (text: string) => `{ ${text}, ${SOURCE} }`;
const cardOf = (models: string, id = 'acme'): RateCard =>
  readCard(
    loadCardText(
      `id: ${id}\nversion: 2026-11-01\nproviders: { acme: { name: Acme }, beta: { name: Beta } }\nmodels:\n${models}`,
      'card.yaml',
      { card: () => undefined, cardIds: () => [] },
    ),
  );
const model = (name: string, ...rates: string[]) => `  ${name}: { provider: acme, rates: [${rates.join(', ')}] }\n`;
const ROUND = rate('from: 2026-01-01, usdPerMtok: { input: 10, output: 50 }');

const shownValue = (value: CardValue | undefined) =>
  value === undefined
    ? undefined
    : value.kind === 'free'
      ? 'free'
      : value.kind === 'text'
        ? value.value
        : numeral(value.value);
const listed = (changes: readonly ModelChange[]) =>
  changes.flatMap(({ model: name, change, facts, rates }) => [
    `${name} ${change}`,
    ...facts.map((fact) => `${fact.key}: ${shownValue(fact.old)} -> ${shownValue(fact.new)}`),
    ...rates.flatMap((each) => [
      `${each.from} ${each.change}`,
      ...each.facts.map((fact) => `${fact.key}: ${shownValue(fact.old)} -> ${shownValue(fact.new)}`),
    ]),
  ]);
const whole = (old: RateCard, now: RateCard) =>
  listed(diffCards({ card: old, day: undefined }, { card: now, day: undefined }));
const onDays = (old: RateCard, now: RateCard, before: string, after: string) =>
  listed(diffCards({ card: old, day: before as Day }, { card: now, day: after as Day }));

describe('two cards', () => {
  test('that say the same differ in nothing, whatever the notation', () => {
    const other = rate('from: 2026-01-01, usdPerMtok: { output: 50.00, input: 10.0 }');
    expect(whole(cardOf(model('a', ROUND)), cardOf(model('a', other)))).toEqual([]);
  });

  test('differ in cells, rules and what one side does not say', () => {
    const now = rate(
      'from: 2026-01-01, usdPerMtok: { input: 8, cacheRead: 1 }, batch: { offered: false }, regions: { us: 1.1 }',
    );
    expect(whole(cardOf(model('a', ROUND)), cardOf(model('a', now)))).toEqual([
      'a changed',
      '2026-01-01 changed',
      'input: 10 -> 8',
      'cacheRead: undefined -> 1',
      'batch.offered: undefined -> false',
      'regions.us: undefined -> 1.1',
      'output: 50 -> undefined',
    ]);
  });

  test('differ in models and in what a model is', () => {
    const old = cardOf(model('a', ROUND) + model('gone', ROUND));
    const now = cardOf(`  a: { provider: beta, aliases: [b], rates: [${ROUND}] }\n${model('new', ROUND)}`);
    expect(whole(old, now).filter((line) => !line.includes('confidence'))).toEqual([
      'a changed',
      'provider: acme -> beta',
      'aliases: undefined -> b',
      'new added',
      'provider: undefined -> acme',
      '2026-01-01 added',
      'input: undefined -> 10',
      'output: undefined -> 50',
      'gone removed',
      'provider: acme -> undefined',
      '2026-01-01 removed',
      'input: 10 -> undefined',
      'output: 50 -> undefined',
    ]);
  });

  test('hold an entry that only one has against what the other has in force that day', () => {
    const later = rate('from: 2026-12-01, usdPerMtok: { input: 8, output: 50 }');
    const old = cardOf(model('a', ROUND));
    const now = cardOf(model('a', ROUND, later));
    expect(whole(old, now)).toEqual(['a changed', '2026-12-01 added', 'input: 10 -> 8']);
    expect(whole(now, old)).toEqual(['a changed', '2026-12-01 removed', 'input: 8 -> 10']);
  });

  test('do not match a model with an alias of another', () => {
    const now = cardOf(`  a: { provider: acme, aliases: [b], rates: [${ROUND}] }\n`);
    expect(whole(cardOf(model('b', ROUND)), now).filter((line) => /^[ab] /.test(line))).toEqual([
      'a added',
      'b removed',
    ]);
  });
});

describe('one card on two days', () => {
  const later = rate('from: 2026-12-01, usdPerMtok: { input: 8, output: 50 }');
  const card = cardOf(
    model('a', ROUND, later) +
      `  old: { provider: acme, retired: { from: 2026-06-01, ${SOURCE} }, rates: [${ROUND}] }\n` +
      model('young', rate('from: 2026-11-01, usdPerMtok: { input: 1 }')),
  );

  test('differs in the rates in force, what is retired and what is new', () => {
    expect(onDays(card, card, '2026-11-30', '2026-12-01')).toEqual([
      'a changed',
      '2026-12-01 changed',
      'input: 10 -> 8',
    ]);
    const kinds = onDays(card, card, '2026-05-31', '2026-11-01').filter((line) => /^(a|old|young) /.test(line));
    expect(kinds).toEqual(['old removed', 'young added']);
  });

  test('is the same on one day', () => {
    expect(onDays(card, card, '2026-11-30', '2026-11-30')).toEqual([]);
  });
});

describe('dollars', () => {
  const old = cardOf(model('a', ROUND) + model('gone', ROUND));
  const now = cardOf(model('a', rate('from: 2026-01-01, usdPerMtok: { input: 8, output: 50 }')), 'newer');
  const contextOf = (card: RateCard): Context => ({
    card,
    offers: ACME_OFFERS,
    assumptions: ASSUMPTIONS,
    day: '2026-11-23' as Day,
    quote: {},
    elsewhere: () => '',
  });
  const workload = (name: string) => ({
    name,
    model: name,
    input: count('100M'),
    output: count('10M'),
    alternatives: [],
    tags: new Map<string, string>(),
  });
  const profile = (first: Workload, ...rest: Workload[]): Profile => ({
    name: undefined,
    horizon: undefined,
    workloads: [first, ...rest],
  });

  test('are the list price on each side, and their sum', () => {
    const { workloads, total } = diffCosts(profile(workload('a'), workload('a')), contextOf(old), contextOf(now));
    expect(workloads.map((each) => [numeral(each.old.amount), numeral(each.new.amount)])).toEqual([
      ['1500', '1300'],
      ['1500', '1300'],
    ]);
    expect([numeral(total.old.amount), numeral(total.new.amount)]).toEqual(['3000', '2600']);
  });

  test('of a model that a side lacks stay unpriced with the reason, and make the total a lower bound', () => {
    const { workloads, total } = diffCosts(profile(workload('a'), workload('gone')), contextOf(old), contextOf(now));
    expect(workloads[0]?.new.unpriced).toEqual(['gone is not on the card newer']);
    expect(numeral(total.new.amount)).toBe('1300');
    expect(total.new.unpriced).toHaveLength(1);
    expect(total.old.unpriced).toEqual([]);
  });

  test('of stated levers without a price stay unpriced', () => {
    const cached = { ...workload('a'), batchEligible: { coefficient: 1n, scale: 0, divisor: 1n } as never };
    const { workloads } = diffCosts(profile(cached), contextOf(old), contextOf(now));
    expect(workloads[0]?.old.unpriced).toEqual(['the card has no batch price']);
  });
});
