import { add, compare, isZero, ONE, ZERO } from '../domain/exact.ts';
import { readShare, readUsd, readWeight } from './read-value.ts';
import type { PoolDocument, ServedModelDocument, ServiceLevelDocument } from './schemas/capacity-schema.ts';
import type { OffersDocument } from './schemas/offers-schema.ts';
import type { Path } from './yaml-file.ts';

type Complain = (path: Path, message: string) => void;

const CAPACITIES = ['tokensPerMinute', 'tokensPerSecond', 'usdPerMinute'] as const;

function poolFaults(pool: PoolDocument, path: Path, complain: Complain): void {
  const given = CAPACITIES.filter((key) => pool[key] !== undefined);
  const [first, second] = given;
  if (first === undefined) complain(path, `it has no capacity; give one of ${CAPACITIES.join(', ')}`);
  if (second !== undefined) complain([...path, second], `${first} says the capacity already; leave out one of them`);
  if (pool.usdPerMinute !== undefined) {
    if (isZero(readUsd(pool.usdPerMinute))) complain([...path, 'usdPerMinute'], 'a unit serves more than nothing');
    if (pool.weights !== undefined)
      complain([...path, 'weights'], 'list dollars carry their own weights; leave them out');
    return;
  }
  const weights = Object.values(pool.weights ?? {});
  if (weights.every((weight) => weight === undefined || isZero(readWeight(weight)))) {
    complain(
      pool.weights === undefined ? path : [...path, 'weights'],
      'give weights: what a token of each meter takes',
    );
  }
}

function servedFaults(served: ServedModelDocument, path: Path, complain: Complain): void {
  const { pools, ...own } = served;
  if (pools === undefined) {
    poolFaults(own, path, complain);
    return;
  }
  const beside = Object.keys(own);
  if (beside.length > 0) complain([...path, beside[0] ?? ''], 'write it inside the pools it is for');
  const met = new Set<string>();
  for (const [name, pool] of Object.entries(pools)) {
    poolFaults(pool, [...path, 'pools', name], complain);
    for (const meter of Object.keys(pool.weights ?? {})) {
      if (met.has(meter)) complain([...path, 'pools', name, 'weights', meter], `another pool serves ${meter} already`);
      met.add(meter);
    }
  }
}

function ladderFaults({ credits }: ServiceLevelDocument, path: Path, complain: Complain): void {
  let total = ZERO;
  for (const [index, step] of credits.entries()) {
    const before = credits[index - 1];
    if (before !== undefined && compare(readShare(step.below), readShare(before.below)) >= 0) {
      complain([...path, 'credits', index, 'below'], 'steps go down: each is below the one before it');
    }
    if ((step.probability === undefined) !== (credits[0]?.probability === undefined)) {
      complain([...path, 'credits', index], 'give every step a probability, or none');
    }
    total = add(total, step.probability === undefined ? ZERO : readShare(step.probability));
  }
  if (compare(total, ONE) > 0) complain([...path, 'credits'], 'the probabilities add up to more than 1');
}

/** What is wrong with the capacity, the marketplaces and the agreements of an offers file beyond its shape. */
export function capacityFaults(document: OffersDocument, complain: Complain): void {
  for (const [id, offer] of Object.entries(document.reserved ?? {})) {
    for (const [model, served] of Object.entries(offer.models)) {
      servedFaults(served, ['reserved', id, 'models', model], complain);
    }
  }
  for (const [id, level] of Object.entries(document.serviceLevels ?? {})) {
    ladderFaults(level, ['serviceLevels', id], complain);
  }
}
