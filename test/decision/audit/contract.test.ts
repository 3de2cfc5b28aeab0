import Big from 'big.js';
import { expect, test } from 'vitest';
import { priceBookOf } from '../../../src/commands/price-book.ts';
import { agreedOn } from '../../../src/decision/audit/agreed.ts';
import { audit } from '../../../src/decision/audit/audit.ts';
import type { UsageDay } from '../../../src/decision/usage/measure.ts';
import { NO_CLAUSES } from '../../../src/domain/clauses.ts';
import { FULFILMENTS, type Overage } from '../../../src/domain/contract.ts';
import { type Exact, numeral, whole } from '../../../src/domain/exact.ts';
import type { Proposal } from '../../../src/domain/proposal.ts';
import { factor } from '../../../src/domain/units.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../../src/domain/usage.ts';
import fc from '../../support/laws.ts';
import { day, dollars, part } from '../../support/values.ts';
import { DAYS, lineOf, MODELS, VENDOR } from '../../support/vendor.ts';

const USUAL = {
  overage: 'contract',
  fulfilment: 'annual',
  rollover: part('0'),
  commitmentBasis: 'contracted',
  floorBasis: 'list',
  ramp: undefined,
  termMonths: 12,
} as const;

const contract = fc
  .record({
    commitment: fc.constantFrom('0', '40', '300', '5000'),
    discount: fc.constantFrom('0%', '12.5%', '20%'),
    overage: fc.constantFrom<Overage[]>('list', 'contract', factor(whole(2n))),
    fulfilment: fc.constantFrom(...FULFILMENTS),
    rollover: fc.constantFrom('0%', '50%'),
    commitmentBasis: fc.constantFrom('contracted', 'list'),
    start: fc.constantFrom('2026-05-30', '2026-06-28', '2026-06-01'),
    failedFree: fc.boolean(),
    priceProtection: fc.boolean(),
    credit: fc.constantFrom(undefined, 'once', 'month'),
  } as const)
  .map(({ commitment, discount, start, failedFree, priceProtection, credit, rollover, ...terms }) => ({
    id: 'signed',
    provider: 'vendor',
    commitment: dollars(commitment),
    discount: part(discount),
    terms: { ...terms, rollover: part(rollover), termMonths: 12 },
    clauses: {
      ...NO_CLAUSES,
      discounts: new Map([['wide', part('5%')]]),
      failedFree,
      priceProtection,
      credits: credit === undefined ? [] : [{ amount: dollars('7.5'), per: credit, expiresAfterDays: undefined }],
    },
    written: { amount: dollars(commitment), per: 'month' as const },
    date: undefined,
    validUntil: undefined,
    note: undefined,
    signed: true,
    start: day(start),
    file: 'vendor.yaml',
  })) satisfies fc.Arbitrary<Proposal>;

const usage = fc.array(
  fc
    .record({
      on: fc.constantFrom(...DAYS),
      model: fc.constantFrom(...MODELS),
      input: fc.integer({ min: 0, max: 40_000_000 }),
      output: fc.integer({ min: 0, max: 5_000_000 }),
      failed: fc.integer({ min: 0, max: 1_000 }),
    })
    .map(({ on, model, input, output, failed }): UsageDay => {
      const tokens = (counts: Partial<Record<TokenClass, bigint>>) =>
        Object.fromEntries(TOKEN_CLASSES.map((each) => [each, counts[each] ?? 0n])) as Record<TokenClass, bigint>;
      const share = (of: number) => (BigInt(of) * BigInt(failed)) / 2_000n;
      return {
        day: day(on),
        model,
        mode: 'standard',
        band: 'base',
        belongs: {},
        tokens: tokens({ uncachedInput: BigInt(input), output: BigInt(output) }),
        failedTokens: tokens({ uncachedInput: share(input), output: share(output) }),
        requests: 1_000n,
        failed: BigInt(failed),
        calls: {},
        billed: undefined,
      };
    }),
  { minLength: 1, maxLength: 10 },
);

const lines = fc.array(
  fc
    .record({
      on: fc.constantFrom(...DAYS, '2026-07-28'),
      cents: fc.integer({ min: -20_000, max: 20_000 }),
      what: fc.constantFrom<(string | undefined)[]>(...MODELS, 'commitment shortfall', 'goodwill', 'uptime credit'),
    })
    .map(({ on, cents, what = '' }) => {
      const model = MODELS.find((each) => each === what);
      return lineOf(on, new Big(cents).div(100), what, model === undefined ? {} : { model });
    }),
  { minLength: 1, maxLength: 10 },
);

const sum = (of: readonly { readonly amount: Exact }[]) =>
  of.reduce((total, { amount }) => total.plus(numeral(amount)), new Big(0));

test('causes add up to the difference, days too, whatever was signed, used and billed', () => {
  fc.assert(
    fc.property(contract, usage, lines, fc.boolean(), (signed, used, bill, early) => {
      const found = audit({
        usage: used,
        lines: bill,
        book: priceBookOf({ card: VENDOR }),
        agreedWith: (_, on) => agreedOn(signed, on),
        signing: { contracts: [signed], usual: USUAL, usage: used },
        asked: { since: early ? day('2026-05-01') : undefined, until: undefined },
      });
      // Sums of rational numbers are written to ten decimals, each of them.
      const near = (a: Big, b: Big) => expect(a.minus(b).abs().lt('1e-8')).toBe(true);
      const difference = new Big(numeral(found.difference));
      near(new Big(numeral(found.billed)), sum(bill));
      near(new Big(numeral(found.billed)).minus(numeral(found.expected)), difference);
      near(sum(found.causes), difference);
      near(sum(found.differences), difference);
      near(new Big(numeral(found.explained)).plus(numeral(found.unexplained)), difference);
      near(sum(found.days.map((each) => ({ amount: each.difference }))), difference);
    }),
    { numRuns: 150 },
  );
});
