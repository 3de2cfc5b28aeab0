/** What the compiler accepts and refuses. Nothing here runs: `npm run types` is the test. */
import { type Exact, ZERO } from '../../src/domain/exact.ts';
import {
  annual,
  atLeast,
  charge,
  complement,
  discountFactor,
  type Factor,
  lessThan,
  minus,
  per,
  plus,
  portion,
  ratio,
  type Share,
  smaller,
  sum,
  type Tokens,
  times,
  type Usd,
  type UsdPerMtok,
  usd,
} from '../../src/domain/units.ts';

export function mixtures(count: Tokens, money: Usd, rate: UsdPerMtok, part: Share, by: Factor): unknown[] {
  const bare: Exact = money;
  const labelled: Usd = usd(ZERO);
  // @ts-expect-error a bare number has no unit
  const unlabelled: Usd = bare;
  // @ts-expect-error a constant neither
  const constant: Tokens = ZERO;
  // @ts-expect-error a price is not an amount
  const price: Usd = rate;
  // @ts-expect-error a share is not a factor: 20% off is not times 0.2
  const off: Factor = part;
  // @ts-expect-error a binary float is never money
  const float: Usd = 49.5;

  return [
    [labelled, unlabelled, constant, price, off, float],

    charge(count, rate, 6) satisfies Usd,
    // @ts-expect-error the other way round
    charge(rate, count, 6),
    // @ts-expect-error no tokens
    charge(rate, rate, 6),
    // @ts-expect-error no rate
    charge(count, money, 6),
    // @ts-expect-error a bigint has no unit
    charge(500_000_000n, rate, 6),
    // @ts-expect-error a count without its unit
    charge(bare, rate, 6),
    // @ts-expect-error a charge is money
    charge(count, rate, 6) satisfies Tokens,

    sum([money, money]) satisfies Usd,
    sum([count, count]) satisfies Tokens,
    // @ts-expect-error tokens and dollars
    sum([count, money]),
    // @ts-expect-error prices do not add up
    sum([rate, rate]),
    // @ts-expect-error shares of what
    sum([part, part]),

    plus(money, money) satisfies Usd,
    minus(count, count) satisfies Tokens,
    // @ts-expect-error tokens and dollars
    plus(count, money),
    // @ts-expect-error dollars and a price
    minus(money, rate),
    // @ts-expect-error prices do not add up
    plus(rate, rate),

    portion(count, part) satisfies Tokens,
    portion(money, part) satisfies Usd,
    // @ts-expect-error dollars times dollars
    portion(money, money),
    // @ts-expect-error a factor is not a part of a whole
    portion(money, by),
    // @ts-expect-error nobody buys a part of a price
    portion(rate, part),

    times(money, by) satisfies Usd,
    times(rate, by) satisfies UsdPerMtok,
    times(by, by) satisfies Factor,
    times(rate, discountFactor(part)) satisfies UsdPerMtok,
    // @ts-expect-error a share is taken with portion
    times(money, part),
    // @ts-expect-error tokens meet a price in charge alone
    times(count, rate),

    per(money, by) satisfies Usd,
    // @ts-expect-error a share does not divide
    per(money, part),
    // @ts-expect-error dollars by tokens would be a price, and prices are printed
    per(money, count),

    ratio(money, money) satisfies Factor | undefined,
    // @ts-expect-error dollars by tokens
    ratio(money, count),
    // @ts-expect-error it may be missing
    times(money, ratio(money, money)),

    complement(part) satisfies Share,
    // @ts-expect-error what is left of 1.1
    complement(by),
    // @ts-expect-error a factor is no discount
    discountFactor(by),

    annual(money) satisfies Usd,
    // @ts-expect-error tokens a year
    annual(count),

    atLeast(money, money),
    // @ts-expect-error more dollars than tokens
    atLeast(money, count),
    // @ts-expect-error cheaper than a count
    lessThan(rate, count),
    // @ts-expect-error the smaller of two things
    smaller(count, money),
  ];
}
