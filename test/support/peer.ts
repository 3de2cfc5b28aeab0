import { calcPrice } from '@pydantic/genai-prices';
import type { Day } from '../../src/domain/day.ts';
import { numeral } from '../../src/domain/exact.ts';
import { costOf } from '../../src/domain/line-item.ts';
import type { CacheTtl } from '../../src/domain/meter.ts';
import { type Model, type Rate, rateOn } from '../../src/domain/rate-card.ts';
import { sum } from '../../src/domain/units.ts';
import { levers } from '../../src/engine/levers.ts';
import { channelSheet, priceConfiguration } from '../../src/engine/pricer.ts';
import { ASSUMPTIONS, PUBLISHED } from './pricing.ts';
import { day } from './values.ts';
import { measured, request, workload } from './workloads.ts';

/** Tokens of one request, in classes that do not overlap. */
export interface Tokens {
  readonly input: number;
  readonly cacheRead: number;
  readonly writes: { readonly [ttl in CacheTtl]?: number };
  readonly output: number;
}

/** What the two sides of a request cost in dollars, as digits to compare; `unpriced` where no price is known. */
export interface Cost {
  readonly input: string;
  readonly output: string;
}

/**
 * The peer multiplies and adds in binary floats: of their 15 to 17 digits the last few are noise, and at 12 what is left
 * is the price. We are exact, so any difference in 12 digits is one of prices or rules.
 */
const SIGNIFICANT_DIGITS = 12;

/** One number as its significant digits, without noise and without trailing zeros. */
export function digits(value: number | string): string {
  return String(Number(Number(value).toPrecision(SIGNIFICANT_DIGITS)));
}

/** A model on the last day it can be priced: today, or the day before it was retired. */
export interface Priced {
  readonly model: Model;
  readonly rate: Rate;
  readonly on: Day;
  /** The name under which the peer knows it. */
  readonly name: string;
}

const TODAY = day('2026-11-23');

function dayBefore(other: Day): Day {
  return day(new Date(Date.parse(other) - 86_400_000).toISOString().slice(0, 10));
}

/** Noon in UTC: off-peak for every provider that has peak hours, as our base prices are. */
const noon = (on: Day) => new Date(`${on}T12:00:00Z`);

/** A name that moves from model to model: what the peer, a list of another day, says of it may be said of another. */
const moves = (name: string) => name.endsWith('-latest');

/** The model with the first of its lasting names that the peer knows; undefined when it knows none. */
export function pricedByBoth(id: string): Priced | undefined {
  const model = PUBLISHED.find(id);
  if (model === undefined) return undefined;
  const on = model.retired === undefined ? TODAY : dayBefore(model.retired.from);
  const rate = rateOn(model, on);
  const options = { providerId: model.provider, timestamp: noon(on) };
  const name = [model.id, ...model.aliases].find(
    (each) => !moves(each) && calcPrice({ input_tokens: 1 }, each, options),
  );
  return rate === undefined || name === undefined ? undefined : { model, rate, on, name };
}

const written = ({ writes }: Tokens) => Object.values(writes).reduce((total, count) => total + count, 0);
export const promptOf = (tokens: Tokens) => tokens.input + tokens.cacheRead + written(tokens);

/** What the peer says a request costs. Its counts include each other: reads and writes are part of the input. */
export function peerCost({ model, on, name }: Priced, tokens: Tokens): Cost {
  const usage = {
    input_tokens: promptOf(tokens),
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: written(tokens),
    cache_write_5m_tokens: tokens.writes['5m'] ?? 0,
    cache_write_1h_tokens: tokens.writes['1h'] ?? 0,
    output_tokens: tokens.output,
  };
  const answer = calcPrice(usage, name, { providerId: model.provider, timestamp: noon(on) });
  if (answer === null) throw new Error(`the peer does not know ${name}`);
  return { input: digits(answer.input_price), output: digits(answer.output_price) };
}

/** The prices the peer has for a model, by its own keys. */
export function peerPrices({ model, on, name }: Priced) {
  return calcPrice({ input_tokens: 1 }, name, { providerId: model.provider, timestamp: noon(on) })?.model_price ?? {};
}

/** What we say a request costs: a workload of one request with this prompt, priced by the engine. */
export function ourCost({ model, rate }: Priced, tokens: Tokens): Cost {
  const prompt = String(promptOf(tokens));
  const writes = Object.fromEntries(Object.entries(tokens.writes).map(([ttl, count]) => [ttl, String(count)]));
  const output = String(tokens.output);
  const one = workload(model.id, prompt, output, {
    ...measured(String(tokens.cacheRead), writes),
    ...request(prompt, '0', output),
  });
  const settings = { assumptions: ASSUMPTIONS, defaults: PUBLISHED.defaults };
  const of = levers(one, model, rate, settings, false);
  const { lineItems, unpriced } = priceConfiguration(one, of, channelSheet(one, rate, []), 'cache');
  const side = (isOutput: boolean) => {
    if (unpriced.some(({ meter }) => (meter === 'output') === isOutput)) return 'unpriced';
    const items = lineItems.filter(({ price }) => (price.meter === 'output') === isOutput);
    return digits(numeral(sum(items.map(costOf))));
  };
  return { input: side(false), output: side(true) };
}
