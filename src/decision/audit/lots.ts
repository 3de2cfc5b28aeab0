import type { Day } from '../../domain/day.ts';
import { whole } from '../../domain/exact.ts';
import { callMeter, costAt, type Meter, meterRow, type PriceBand, type ServiceMode } from '../../domain/meter.ts';
import { usdPerLotOf } from '../../domain/price.ts';
import type { Model, Rate } from '../../domain/rate-card.ts';
import {
  type Counted,
  calls,
  discountFactor,
  type Factor,
  lessThan,
  NO_USD,
  plus,
  type Share,
  times,
  tokens,
  type Usd,
} from '../../domain/units.ts';
import { METER_OF, TOKEN_CLASSES, type TokenClass } from '../../domain/usage.ts';
import { type PriceSheet, priceSheet } from '../../engine/price-sheet.ts';
import {
  type PriceBook,
  placeOf,
  type RegionPremium,
  type RegionSaid,
  type UsageDay,
  type UsagePrice,
} from '../usage/measure.ts';

/** What was used of one meter on a day, and the terms on which it is expected to be billed. */
export interface Lot {
  readonly day: Day;
  readonly model: Model;
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly quantity: Counted;
  /** The day whose prices count: its own, unless a price is tried that came earlier or later. */
  readonly pricesOf: Day;
  /** Where the work was done, as its provider says or the name of its usage; undefined where neither does. */
  readonly region: string | undefined;
  readonly said: RegionSaid;
  /** Whether it is priced in another region than its own, by what that costs on top; its own where undefined. */
  readonly premium: Factor | undefined;
  /** Off the list price, by contract. */
  readonly discount: Share | undefined;
  /** Used by requests that failed. */
  readonly failed: boolean;
  /** Nothing is due for it, by contract or since it was given. */
  readonly free: boolean;
  /** Its provider says that it is given. */
  readonly gratis: boolean;
  /** Used beyond a commitment. */
  readonly beyond: boolean;
  /** What a list dollar of it costs where that is not the discounted price: of usage beyond a commitment. */
  readonly multiple: Factor | undefined;
}

/** Prices lots; each rate is resolved once. */
export class Pricing {
  readonly #book: PriceBook;
  readonly #sheets = new Map<Rate, PriceSheet>();
  readonly #prices = new Map<Model, Map<string, UsagePrice | string>>();
  /** A lot is never changed, so that what it costs is worked out once. */
  readonly #costs = new WeakMap<Lot, Usd | string>();

  constructor(book: PriceBook) {
    this.#book = book;
  }

  #priceOn(model: Model, day: Day, { region, said }: Pick<Lot, 'region' | 'said'>): UsagePrice | string {
    const days = this.#prices.get(model) ?? new Map<string, UsagePrice | string>();
    this.#prices.set(model, days);
    const key = region === undefined ? day : `${day} ${region} ${said}`;
    const price = days.get(key) ?? this.#book.price(model, day, region, said);
    days.set(key, price);
    return price;
  }

  /** What regions of a model cost on top on a day. */
  premiums(model: Model, day: Day): readonly RegionPremium[] {
    return this.#book.premiums(model, day);
  }

  /** What a lot costs, in US dollars; the reason where it has no price. */
  cost(lot: Lot): Usd | string {
    const known = this.#costs.get(lot) ?? this.#costOf(lot);
    this.#costs.set(lot, known);
    return known;
  }

  #costOf(lot: Lot): Usd | string {
    if (lot.free) return NO_USD;
    const found = this.#priceOn(lot.model, lot.pricesOf, lot);
    if (typeof found === 'string') return found;
    const { rate } = found;
    let sheet = this.#sheets.get(rate);
    if (sheet === undefined) {
      sheet = priceSheet(rate, []);
      this.#sheets.set(rate, sheet);
    }
    const price = sheet.price(lot.meter, lot.mode, lot.band);
    if (price.pricing === 'unpriced') return price.reason;
    const atList = costAt(lot.meter, lot.quantity, usdPerLotOf(price));
    const premium = lot.premium ?? (meterRow(lot.meter).takesTerms ? found.premium : undefined);
    const there = premium === undefined ? atList : times(atList, premium);
    if (lot.multiple !== undefined) return times(there, lot.multiple);
    return lot.discount === undefined ? there : times(there, discountFactor(lot.discount));
  }

  /** Where usage was done. */
  placeOf(group: UsageDay): Pick<Lot, 'region' | 'said'> {
    return placeOf(group, this.#book);
  }

  /** What lots cost together; undefined where one has no price. */
  total(lots: readonly Lot[]): Usd | undefined {
    let sum = NO_USD;
    for (const lot of lots) {
      const cost = this.cost(lot);
      if (typeof cost === 'string') return undefined;
      sum = plus(sum, cost);
    }
    return sum;
  }

  /** What lots cost that have a price, each of them. */
  expected(lots: readonly Lot[]): Usd {
    return this.total(lots) ?? NO_USD;
  }
}

/** What a contract lays on the usage of a model. */
export interface Agreed {
  readonly discountOf: (model: Model) => Share | undefined;
  readonly failedFree: boolean;
  /** The day whose prices count where the list is above them later; undefined where they follow the list. */
  readonly protectedFrom: Day | undefined;
}

/** What is agreed with a provider for the usage of a day; undefined where nothing is. */
export type AgreedWith = (provider: string, day: Day) => Agreed | undefined;

/** The tokens of a class that succeeded, and those that failed. */
function byOutcome({ tokens: all, failedTokens }: UsageDay, each: TokenClass): [failed: boolean, count: bigint][] {
  const failed = failedTokens?.[each] ?? 0n;
  const counts: [boolean, bigint][] = [
    [false, all[each] - failed],
    [true, failed],
  ];
  return counts.filter(([, count]) => count > 0n);
}

/** A lot at the price of the protected day, where that is the lower one. */
function protectedLot(lot: Lot, from: Day | undefined, pricing: Pricing): Lot {
  const first = lot.model.rates[0]?.from;
  if (from === undefined || first === undefined) return lot;
  const then = { ...lot, pricesOf: from > first ? from : first };
  const [before, now] = [pricing.cost(then), pricing.cost(lot)];
  return typeof before !== 'string' && (typeof now === 'string' || lessThan(before, now)) ? then : lot;
}

/** The lots of a group of usage: its classes of tokens, then its calls. Calls take no discount. */
export function lotsOf(group: UsageDay, model: Model, agreed: Agreed | undefined, pricing: Pricing): Lot[] {
  const { day, mode, band } = group;
  const own = {
    ...pricing.placeOf(group),
    day,
    model,
    pricesOf: day,
    premium: undefined,
    gratis: group.gratis === true,
    beyond: false,
    multiple: undefined,
  } as const;
  const discount = agreed?.discountOf(model);
  const used = TOKEN_CLASSES.flatMap((each) =>
    byOutcome(group, each).map(([failed, count]): Lot => {
      const free = own.gratis || (failed && agreed?.failedFree === true);
      const quantity = tokens(whole(count));
      const lot = { ...own, meter: METER_OF[each], mode, band, quantity, discount, failed, free };
      return protectedLot(lot, agreed?.protectedFrom, pricing);
    }),
  );
  const called = Object.entries(group.calls)
    .filter(([, count]) => count > 0n)
    .map(([name, count]): Lot => {
      const quantity = calls(whole(count));
      const unagreed = { discount: undefined, failed: false, free: false, gratis: false };
      return { ...own, ...unagreed, meter: callMeter(name), mode: 'standard', band: 'base', quantity };
    });
  return [...used, ...called];
}
