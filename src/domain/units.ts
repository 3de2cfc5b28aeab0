import { add, compare, divide, type Exact, multiply, ONE, shift, subtract, whole, ZERO } from './exact.ts';

declare const unit: unique symbol;
type Quantity<Unit extends string> = Exact & { readonly [unit]: Unit };

/** A count of tokens a month. Exact: a share of a count may be a fraction of a token. */
export type Tokens = Quantity<'tokens'>;
/** A count of calls a month: web searches, executions. Exact, and whole unless a share of them was taken. */
export type Calls = Quantity<'calls'>;
/** What a meter counts. */
export type Counted = Tokens | Calls;
/** US dollars, a month unless the name says otherwise. */
export type Usd = Quantity<'USD'>;
/** US dollars per million tokens, as providers print prices. */
export type UsdPerMtok = Quantity<'USD/Mtok'>;
/** US dollars per thousand calls. */
export type UsdPerThousand = Quantity<'USD/thousand'>;
/** US dollars per lot, of however many units the meter is priced by. */
export type UnitPrice = UsdPerMtok | UsdPerThousand;
/** A part of a whole, 0 to 1. */
export type Share = Quantity<'share'>;
/** A dimensionless multiplier or multiple, 0 or more: 0.5 for batch, 1.1 for a regional premium, 10 reads a write. */
export type Factor = Quantity<'factor'>;

export const tokens = (value: Exact): Tokens => value as Tokens;
export const calls = (value: Exact): Calls => value as Calls;
export const usd = (value: Exact): Usd => value as Usd;
export const usdPerMtok = (value: Exact): UsdPerMtok => value as UsdPerMtok;
export const usdPerThousand = (value: Exact): UsdPerThousand => value as UsdPerThousand;
export const share = (value: Exact): Share => value as Share;
export const factor = (value: Exact): Factor => value as Factor;

export const NO_TOKENS: Tokens = tokens(ZERO);
export const NO_USD: Usd = usd(ZERO);
export const NO_PRICE: UsdPerMtok = usdPerMtok(ZERO);
export const NONE: Share = share(ZERO);
export const ALL: Share = share(ONE);
export const UNCHANGED: Factor = factor(ONE);
const MONTHS_PER_YEAR = whole(12n);

/** A quantity x USD per lot, over the 10^lotDigits of a lot: the only place a price meets a quantity. */
export function charge(count: Counted, rate: UnitPrice, lotDigits: number): Usd {
  return usd(shift(multiply(count, rate), lotDigits));
}

/** Halves first: the divisor of a running sum grows with every fraction, and each step would pay for all of it. */
function pairwise(fractions: readonly Exact[]): Exact {
  const [only] = fractions;
  if (fractions.length <= 1) return only ?? ZERO;
  const middle = fractions.length >> 1;
  return add(pairwise(fractions.slice(0, middle)), pairwise(fractions.slice(middle)));
}

export function sum(amounts: Iterable<Usd>): Usd;
export function sum(amounts: Iterable<Tokens>): Tokens;
export function sum(amounts: Iterable<Counted>): Counted;
export function sum(amounts: Iterable<Exact>): Exact {
  let total: Exact = ZERO;
  const fractions: Exact[] = [];
  for (const amount of amounts) {
    if (amount.divisor === 1n) total = add(total, amount);
    else fractions.push(amount);
  }
  return fractions.length === 0 ? total : add(total, pairwise(fractions));
}

/** The sum, undefined as soon as one amount is not known. */
export function sumKnown(amounts: readonly (Usd | undefined)[]): Usd | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? sum(known) : undefined;
}

export function plus<Unit extends Counted | Usd>(a: Unit, b: NoInfer<Unit>): Unit {
  return add(a, b) as Unit;
}

export function minus<Unit extends Counted | Usd>(a: Unit, b: NoInfer<Unit>): Unit {
  return subtract(a, b) as Unit;
}

/** A share of an amount: 70% of 500M tokens. */
export function portion<Unit extends Counted | Usd>(amount: Unit, part: Share): Unit {
  return multiply(amount, part) as Unit;
}

/** An amount times a dimensionless factor. */
export function times<Unit extends Counted | Usd | UnitPrice | Factor>(amount: Unit, by: Factor): Unit {
  return multiply(amount, by) as Unit;
}

/** An amount divided by a dimensionless factor above 0. */
export function per<Unit extends Counted | Usd>(amount: Unit, by: Factor): Unit {
  return divide(amount, by) as Unit;
}

/** How many times `b` goes into `a`; undefined when b is zero. */
export function ratio<Unit extends Counted | Usd>(a: Unit, b: NoInfer<Unit>): Factor | undefined {
  return b.coefficient === 0n ? undefined : factor(divide(a, b));
}

/** What is left of a whole: 1 - share. */
export function complement(part: Share): Share {
  return share(subtract(ONE, part));
}

/** The multiplier that a discount leaves: 20% off is a factor of 0.8. */
export function discountFactor(discount: Share): Factor {
  return factor(subtract(ONE, discount));
}

/** Twelve months of a monthly amount. */
export function annual(monthly: Usd): Usd {
  return usd(multiply(monthly, MONTHS_PER_YEAR));
}

export function atLeast<Unit extends Exact>(a: Unit, b: NoInfer<Unit>): boolean {
  return compare(a, b) >= 0;
}

export function lessThan<Unit extends Exact>(a: Unit, b: NoInfer<Unit>): boolean {
  return compare(a, b) < 0;
}

/** The larger of two, the first on a tie. */
export function larger<Unit extends Exact>(a: Unit, b: NoInfer<Unit>): Unit {
  return compare(b, a) > 0 ? b : a;
}

/** The smaller of two, the first on a tie. */
export function smaller<Unit extends Exact>(a: Unit, b: NoInfer<Unit>): Unit {
  return compare(b, a) < 0 ? b : a;
}
