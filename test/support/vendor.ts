import Big from 'big.js';
import type { UsageDay } from '../../src/decision/usage/measure.ts';
import type { Cause } from '../../src/domain/audit.ts';
import type { BillLine } from '../../src/domain/bill-line.ts';
import { parseExact } from '../../src/domain/exact.ts';
import type { ServiceMode } from '../../src/domain/meter.ts';
import { usd } from '../../src/domain/units.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../src/domain/usage.ts';
import { cardAt } from './pricing.ts';
import { day } from './values.ts';

/** A vendor who bills by his list, with his own arithmetic, and makes mistakes that are asked of him. */

export const VENDOR = cardAt('fixtures/audit/vendor-card.yaml');

export const DAYS = ['2026-06-28', '2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'];
export const MODELS = ['modes', 'wide', 'local', 'dated'] as const;
export type ModelName = (typeof MODELS)[number];

export type Counts = Partial<Record<TokenClass, number>>;
type Prices = Readonly<Record<string, string>>;

const LIST: Readonly<Record<ModelName, Prices>> = {
  modes: { uncachedInput: '3.1', output: '15.7', cacheRead: '0.31', cacheWrite5m: '3.875', cacheWrite1h: '6.2' },
  wide: { uncachedInput: '1.3', output: '9.1', cacheRead: '0.13', cacheWrite5m: '1.625', cacheWrite1h: '2.6' },
  local: { uncachedInput: '4.7', output: '23.9', cacheRead: '0.47', cacheWrite5m: '5.875', cacheWrite1h: '9.4' },
  dated: { uncachedInput: '2.3', output: '11.9', cacheRead: '0.23', cacheWrite5m: '2.875', cacheWrite1h: '4.6' },
};
const LONG: Prices = {
  uncachedInput: '2.6',
  output: '13.65',
  cacheRead: '0.26',
  cacheWrite5m: '3.25',
  cacheWrite1h: '5.2',
};
const JULY: Prices = {
  uncachedInput: '1.9',
  output: '10.3',
  cacheRead: '0.19',
  cacheWrite5m: '2.375',
  cacheWrite1h: '3.8',
};
const SEARCH = '11';

/** What was used of a model on a day in one mode. */
export interface Used {
  readonly day: string;
  readonly model: ModelName;
  readonly mode: ServiceMode;
  readonly tokens: Counts;
  readonly searches: number;
}

/** How the vendor bills one class of tokens, or the calls, of a group. */
export interface Charge {
  readonly used: Used;
  readonly of: TokenClass | 'calls';
  readonly count: number;
  /** The day it is put on. */
  readonly on: string;
  readonly mode: ServiceMode;
  /** The class whose price is taken. */
  readonly as: TokenClass | 'calls';
  readonly long: boolean;
  readonly pricesOf: string;
  readonly factor: string;
  readonly discount: string;
  /** Out of nowhere. */
  readonly more: string;
}

const MODE: Readonly<Record<ServiceMode, string>> = {
  standard: '1',
  batch: '0.5',
  priority: '2',
  flex: '1',
  ultrafast: '1',
};

function priceOf({ used: { model }, as, long, pricesOf }: Charge): string {
  const prices = long ? LONG : model === 'dated' && pricesOf >= '2026-07-01' ? JULY : LIST[model];
  return prices[as] ?? '0';
}

export function amountOf(charge: Charge): Big {
  if (charge.of === 'calls') return new Big(SEARCH).times(charge.count).div(1_000).plus(charge.more);
  return new Big(priceOf(charge))
    .times(charge.count)
    .div(1_000_000)
    .times(MODE[charge.mode])
    .times(charge.factor)
    .times(new Big(1).minus(charge.discount))
    .plus(charge.more);
}

export function chargesOf(used: readonly Used[], discount = '0'): Charge[] {
  return used.flatMap((each) => {
    const own = { used: each, on: each.day, pricesOf: each.day, long: false, factor: '1', more: '0' };
    const tokens = TOKEN_CLASSES.flatMap((of): Charge[] => {
      const count = each.tokens[of] ?? 0;
      return count === 0 ? [] : [{ ...own, of, count, mode: each.mode, as: of, discount }];
    });
    const calls: Charge = { ...own, of: 'calls', as: 'calls', count: each.searches, mode: 'standard', discount: '0' };
    return each.searches === 0 ? tokens : [...tokens, calls];
  });
}

export function lineOf(on: string, amount: Big, label: string, said: Partial<BillLine> = {}): BillLine {
  const text = amount.toFixed();
  const value = parseExact(text);
  if (value === undefined) throw new Error(`no amount: ${text}`);
  return {
    day: day(on),
    until: day(on),
    model: undefined,
    billedFor: undefined,
    tax: false,
    mode: undefined,
    amount: usd(value),
    currency: 'USD',
    places: text.split('.')[1]?.length ?? 0,
    credit: false,
    label,
    ...said,
  };
}

/** A line a charge: the bill as it is sent, by classes of tokens or by models alone. */
export function billOf(charges: readonly Charge[], byClass: boolean, round?: number): BillLine[] {
  return charges.map((charge) => {
    const exact = amountOf(charge);
    const amount = round === undefined ? exact : exact.round(round, Big.roundHalfUp);
    const { used, of } = charge;
    if (of === 'calls') return lineOf(charge.on, amount, 'web search', { billedFor: 'calls' });
    const label = byClass ? `${used.model}, ${of}` : used.model;
    return lineOf(charge.on, amount, label, { model: used.model, billedFor: byClass ? of : undefined });
  });
}

export function usageOf(used: readonly Used[]): UsageDay[] {
  return used.map(({ day: on, model, mode, tokens, searches }) => ({
    day: day(on),
    model,
    mode,
    band: 'base',
    belongs: {},
    tokens: Object.fromEntries(TOKEN_CLASSES.map((each) => [each, BigInt(tokens[each] ?? 0)])) as Record<
      TokenClass,
      bigint
    >,
    requests: undefined,
    failed: undefined,
    calls: searches === 0 ? {} : { webSearch: BigInt(searches) },
    billed: undefined,
  }));
}

/** A bill and the usage it is held against, while faults are put in. */
export interface Scene {
  readonly used: readonly Used[];
  readonly charges: readonly Charge[];
  readonly credits: readonly BillLine[];
}

/** A mistake: where it strikes, what it is called, and the scene with it. */
export interface Mistake {
  readonly cause: Cause;
  readonly make: (scene: Scene, on: string, model: ModelName) => Scene;
  /** Models it can strike; all where nothing is said. */
  readonly models?: readonly ModelName[];
  /** Days it can strike. */
  readonly days?: readonly string[];
}

const changing = (
  is: (charge: Charge, on: string, model: ModelName) => boolean,
  to: (charge: Charge) => Partial<Charge>,
): Mistake['make'] => {
  return (scene, on, model) => ({
    ...scene,
    charges: scene.charges.map((charge) =>
      charge.used.day === on && charge.used.model === model && charge.of !== 'calls' && is(charge, on, model)
        ? { ...charge, ...to(charge) }
        : charge,
    ),
  });
};

const all = () => true;
const isOf = (of: TokenClass) => (charge: Charge) => charge.of === of;
const following = (on: string) => DAYS[DAYS.indexOf(on) + 1] ?? on;
const BEFORE_JULY = DAYS.filter((on) => on < '2026-07-01');
const FROM_JULY = DAYS.filter((on) => on >= '2026-07-01');
const INNER = DAYS.slice(1, -2);

/** Every mistake that a bill can hold, by name. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'batch as standard': {
    cause: 'mode',
    make: changing(
      ({ mode }) => mode === 'batch',
      () => ({ mode: 'standard' }),
    ),
  },
  'standard as priority': {
    cause: 'mode',
    models: ['modes'],
    make: changing(
      ({ mode, used }) => mode === 'standard' && used.mode === 'standard',
      () => ({ mode: 'priority' }),
    ),
  },
  'reads at the price of input': {
    cause: 'cacheClass',
    make: changing(isOf('cacheRead'), () => ({ as: 'uncachedInput' })),
  },
  'hour writes at the price of five minutes': {
    cause: 'cacheClass',
    make: changing(isOf('cacheWrite1h'), () => ({ as: 'cacheWrite5m' })),
  },
  'long prompts': { cause: 'longContext', models: ['wide'], make: changing(all, () => ({ long: true })) },
  region: { cause: 'region', models: ['local'], make: changing(all, () => ({ factor: '1.1' })) },
  'calls not billed': {
    cause: 'calls',
    make: (scene, on, model) => ({
      ...scene,
      charges: scene.charges.filter(({ of, used }) => !(of === 'calls' && used.day === on && used.model === model)),
    }),
  },
  'a credit': {
    cause: 'credit',
    make: (scene, on) => ({ ...scene, credits: [...scene.credits, lineOf(on, new Big('-3.37'), 'goodwill')] }),
  },
  'no discount': { cause: 'discount', make: changing(all, () => ({ discount: '0' })) },
  'a smaller discount': { cause: 'discount', make: changing(all, () => ({ discount: '0.125' })) },
  'the old price': {
    cause: 'priceChange',
    models: ['dated'],
    days: FROM_JULY,
    make: changing(all, () => ({ pricesOf: '2026-06-01' })),
  },
  'the new price too early': {
    cause: 'priceChange',
    models: ['dated'],
    days: BEFORE_JULY,
    make: changing(all, () => ({ pricesOf: '2026-07-01' })),
  },
  'a day later': {
    cause: 'shiftedDay',
    days: INNER,
    make: (scene, on, model) => changing(all, () => ({ on: following(on) }))(scene, on, model),
  },
  'not billed': {
    cause: 'usageWithoutBill',
    make: (scene, on, model) => ({
      ...scene,
      charges: scene.charges.filter(({ of, used }) => of === 'calls' || used.day !== on || used.model !== model),
    }),
  },
  'not used': {
    cause: 'billWithoutUsage',
    make: (scene, on, model) => ({
      ...scene,
      used: scene.used.map((each) => (each.day === on && each.model === model ? { ...each, tokens: {} } : each)),
    }),
  },
  'out of nowhere': {
    cause: 'unknown',
    make: changing(isOf('output'), () => ({ more: '0.7361' })),
  },
};
