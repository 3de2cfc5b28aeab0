/** How long a written cache entry lives; each lifetime has a price of its own. */
export const CACHE_TTLS = ['5m', '30m', '1h', '12h'] as const;
export type CacheTtl = (typeof CACHE_TTLS)[number];

/**
 * What is billed. Meters are disjoint: every token is billed by exactly one, a cache write instead of the input rate,
 * not on top of it. Output includes reasoning tokens.
 */
export const METERS = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite30m',
  'cacheWrite1h',
  'cacheWrite12h',
  'cacheStorage',
  'output',
] as const;
export type Meter = (typeof METERS)[number];

export function cacheWriteMeter(ttl: CacheTtl): Meter {
  return `cacheWrite${ttl}`;
}

/** How a meter is named on the screen. */
export const METER_LABELS: Readonly<Record<Meter, string>> = {
  input: 'uncached input',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write, 5 min',
  cacheWrite30m: 'cache write, 30 min',
  cacheWrite1h: 'cache write, 1 hour',
  cacheWrite12h: 'cache write, 12 hours',
  cacheStorage: 'cache storage, token-hours',
  output: 'output',
};

/** What the synchronous part of a workload is served by: flex is slower and cheaper, priority faster and dearer. */
export const SYNCHRONOUS_MODES = ['standard', 'flex', 'priority'] as const;
export type SynchronousMode = (typeof SYNCHRONOUS_MODES)[number];

/** How a request is served. Batch work waits up to 24 hours. */
export type ServiceMode = SynchronousMode | 'batch';

/** Which price list a request falls in: `long` above the long-context threshold, `peak` in the provider's peak hours. */
export type PriceBand = 'base' | 'long' | 'peak';
