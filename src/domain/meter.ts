import { type Counted, charge, type UnitPrice, type Usd } from './units.ts';

/** How long a written cache entry lives; each lifetime has a price of its own. */
export const CACHE_TTLS = ['5m', '30m', '1h', '12h'] as const;
export type CacheTtl = (typeof CACHE_TTLS)[number];

/** What meters count in. Providers price by the lot: a million tokens, a thousand calls. `lot` and `focus` are words. */
export const UNITS = {
  tokens: { lotDigits: 6, lot: 'M', focus: 'Tokens' },
  tokenHours: { lotDigits: 6, lot: 'M', focus: 'Token-Hours' },
  calls: { lotDigits: 3, lot: '1,000', focus: 'Calls' },
} as const;
export type MeterUnit = keyof typeof UNITS;

/** What is to be known of a meter: a new one is a row of the table, and what really differs about it. */
export interface MeterRow {
  /** How it is named on the screen. */
  readonly label: string;
  readonly unit: MeterUnit;
  /** Whether its price and its split follow the request: its mode, the length of its prompt, its hour. */
  readonly followsRequest: boolean;
  /** Whether it counts as the volume of a workload. */
  readonly isVolume: boolean;
  /** The meter whose standard price it is held against: its own, that of plain tokens, or none. */
  readonly baseline: 'own' | 'input' | 'output' | 'none';
  /** Whether what a channel takes off or adds to list prices, or a region adds, is on it too. */
  readonly takesTerms: boolean;
  /** What caching does to it, and which way the tokens go, in the words of FOCUS; undefined where neither applies. */
  readonly cache: 'Uncached' | 'Read' | 'Write' | 'Storage' | undefined;
  readonly direction: 'Input' | 'Output' | undefined;
  /** What an answer calls it where nobody states any of it; undefined where that goes without saying. */
  readonly leftOut: LeftOut | undefined;
}

/** What is said to be left out, in the order it is said. */
export const LEFT_OUT = ['calls', 'images', 'audio'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const request = { unit: 'tokens', followsRequest: true, isVolume: true, takesTerms: true, leftOut: undefined } as const;
const input = { ...request, baseline: 'input', direction: 'Input' } as const;
const output = { ...request, baseline: 'output', direction: 'Output', cache: undefined } as const;
/** Tokens of another kind than text, which providers price apart: they are stated as they are, and never cached. */
const otherInput = { ...input, baseline: 'own', cache: undefined } as const;
const otherOutput = { ...output, baseline: 'own' } as const;

const TABLE = {
  input: { ...input, label: 'uncached input', cache: 'Uncached' },
  audioInput: { ...otherInput, label: 'audio input', leftOut: 'audio' },
  imageInput: { ...otherInput, label: 'image input', leftOut: 'images' },
  cacheRead: { ...input, label: 'cache read', cache: 'Read' },
  cacheWrite5m: { ...input, label: 'cache write, 5 min', cache: 'Write' },
  cacheWrite30m: { ...input, label: 'cache write, 30 min', cache: 'Write' },
  cacheWrite1h: { ...input, label: 'cache write, 1 hour', cache: 'Write' },
  cacheWrite12h: { ...input, label: 'cache write, 12 hours', cache: 'Write' },
  cacheStorage: {
    label: 'cache storage, token-hours',
    unit: 'tokenHours',
    followsRequest: false,
    isVolume: false,
    takesTerms: true,
    baseline: 'none',
    cache: 'Storage',
    direction: 'Input',
    leftOut: undefined,
  },
  output: { ...output, label: 'output' },
  audioOutput: { ...otherOutput, label: 'audio output', leftOut: 'audio' },
  imageOutput: { ...otherOutput, label: 'image output', leftOut: 'images' },
} as const satisfies Readonly<Record<string, MeterRow>>;

/**
 * What is billed. Meters are disjoint: every token is billed by exactly one, a cache write instead of the input rate,
 * not on top of it. Output includes reasoning tokens; input and output are those of text where others are stated apart.
 */
export type TokenMeter = keyof typeof TABLE;
export const METERS = Object.keys(TABLE) as readonly TokenMeter[];

/** Token meters that a workload states as they are, beside its input and output. */
export type StatedMeter = {
  [meter in TokenMeter]: (typeof TABLE)[meter]['baseline'] extends 'own' ? meter : never;
}[TokenMeter];
export const STATED_METERS = METERS.filter((meter): meter is StatedMeter => TABLE[meter].baseline === 'own');

const CALLS = 'calls.';
/** Calls of a name that a card declares: web searches, executions of code. The name is the provider's own. */
export type CallMeter = `${typeof CALLS}${string}`;
export type Meter = TokenMeter | CallMeter;

/** How a call may be named: as a key of a file, and unlike any meter of tokens. */
export const CALL_NAME = /^[a-z][A-Za-z0-9]{0,59}$/;

export function callMeter(name: string): CallMeter {
  return `${CALLS}${name}`;
}

/** A meter as files and answers call it. */
export function meterName(meter: Meter): string {
  return meter.startsWith(CALLS) ? meter.slice(CALLS.length) : meter;
}

/** The meter of that name, which the unit of a call tells from one of tokens; undefined when there is none. */
export function meterCalled(name: string, unit: string | undefined): Meter | undefined {
  if (unit === 'calls') return callMeter(name);
  return METERS.find((meter) => meter === name);
}

/** Of every call, whatever its name. */
const CALL: Omit<MeterRow, 'label'> = {
  unit: 'calls',
  followsRequest: false,
  isVolume: false,
  takesTerms: false,
  baseline: 'own',
  cache: undefined,
  direction: undefined,
  leftOut: 'calls',
};

const ROWS: Readonly<Record<string, MeterRow | undefined>> = TABLE;

/** The row of a meter. */
export function meterRow(meter: Meter): Omit<MeterRow, 'label'> {
  return ROWS[meter] ?? CALL;
}

/** How a meter is named on the screen: a call by the words of its name. */
export function meterLabel(meter: Meter): string {
  const spaced = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return ROWS[meter]?.label ?? `${spaced(meterName(meter))} calls`;
}

export function unitOf(meter: Meter): (typeof UNITS)[MeterUnit] {
  return UNITS[meterRow(meter).unit];
}

/** What a quantity of a meter costs at the price of a lot. */
export function costAt(meter: Meter, quantity: Counted, usdPerLot: UnitPrice): Usd {
  return charge(quantity, usdPerLot, unitOf(meter).lotDigits);
}

export function cacheWriteMeter(ttl: CacheTtl): TokenMeter {
  return `cacheWrite${ttl}`;
}

/** What the synchronous part of a workload is served by: flex is slower and cheaper, priority faster and dearer, ultrafast more so. */
export const SYNCHRONOUS_MODES = ['standard', 'flex', 'priority', 'ultrafast'] as const;
export type SynchronousMode = (typeof SYNCHRONOUS_MODES)[number];

/** Those modes and the words of providers for them: OpenAI calls priority processing fast mode since 2026-07-30. */
export const MODE_WORDS = [...SYNCHRONOUS_MODES, 'fast'] as const;

export function modeOfWord(word: (typeof MODE_WORDS)[number]): SynchronousMode {
  return word === 'fast' ? 'priority' : word;
}

/** How a request is served. Batch work waits up to 24 hours. */
export type ServiceMode = SynchronousMode | 'batch';

/** The modes that are priced apart from standard. */
export const MODES_APART = ['batch', 'flex', 'priority', 'ultrafast'] as const satisfies readonly ServiceMode[];
export type ModeApart = (typeof MODES_APART)[number];
/** Every mode, the plainest first. */
export const SERVICE_MODES = ['standard', ...MODES_APART] as const;

/** The price lists of long prompts, the lowest threshold first: most models that have any have one. */
export const LONG_BANDS = ['long', 'long2', 'long3', 'long4', 'long5'] as const;
export type LongBand = (typeof LONG_BANDS)[number];

/** Which price list a request falls in: one of `LONG_BANDS` above a threshold, `peak` in the provider's peak hours. */
export const PRICE_BANDS = ['base', ...LONG_BANDS, 'peak'] as const;
export type PriceBand = (typeof PRICE_BANDS)[number];
