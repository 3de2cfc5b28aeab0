import { premiumAt, regionUnsold } from '../decision/channels/marketplace-bill.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import type { PriceBook, RegionPremium, UsagePrice } from '../decision/usage/measure.ts';
import { type Day, dayBefore } from '../domain/day.ts';
import { compare, isWhole, round, whole } from '../domain/exact.ts';
import { type Marketplace, rateAt } from '../domain/marketplace.ts';
import type { Offers } from '../domain/offer.ts';
import { inPeak } from '../domain/peak-hours.ts';
import { bandOfPrompt } from '../domain/prompt-length.ts';
import { type Model, premiumOf, type Rate, type RateCard, rateIn, unknownRegion } from '../domain/rate-card.ts';
import { PROFILES_AT, type Route, routeOf } from '../domain/route.ts';
import { type Outage, type Service, serviceOn } from '../domain/service.ts';
import { tokens, UNCHANGED } from '../domain/units.ts';
import type { UsageGroup, UsageRow } from '../domain/usage.ts';
import type { RowCuts } from '../usage/plain-sums.ts';
import type { Cuts } from '../usage/tally-plan.ts';

/** A price book that also says what was taken off a name to find it. */
export interface NamedPriceBook extends PriceBook {
  readonly decorationOf: (name: string) => string | undefined;
}

/** Whether the marketplace of inference profiles sells a model: then a region costs there what it says. */
function profilesOf({ offers }: Priced, model: Model): Marketplace | undefined {
  return offers?.marketplaces.find(({ id, providers }) => id === PROFILES_AT && providers.includes(model.provider));
}

/** What a region costs on top of a rate, and the rate itself as it is there; or why it has no price. */
function inRegion({ model, rate }: Service, region: string, of: Priced): Omit<UsagePrice, 'service'> | string {
  const market = profilesOf(of, model);
  const there = market === undefined ? rateIn(rate, region) : rateAt(market, model, rate);
  const premium =
    market === undefined ? (premiumOf(rate, region) ?? premiumOf(there, region)) : premiumAt(market, region);
  if (premium === undefined) return market === undefined ? unknownRegion(rate, region) : regionUnsold(market, region);
  const isNone = compare(premium, UNCHANGED) === 0;
  return { rate: there, premium: isNone ? undefined : premium, marketplace: market?.id };
}

/** A rate in a region that the provider itself names: models that were never sold by region cost the same there. */
function atProvider({ rate }: Service, region: string): Omit<UsagePrice, 'service'> {
  const there = rateIn(rate, region);
  return { rate: there, premium: premiumOf(rate, region) ?? premiumOf(there, region), marketplace: undefined };
}

/** What regions cost on top of a rate: by the card, and at the marketplace of profiles where that asks something else. */
function premiumsOf({ model, rate }: Service, of: Priced): RegionPremium[] {
  const own = [...rate.regions].map(([region, factor]) => ({ region, marketplace: undefined, factor }));
  const market = profilesOf(of, model);
  const factor = market?.regionalPremium;
  const isNew = factor !== undefined && own.every((each) => compare(each.factor, factor) !== 0);
  const there = market === undefined || !isNew ? [] : [{ region: undefined, marketplace: market.name, factor }];
  return [...own, ...there].filter((each) => compare(each.factor, UNCHANGED) !== 0);
}

/** Why a model has no price on a day, the same of all days of which it is so. */
function outageText({ why, model: { id, rates, retired } }: Outage): string {
  if (why === 'notYet' || retired === undefined) return `the card has no rate of ${id} before ${rates[0].from}`;
  return `${id} was served until ${dayBefore(retired.from)}, and nothing that has a price is named in its place`;
}

/** What usage is priced by. Without offers a region costs what the provider itself asks for it. */
type Priced = Pick<Context, 'card'> & { readonly offers?: Pick<Offers, 'marketplaces'> };

/** The card as usage needs it: a name to a model, and what that costs on a day or why it has no price. */
export function priceBookOf(of: Priced): NamedPriceBook {
  const { card } = of;
  const literal = (name: string) => card.find(name);
  const known = new Map<string, Route | undefined>();
  /** The model of a name as bills and logs write it; remembered, since a file repeats its names in every row. */
  const route = (name: string): Route | undefined => {
    if (known.has(name)) return known.get(name);
    const found = routeOf(name, literal);
    const is = found === undefined || 'refused' in found ? undefined : found;
    known.set(name, is);
    return is;
  };
  return {
    find(name, day) {
      const found = route(name);
      return found === undefined || day === undefined ? found?.model : card.find(found.name, day);
    },
    decorationOf: (name) => {
      const taken = route(name)?.taken ?? [];
      return taken.length === 0 ? undefined : taken.join(' ');
    },
    regionOf: (name) => route(name)?.region,
    premiums: (model, day) => {
      const service = serviceOn(model, day, literal);
      return 'why' in service ? [] : premiumsOf(service, of);
    },
    price: (model, day, region, said) => {
      const service = serviceOn(model, day, literal);
      if (!('why' in service)) {
        if (region === undefined) return { rate: service.rate, premium: undefined, marketplace: undefined, service };
        const there = said === 'byProvider' ? atProvider(service, region) : inRegion(service, region, of);
        return typeof there === 'string' ? there : { ...there, service };
      }
      return outageText(service);
    },
  };
}

/** How rows of usage are told apart by what they cost. */
export interface Bands {
  /** The price list of a request, by the thresholds and the peak hours of its model on its day, or by the word of a bill. */
  readonly bandOf: (row: UsageRow) => UsageGroup['band'];
  /** Where the price list of a model changes on a day: rows of it that lie on the same side of all of them have one. */
  readonly cutsOn: (model: string, day: Day) => RowCuts;
}

/** The bands of a price book. */
export function bandsBy({ find, price, regionOf }: PriceBook): Bands {
  /** Rates by model and day; remembered, since every row of a log asks. */
  const known = new Map<string, Map<Day, Rate | undefined>>();
  const rateOn = (model: string, day: Day): Rate | undefined => {
    const days = known.get(model) ?? new Map<Day, Rate | undefined>();
    known.set(model, days);
    if (days.has(day)) return days.get(day);
    const is = find(model, day);
    const priced = is === undefined ? undefined : price(is, day, regionOf(model));
    const rate = priced === undefined || typeof priced === 'string' ? undefined : priced.rate;
    days.set(day, rate);
    return rate;
  };
  const bandOf = ({ model, day, prompt, long, minute }: UsageRow): UsageGroup['band'] => {
    const rate = prompt === undefined && minute === undefined ? undefined : rateOn(model, day);
    if (rate === undefined) return long === true ? 'long' : 'base';
    const band = prompt === undefined ? 'base' : bandOfPrompt(rate, tokens(whole(prompt)));
    if (band !== 'base') return band;
    if (long === true) return 'long';
    return minute !== undefined && inPeak(rate.peak?.windows ?? [], minute) ? 'peak' : 'base';
  };
  return {
    bandOf,
    cutsOn: (model, day) => {
      const rate = rateOn(model, day);
      const rates = rate === undefined ? [] : [rate];
      return { prompts: promptsAt(rates), minutes: minutesAt(rates) };
    },
  };
}

/** The lengths at which some of those rates begin to charge a prompt as a long one: the first that is long. */
function promptsAt(rates: readonly Pick<Rate, 'longContext'>[]): bigint[] {
  const bounds = rates
    .flatMap(({ longContext }) => longContext)
    .flatMap(({ threshold, edge }) => {
      const floor = isWhole(threshold) || edge === 'above' ? round(threshold, 0).coefficient : undefined;
      return floor === undefined ? [] : [edge === 'above' ? floor + 1n : floor];
    });
  return [...new Set(bounds)];
}

/** The minutes of a day at which peak hours of some of those rates begin or end. */
function minutesAt(rates: readonly Pick<Rate, 'peak'>[]): number[] {
  const windows = rates.flatMap(({ peak }) => peak?.windows ?? []);
  return [...new Set(windows.flatMap(({ from, to }) => [from, to]))];
}

const ratesOf = (card: RateCard) => card.ids.flatMap((id) => card.find(id)?.rates ?? []);

/** The lengths at which some model of the card begins to charge a prompt as a long one: the first that is long. */
export const longPromptsOf = (card: RateCard): bigint[] => promptsAt(ratesOf(card));

/** Where prices of the card change by the length of a prompt and by the minute of a day. */
export function cutsOf(card: RateCard): Cuts {
  const rates = ratesOf(card);
  return { prompts: promptsAt(rates), minutes: minutesAt(rates) };
}
