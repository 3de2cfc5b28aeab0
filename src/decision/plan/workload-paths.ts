import { ZERO } from '../../domain/exact.ts';
import {
  type Factor,
  factor,
  larger,
  lessThan,
  NONE,
  type Share,
  share,
  smaller,
  UNCHANGED,
} from '../../domain/units.ts';
import { mayWait, type Workload } from '../../domain/workload.ts';
import { prefixShare } from '../../engine/levers.ts';
import { between, type DriverRange, type Path, type Stated } from './driver-path.ts';
import { choicesAtLevel, type LeverKey } from './lever-level.ts';
import { choicesAtVolume } from './options.ts';

/** More or fewer tokens of everything, in the same mix. */
export function volumeRange({ context, priced, choices, terms }: Stated): DriverRange {
  const path = (end: Factor): Path => ({
    at: (t) => {
      const by = factor(between(UNCHANGED, end, t));
      return { choices: priced.map((each, index) => choicesAtVolume(choices[index], each, by, context.offers)), terms };
    },
    level: (t) => ({ unit: 'multiple', amount: between(UNCHANGED, end, t) }),
  });
  const [low, high] = context.assumptions.drivers.volume;
  return { code: 'volume', low: path(low), high: path(high) };
}

const own = (workload: Workload, lever: LeverKey): Share => workload[lever] ?? NONE;

/**
 * As much of a level as the workload allows: no more is read from cache than its requests share of their prompts, and what
 * must answer at once waits for no batch.
 */
function allowed(workload: Workload, lever: LeverKey, level: Share): Share {
  if (lever === 'batchEligible') return mayWait(workload) ? level : NONE;
  const shared = prefixShare(workload);
  return shared === undefined ? level : smaller(level, shared);
}

/** Where a lever that every workload is to have at least can come to: the end of its range, or what the shapes allow. */
function reached(free: readonly Workload[], lever: LeverKey, end: Share): Share {
  const most = free.map((each) => larger(allowed(each, lever, end), own(each, lever)));
  return most.length === 0 ? end : smaller(end, most.reduce(larger));
}

/** A lever at no more than a level, or at no less, on every workload; counted cache classes stay as they are counted. */
function leverPath(stated: Stated, lever: LeverKey, most: Share, bound: 'atMost' | 'atLeast'): Path {
  const { context, priced, choices, terms } = stated;
  const free = priced
    .map(({ workload }) => workload)
    .filter((each) => lever === 'batchEligible' || each.measuredCache === undefined);
  const moved = new Set(free);
  const end = bound === 'atMost' ? most : reached(free, lever, most);
  const to = (workload: Workload, level: Share) => (bound === 'atMost' ? level : allowed(workload, lever, level));
  const touched = (workload: Workload, level: Share) =>
    moved.has(workload) &&
    (bound === 'atMost' ? lessThan(level, own(workload, lever)) : lessThan(own(workload, lever), to(workload, level)));
  const levels = free.map((each) => own(each, lever));
  const from = levels.length === 0 ? end : levels.reduce((a, b) => (bound === 'atMost' ? larger(a, b) : smaller(a, b)));
  const level = (t: Parameters<Path['at']>[0]) => share(between(from, end, t));
  return {
    at: (t) => {
      const there = level(t);
      return {
        terms,
        choices: priced.map((each, index) => {
          const known = choices[index];
          if (known !== undefined && !touched(each.workload, there)) return known;
          return choicesAtLevel(each, lever, to(each.workload, there), context);
        }),
      };
    },
    level: (t) => ({ unit: 'share', amount: level(t) }),
    still: !free.some((workload) => touched(workload, end)),
  };
}

/**
 * Batch or caching, on every workload: at most the low end, at least the high end. Work that no batch may hold, and
 * models that sell none, stay as they are.
 */
export function leverRange(stated: Stated, lever: LeverKey): DriverRange {
  const [low, high] = stated.context.assumptions.drivers[lever];
  return {
    code: lever,
    low: leverPath(stated, lever, low, 'atMost'),
    high: leverPath(stated, lever, high, 'atLeast'),
  };
}

/** Batch or caching at the high end of its range on those workloads alone that say nothing of it. */
export function unstatedPath(stated: Stated, lever: LeverKey): Path {
  const silent = stated.priced.map((each) => (each.workload[lever] === undefined ? each : undefined));
  const priced = silent.filter((each) => each !== undefined);
  const choices = stated.choices.filter((_, index) => silent[index] !== undefined);
  const [, high] = stated.context.assumptions.drivers[lever];
  const path = leverPath({ ...stated, priced, choices }, lever, high, 'atLeast');
  return {
    ...path,
    at: (t) => {
      const moved = path.at(t);
      let next = 0;
      const all = stated.choices.map((each, index) =>
        silent[index] === undefined ? each : (moved.choices[next++] ?? each),
      );
      return { ...moved, choices: all };
    },
  };
}

/** A path on which nothing changes. */
export function stillAt({ choices, terms }: Stated, level: ReturnType<Path['level']>): Path {
  return { at: () => ({ choices, terms }), level: () => level, still: true, slope: () => ZERO };
}
