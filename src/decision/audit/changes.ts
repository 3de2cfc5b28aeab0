import type { Cause } from '../../domain/audit.ts';
import type { Day } from '../../domain/day.ts';
import { type Meter, meterLabel, meterRow, type ServiceMode, SYNCHRONOUS_MODES } from '../../domain/meter.ts';
import type { Factor } from '../../domain/units.ts';
import type { Lot, Pricing } from './lots.ts';

/** Another way in which the same usage could have been billed. */
export interface Change {
  /** What it is known by among the changes of an audit. */
  readonly id: string;
  readonly cause: Cause;
  /** The lot as it would be billed; undefined where it would not be. */
  readonly apply: (lot: Lot) => Lot | undefined;
  /** What would have happened, in words: "batch billed as standard". */
  readonly text: string;
}

const MODES: readonly ServiceMode[] = [...SYNCHRONOUS_MODES, 'batch'];

const distinct = <Value>(values: Iterable<Value>): Value[] => [...new Set(values)];

/** Requests of one mode billed as another. */
function modeChanges(lots: readonly Lot[]): Change[] {
  const used = distinct(lots.filter(({ meter }) => meterRow(meter).followsRequest).map(({ mode }) => mode));
  return used.flatMap((from) =>
    MODES.filter((to) => to !== from).map(
      (to): Change => ({
        id: `mode ${from} ${to}`,
        cause: 'mode',
        apply: (lot) => (lot.mode === from && meterRow(lot.meter).followsRequest ? { ...lot, mode: to } : lot),
        text: `${from} billed as ${to}`,
      }),
    ),
  );
}

/** Tokens that were given, billed like any. */
function givenChanges(lots: readonly Lot[]): Change[] {
  if (!lots.some(({ gratis }) => gratis)) return [];
  const apply = (lot: Lot) => (lot.gratis ? { ...lot, free: false, gratis: false } : lot);
  return [{ id: 'given', cause: 'mode', apply, text: 'tokens of the incentivized tier, which are given, billed' }];
}

/** Cached tokens billed as another class of input. */
function cacheChanges(lots: readonly Lot[]): Change[] {
  const input = distinct(lots.filter(({ meter }) => meterRow(meter).direction === 'Input').map(({ meter }) => meter));
  const cached = input.filter((meter) => meterRow(meter).cache !== 'Uncached' && meterRow(meter).unit === 'tokens');
  const others: readonly Meter[] = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h'];
  const from = cached.filter((meter) => others.includes(meter));
  return from.flatMap((meter) =>
    others
      .filter((to) => to !== meter)
      .map(
        (to): Change => ({
          id: `cache ${meter} ${to}`,
          cause: 'cacheClass',
          apply: (lot) => (lot.meter === meter ? { ...lot, meter: to } : lot),
          text: `${meterLabel(meter)} billed as ${meterLabel(to)}`,
        }),
      ),
  );
}

function bandChanges(lots: readonly Lot[]): Change[] {
  const bands = distinct(lots.map(({ band }) => band));
  const change = (from: 'base' | 'long', to: 'base' | 'long', text: string): Change => ({
    id: `band ${from} ${to}`,
    cause: 'longContext',
    apply: (lot) => (lot.band === from && meterRow(lot.meter).followsRequest ? { ...lot, band: to } : lot),
    text,
  });
  return [
    ...(bands.includes('base') ? [change('base', 'long', 'short prompts billed at the long-context price')] : []),
    ...(bands.includes('long') ? [change('long', 'base', 'long prompts billed at the short-context price')] : []),
  ];
}

/** Work of one region billed as that of another, or of none; work of none billed as that of a region. */
function regionChanges(lots: readonly Lot[], pricing: Pricing): Change[] {
  const found = new Map<string, Factor>();
  for (const { model, day, region: own } of lots) {
    for (const { region, marketplace = '', factor } of pricing.premiums(model, day)) {
      if (region === undefined || region !== own)
        found.set(region === undefined ? `a region of ${marketplace}` : `the region ${region}`, factor);
    }
  }
  const others = [...found].map(
    ([where, premium]): Change => ({
      id: `premium of ${where}`,
      cause: 'region',
      apply: (lot) => (meterRow(lot.meter).takesTerms ? { ...lot, region: undefined, premium } : lot),
      text: `billed with the premium of ${where}`,
    }),
  );
  const own = distinct(lots.flatMap(({ region }) => region ?? []));
  const isSaid = (region: string) => lots.some((lot) => lot.region === region && lot.said === 'byProvider');
  const without = own.map(
    (region): Change => ({
      id: `region ${region} none`,
      cause: 'region',
      apply: (lot) => (lot.region === region ? { ...lot, region: undefined } : lot),
      text: `billed at the price of no region, where the ${isSaid(region) ? 'export' : 'name'} of the usage keeps it in ${region}`,
    }),
  );
  return [...without, ...others];
}

/** Prices that count on another day, by the entries of the card. */
function priceChanges(lots: readonly Lot[]): Change[] {
  const days = distinct(lots.flatMap(({ model }) => model.rates.map(({ from }) => from))).sort();
  const own = new Set(lots.map(({ model, day }) => model.rates.findLast(({ from }) => from <= day)?.from));
  return days
    .filter((day) => !own.has(day))
    .map((day: Day): Change => {
      return {
        id: `price ${day}`,
        cause: 'priceChange',
        apply: (lot) => (lot.model.rates.some(({ from }) => from <= day) ? { ...lot, pricesOf: day } : lot),
        text: `billed at the prices in force from ${day}`,
      };
    });
}

function callChanges(lots: readonly Lot[]): Change[] {
  const isCall = ({ meter }: Lot) => meterRow(meter).unit === 'calls';
  return distinct(lots.filter(isCall).map(({ meter }) => meter)).map((meter) => ({
    id: `calls ${meter}`,
    cause: 'calls',
    apply: (lot) => (lot.meter === meter ? undefined : lot),
    text: `${meterLabel(meter)} not billed`,
  }));
}

const isDiscounted = ({ discount, multiple }: Lot) => discount !== undefined && multiple === undefined;

/** Tokens of requests that failed, billed where the contract makes them free, or not billed where they are not. */
function failedChanges(lots: readonly Lot[]): Change[] {
  const change = (id: string, text: string, apply: Change['apply']): Change => ({
    id: `failed ${id}`,
    cause: 'failedRequests',
    apply,
    text,
  });
  const billed = (lot: Lot) => (lot.free && !lot.gratis ? { ...lot, free: false } : lot);
  const unbilled = (lot: Lot) => (lot.failed ? undefined : lot);
  return [
    ...(lots.some(({ free, gratis }) => free && !gratis)
      ? [change('billed', 'failed requests billed, which the contract makes free', billed)]
      : []),
    ...(lots.some(({ failed, free }) => failed && !free)
      ? [change('unbilled', 'failed requests not billed', unbilled)]
      : []),
  ];
}

/** Prices of the day where the contract protects those of its first. */
function protectionChanges(lots: readonly Lot[]): Change[] {
  const then = lots.find(({ day, pricesOf }) => pricesOf !== day)?.pricesOf;
  if (then === undefined) return [];
  return [
    {
      id: 'unprotected',
      cause: 'priceProtection',
      apply: (lot) => ({ ...lot, pricesOf: lot.day }),
      text: `billed at the list price of the day, where the contract protects that of ${then}`,
    },
  ];
}

/** Usage beyond the commitment billed as if it were within it, or at list. */
function overageChanges(lots: readonly Lot[]): Change[] {
  const beyond = lots.filter((lot) => lot.beyond);
  const change = (id: string, text: string, to: Partial<Lot>): Change => ({
    id: `overage ${id}`,
    cause: 'overage',
    apply: (lot) => (lot.beyond ? { ...lot, ...to } : lot),
    text,
  });
  const atContract = beyond.some(({ multiple }) => multiple === undefined);
  if (beyond.length === 0) return [];
  return atContract
    ? [change('list', 'use beyond the commitment billed at list price', { discount: undefined })]
    : [change('contract', 'use beyond the commitment billed at the discount of the contract', { multiple: undefined })];
}

function withoutDiscount(lots: readonly Lot[]): Change[] {
  if (!lots.some(isDiscounted)) return [];
  return [
    {
      id: 'discount none',
      cause: 'discount',
      apply: (lot) => ({ ...lot, discount: undefined }),
      text: 'billed without the discount of the contract',
    },
  ];
}

/** Usage of one class of tokens or of one mode that is on no line, where there is usage of another. */
export function absentChanges(lots: readonly Lot[]): Change[] {
  const ofTokens = lots.filter(({ meter }) => meterRow(meter).unit === 'tokens');
  const without = (id: string, is: (lot: Lot) => boolean, what: string): Change => ({
    id: `absent ${id}`,
    cause: 'usageWithoutBill',
    apply: (lot) => (is(lot) ? undefined : lot),
    text: `${what} used, and on no line of the bill`,
  });
  const meters = distinct(ofTokens.map(({ meter }) => meter));
  const modes = distinct(ofTokens.map(({ mode }) => mode));
  return [
    ...(modes.length < 2 ? [] : modes.map((mode) => without(mode, (lot) => lot.mode === mode, mode))),
    ...(meters.length < 2
      ? []
      : meters.map((meter) => without(meter, (lot) => lot.meter === meter, meterLabel(meter)))),
  ];
}

/** A change of the usage of some days alone. */
export function onDays({ id, cause, apply, text }: Change, is: (day: Day) => boolean, which: string): Change {
  return { id: `${id} ${which}`, cause, apply: (lot) => (is(lot.day) ? apply(lot) : lot), text: `${text}, ${which}` };
}

/** Every other way in which these lots could have been billed, the likelier first. */
export function changesOf(lots: readonly Lot[], pricing: Pricing): Change[] {
  return [
    ...overageChanges(lots),
    ...withoutDiscount(lots),
    ...failedChanges(lots),
    ...protectionChanges(lots),
    ...givenChanges(lots),
    ...modeChanges(lots),
    ...cacheChanges(lots),
    ...bandChanges(lots),
    ...callChanges(lots),
    ...regionChanges(lots, pricing),
    ...priceChanges(lots),
  ];
}

/** Lots as a change bills them. */
export function changed(lots: readonly Lot[], { apply }: Change): Lot[] {
  return lots.flatMap((lot) => apply(lot) ?? []);
}
