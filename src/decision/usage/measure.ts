import { type Day, daysBetween } from '../../domain/day.ts';
import { add, type Exact, isZero, numeral, whole } from '../../domain/exact.ts';
import type { FailureClass } from '../../domain/failure.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import { callMeter, meterName } from '../../domain/meter.ts';
import type { Model, Rate } from '../../domain/rate-card.ts';
import type { Service } from '../../domain/service.ts';
import { calls, type Factor, minus, NO_USD, plus, tokens, type Usd } from '../../domain/units.ts';
import {
  allTokens,
  inputTokens,
  METER_OF,
  TOKEN_CLASSES,
  type TokenClass,
  type UsageGroup,
} from '../../domain/usage.ts';
import type { Priced } from '../../domain/usage-answer.ts';
import { bill } from '../../engine/bill.ts';
import { priceSheet } from '../../engine/price-sheet.ts';
import type { Quantity } from '../../engine/quantities.ts';

/** A group of one day. */
export interface UsageDay extends UsageGroup {
  readonly day: Day;
}

/** What a group costs at list price by the card of each day, and what of it has no price. */
export interface MeasuredGroup extends UsageGroup {
  /** The model on the card; undefined where the card has none of that name. */
  readonly is: Model | undefined;
  /** Where its name keeps the work; undefined where it does not say. */
  readonly region: string | undefined;
  /** The marketplace that sells it there; undefined where it is the provider itself. */
  readonly marketplace: string | undefined;
  readonly cost: Usd;
  /** What reading from a cache, and waiting for a batch, took off it; below 0 where writes cost more than reads saved. */
  readonly saved: { readonly cache: Usd; readonly batch: Usd };
  /** Its calls that have a price. */
  readonly pricedCalls: Readonly<Record<string, bigint>>;
  /** Why a part of the tokens has no price, in the order it was met; empty where everything has one. */
  readonly unpriced: readonly string[];
  /** The same of its calls. */
  readonly unpricedCalls: readonly string[];
}

/** Usage of days that have one price, and the first of them. */
export type MeasuredDays = MeasuredGroup & { readonly day: Day };

export interface Measured {
  readonly groups: readonly MeasuredGroup[];
  /** The same groups by their prices: days of one price together, in the order of the first. Of what no model is known of, a day each. */
  readonly stretches: readonly MeasuredDays[];
  /** All tokens by day. */
  readonly daily: ReadonlyMap<Day, bigint>;
  readonly period: { readonly start: Day; readonly end: Day; readonly days: number } | undefined;
  readonly cost: Usd;
  /** Dollars that the sources say it cost; undefined where none of them says. */
  readonly billed: Exact | undefined;
  /** What of it is of usage that has a price, and what that costs by the card; undefined where none of it has. */
  readonly held: { readonly billed: Exact; readonly cost: Usd } | undefined;
}

/** What usage of a model costs on a day. */
export interface UsagePrice {
  readonly rate: Rate;
  /** What its region costs on top; undefined where it costs nothing. */
  readonly premium: Factor | undefined;
  /** The marketplace whose price of the region it is; undefined where it is the provider's own. */
  readonly marketplace: string | undefined;
  /** What answered to the model's name on the day. */
  readonly service: Service;
}

/** Whether a region is in the name of a route, or said by the provider in its export. */
export type RegionSaid = 'byName' | 'byProvider';

/** Where usage was done: as its provider says, else as the name keeps it. */
export function placeOf(
  { region, model }: Pick<UsageGroup, 'region' | 'model'>,
  { regionOf }: Pick<PriceBook, 'regionOf'>,
): { readonly region: string | undefined; readonly said: RegionSaid } {
  return region === undefined ? { region: regionOf(model), said: 'byName' } : { region, said: 'byProvider' };
}

/** Where a name leads, and the price of a model on a day or why there is none. */
export interface PriceBook {
  /** What a name means on a day, or last where no day is asked about; undefined where the card does not say. */
  readonly find: (name: string, day?: Day) => Model | undefined;
  /** The region that a name keeps its work in; undefined where it says none. */
  readonly regionOf: (name: string) => string | undefined;
  /** Where a provider itself says the region, it is at the provider's own price, and a model that has none takes nothing on top. */
  readonly price: (model: Model, day: Day, region?: string, said?: RegionSaid) => UsagePrice | string;
  /** What regions of a model cost on top, where some do. */
  readonly premiums: (model: Model, day: Day) => readonly RegionPremium[];
}

/** What a region costs on top of the price of no region. */
export interface RegionPremium {
  /** Its word on the card; undefined of any region of a marketplace, which asks the same for all. */
  readonly region: string | undefined;
  readonly marketplace: string | undefined;
  readonly factor: Factor;
}

/** Why a name of usage leads to no model on a day. */
export function namelessOn({ find }: Pick<PriceBook, 'find'>, { model, day }: Pick<UsageDay, 'model' | 'day'>): string {
  return find(model) === undefined
    ? 'the card has no model of that name'
    : `no source says what the name means on ${day}`;
}

function tokensOf({ tokens: counts, mode, band }: Pick<UsageGroup, 'tokens' | 'mode' | 'band'>): Quantity[] {
  return TOKEN_CLASSES.filter((each) => counts[each] > 0n).map((each) => ({
    meter: METER_OF[each],
    mode,
    band,
    quantity: tokens(whole(counts[each])),
  }));
}

const callsOf = (group: UsageGroup): Quantity[] =>
  Object.entries(group.calls)
    .filter(([, count]) => count > 0n)
    .map(([name, count]) => ({
      meter: callMeter(name),
      mode: 'standard',
      band: 'base',
      quantity: calls(whole(count)),
    }));

/** The same tokens, none of them read from a cache or written to one. */
function uncached(counts: UsageGroup['tokens']): UsageGroup['tokens'] {
  return { ...NO_TOKENS, uncachedInput: inputTokens(counts), output: counts.output };
}

type Costs = Pick<MeasuredGroup, 'marketplace' | 'cost' | 'saved' | 'pricedCalls' | 'unpriced' | 'unpricedCalls'>;
const NO_TOKENS = Object.fromEntries(TOKEN_CLASSES.map((each) => [each, 0n])) as Record<TokenClass, bigint>;
const NO_COSTS = {
  marketplace: undefined,
  cost: NO_USD,
  saved: { cache: NO_USD, batch: NO_USD },
  pricedCalls: {},
  unpricedCalls: [],
};

const reasonsOf = ({ unpriced }: ReturnType<typeof bill>) => [...new Set(unpriced.map(({ reason }) => reason))];

/** Cost of usage of one price, with the reasons for what has no price, and what its levers took off. */
function costAt(group: UsageDay, price: UsagePrice | string): Costs {
  if (typeof price === 'string') return { ...NO_COSTS, unpriced: [price] };
  const { rate, premium, marketplace } = price;
  const sheet = priceSheet(rate, premium === undefined ? [] : [{ name: 'region', factor: premium }]);
  const used = bill(tokensOf(group), sheet);
  const called = bill(callsOf(group), sheet);
  const ofTokens = pricedTotal(used);
  /** What it would cost otherwise, less what it costs; nothing where either has no price. */
  const savedBy = (changed: Partial<UsageGroup>) => {
    const other = bill(tokensOf({ ...group, ...changed }), sheet);
    return used.unpriced.length + other.unpriced.length > 0 ? NO_USD : minus(pricedTotal(other), ofTokens);
  };
  return {
    marketplace,
    cost: plus(ofTokens, pricedTotal(called)),
    saved: {
      cache: savedBy({ tokens: uncached(group.tokens) }),
      batch: group.mode === 'batch' ? savedBy({ mode: 'standard' }) : NO_USD,
    },
    pricedCalls: Object.fromEntries(
      called.lineItems.map(({ price }) => [meterName(price.meter), group.calls[meterName(price.meter)] ?? 0n]),
    ),
    unpriced: reasonsOf(used),
    unpricedCalls: reasonsOf(called),
  };
}

const optional = (a: bigint | undefined, b: bigint | undefined) => (a === undefined ? b : b === undefined ? a : a + b);

function summed(a: Readonly<Record<string, bigint>>, b: Readonly<Record<string, bigint>>): Record<string, bigint> {
  const result: Record<string, bigint> = { ...a };
  for (const [name, count] of Object.entries(b)) result[name] = (result[name] ?? 0n) + count;
  return result;
}

const exactSum = (a: Exact | undefined, b: Exact | undefined) =>
  a === undefined ? b : b === undefined ? a : add(a, b);

/** Two parts of one group, added up. */
function joined(a: MeasuredGroup, b: MeasuredGroup): MeasuredGroup {
  return {
    ...a,
    tokens: summed(a.tokens, b.tokens) as Record<TokenClass, bigint>,
    requests: optional(a.requests, b.requests),
    failed: optional(a.failed, b.failed),
    calls: summed(a.calls, b.calls),
    billed: exactSum(a.billed, b.billed),
    cost: plus(a.cost, b.cost),
    saved: { cache: plus(a.saved.cache, b.saved.cache), batch: plus(a.saved.batch, b.saved.batch) },
    pricedCalls: summed(a.pricedCalls, b.pricedCalls),
    failedTokens: summed(a.failedTokens ?? {}, b.failedTokens ?? {}) as Record<TokenClass, bigint>,
    failures: summed(a.failures ?? {}, b.failures ?? {}) as Partial<Record<FailureClass, bigint>>,
    isTimed: a.isTimed === true && b.isTimed === true,
    minutes: a.minutes === undefined || b.minutes === undefined ? undefined : [...a.minutes, ...b.minutes],
    unpriced: [...new Set([...a.unpriced, ...b.unpriced])],
    unpricedCalls: [...new Set([...a.unpricedCalls, ...b.unpricedCalls])],
  };
}

/** Whether some usage has a price, by why a part of it has none. */
export const pricedOf = (cost: Usd, reasons: readonly string[]): Priced =>
  reasons.length === 0 ? 'all' : isZero(cost) ? 'none' : 'part';

/** What sources say that usage cost, beside what it costs by the card, as far as all of it has a price. */
function heldAgainst(groups: readonly MeasuredGroup[]): Measured['held'] {
  return groups.reduce<Measured['held']>((held, { billed, cost, unpriced, unpricedCalls }) => {
    if (billed === undefined || unpriced.length + unpricedCalls.length > 0) return held;
    return held === undefined ? { billed, cost } : { billed: add(held.billed, billed), cost: plus(held.cost, cost) };
  }, undefined);
}

/** Groups with one key added up, in the order of the first of each. */
export function joinedBy(groups: readonly MeasuredGroup[], keyOf: (group: MeasuredGroup) => string): MeasuredGroup[] {
  const found = new Map<string, MeasuredGroup>();
  for (const group of groups) {
    const known = found.get(keyOf(group));
    found.set(keyOf(group), known === undefined ? group : joined(known, group));
  }
  return [...found.values()];
}

/** Usage of days that one price counts for, as it grows. */
class Stretch {
  readonly first: UsageDay;
  readonly is: Model | undefined;
  readonly region: string | undefined;
  readonly price: UsagePrice | string;
  readonly #tokens: Record<TokenClass, bigint>;
  readonly #failedTokens: Record<TokenClass, bigint>;
  readonly #calls: Record<string, bigint>;
  readonly #failures: { [each in FailureClass]?: bigint };
  #requests: bigint | undefined;
  #failed: bigint | undefined;
  #billed: Exact | undefined;
  #isTimed: boolean;
  #minutes: ReadonlyMap<number, number>[] | undefined;

  constructor(first: UsageDay, is: Model | undefined, region: string | undefined, price: UsagePrice | string) {
    this.first = first;
    this.is = is;
    this.region = region;
    this.price = price;
    this.#tokens = { ...first.tokens };
    this.#failedTokens = { ...NO_TOKENS, ...first.failedTokens };
    this.#calls = { ...first.calls };
    this.#failures = { ...first.failures };
    this.#requests = first.requests;
    this.#failed = first.failed;
    this.#billed = first.billed;
    this.#isTimed = first.isTimed === true;
    this.#minutes = first.minutes === undefined ? undefined : [...first.minutes];
  }

  add({ tokens, failedTokens, calls, failures = {}, requests, failed, billed, isTimed, minutes }: UsageDay): void {
    for (const each of TOKEN_CLASSES) {
      this.#tokens[each] += tokens[each];
      if (failedTokens !== undefined) this.#failedTokens[each] += failedTokens[each];
    }
    for (const name in calls) this.#calls[name] = (this.#calls[name] ?? 0n) + (calls[name] ?? 0n);
    for (const [name, count] of Object.entries(failures) as [FailureClass, bigint][])
      this.#failures[name] = (this.#failures[name] ?? 0n) + count;
    this.#requests = optional(this.#requests, requests);
    this.#failed = optional(this.#failed, failed);
    this.#billed = exactSum(this.#billed, billed);
    this.#isTimed &&= isTimed === true;
    if (minutes === undefined) this.#minutes = undefined;
    else this.#minutes?.push(...minutes);
  }

  measured(): MeasuredDays {
    const group: UsageDay = {
      ...this.first,
      tokens: this.#tokens,
      failedTokens: this.#failedTokens,
      calls: this.#calls,
      failures: this.#failures,
      requests: this.#requests,
      failed: this.#failed,
      billed: this.#billed,
      isTimed: this.#isTimed,
      minutes: this.#minutes,
    };
    return { ...group, is: this.is, region: this.region, ...costAt(group, this.price) };
  }
}

/** Which classes of tokens a group has, and which calls: of those alone it depends what has no price. */
function kindsOf({ tokens: counts, calls: called }: UsageGroup): string {
  let kinds = '';
  for (const each of TOKEN_CLASSES) kinds += counts[each] > 0n ? '1' : '0';
  for (const name in called) if ((called[name] ?? 0n) > 0n) kinds += ` ${name}`;
  return kinds;
}

/** What a price is told apart by: its rate, what answers at it, and whether it is of days after an end. */
function priceKeys(): (price: UsagePrice | string) => string {
  const rates = new Map<Rate, number>();
  return (price) => {
    if (typeof price === 'string') return price;
    const { rate, premium, marketplace, service } = price;
    const known = rates.get(rate) ?? rates.size;
    rates.set(rate, known);
    return `${known} ${service.model.id} ${service.ended.length} ${premium === undefined ? '' : numeral(premium)} ${marketplace}`;
  };
}

/** Days of one price together: prices are by the token, so that the sum costs what its days cost. */
function stretchesOf(daily: readonly UsageDay[], book: PriceBook): MeasuredDays[] {
  const found = new Map<string, Stretch>();
  const keyOf = priceKeys();
  for (const group of daily) {
    const { day, model, mode, band, gratis, billed, belongs } = group;
    const is = book.find(model, day);
    const { region, said } = placeOf(group, book);
    const price = is === undefined ? namelessOn(book, group) : book.price(is, day, region, said);
    const shares = [
      model,
      is?.id,
      mode,
      band,
      region,
      said,
      gratis,
      billed === undefined,
      keyOf(price),
      kindsOf(group),
    ];
    const key = JSON.stringify([...shares, ...Object.values(belongs)]);
    const known = found.get(key);
    if (known !== undefined) known.add(group);
    else found.set(key, new Stretch(group, is, region, price));
  }
  return [...found.values()].map((stretch) => stretch.measured());
}

/** All tokens by day. */
function tokensByDay(daily: readonly UsageDay[]): ReadonlyMap<Day, bigint> {
  const days = new Map<Day, bigint>();
  for (const { day, tokens: counts } of daily) days.set(day, (days.get(day) ?? 0n) + allTokens(counts));
  return days;
}

function periodOf(days: readonly Day[], since: Day | undefined, until: Day | undefined): Measured['period'] {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [start, end] = [since ?? first, until ?? last];
  return { start, end, days: daysBetween(start, end) + 1 };
}

/**
 * Usage priced at list by the card of each day, exactly. The period runs from the first day of the rows to the last,
 * or over the days that were asked for.
 */
export function measure(
  daily: readonly UsageDay[],
  book: PriceBook,
  asked: { readonly since: Day | undefined; readonly until: Day | undefined },
): Measured {
  const used = daily.filter(
    (group) => group.requests !== undefined || allTokens(group.tokens) > 0n || Object.keys(group.calls).length > 0,
  );
  const priced = stretchesOf(used, book);
  const groups = joinedBy(priced, ({ model, is, mode, band, region, belongs }) =>
    JSON.stringify([model, is?.id, mode, band, region, ...Object.values(belongs)]),
  );
  return {
    groups,
    stretches: priced,
    daily: tokensByDay(used),
    period: periodOf(
      daily.map(({ day }) => day),
      asked.since,
      asked.until,
    ),
    cost: groups.reduce((total, { cost }) => plus(total, cost), NO_USD),
    billed: groups.reduce<Exact | undefined>((total, { billed }) => exactSum(total, billed), undefined),
    held: heldAgainst(priced),
  };
}
