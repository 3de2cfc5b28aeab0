import { divide, isZero, multiply, ONE, whole } from '../../domain/exact.ts';
import { LEVER_KEYS } from '../../domain/levers.ts';
import type { Note } from '../../domain/note.ts';
import { factor, type Share, share } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';

const TWO = whole(2n);
const HALF = divide(ONE, TWO);

/** Another level of a share at which reads and writes fit where they did. */
const otherShare = (level: Share): Share => share(isZero(level) ? HALF : multiply(level, HALF));

/** The workload with something else in the place of a statement: another level of a share, and of the others nothing. */
const OTHERWISE: Readonly<Record<string, (workload: Workload) => Workload | undefined>> = {
  cacheHitRatio: (of) =>
    of.cacheHitRatio === undefined ? undefined : { ...of, cacheHitRatio: otherShare(of.cacheHitRatio) },
  readsPerWrite: (of) =>
    of.readsPerWrite === undefined ? undefined : { ...of, readsPerWrite: factor(multiply(of.readsPerWrite, TWO)) },
  cacheTtl: (of) => (of.cacheTtl === undefined ? undefined : { ...of, cacheTtl: of.cacheTtl === '5m' ? '1h' : '5m' }),
  batchEligible: (of) =>
    of.batchEligible === undefined ? undefined : { ...of, batchEligible: otherShare(of.batchEligible) },
  longContextShare: (of) =>
    of.longContextShare === undefined ? undefined : { ...of, longContextShare: otherShare(of.longContextShare) },
  promptsOver: ({ promptsOver, ...rest }) => (promptsOver === undefined ? undefined : rest),
  peakShare: (of) => (of.peakShare === undefined ? undefined : { ...of, peakShare: otherShare(of.peakShare) }),
  serviceMode: ({ serviceMode, ...rest }) => (serviceMode === undefined ? undefined : rest),
  region: ({ region, ...rest }) => (region === undefined ? undefined : rest),
  cacheStorage: ({ storedTokenHours, ...rest }) => (storedTokenHours === undefined ? undefined : rest),
  latencyBudgetMs: ({ latencyBudgetMs, ...rest }) => (latencyBudgetMs === undefined ? undefined : rest),
  channels: ({ channels, ...rest }) => (channels === undefined ? undefined : rest),
};

/** Notes that speak of one key of one workload already. */
function toldOf(notes: readonly Note[]): Set<string> {
  return new Set(
    notes.flatMap((note) => {
      if (note.code === 'statementUnused') return [`${note.key} ${note.workload}`];
      return note.code === 'leverWithoutEffect' ? [`${LEVER_KEYS[note.lever]} ${note.workload}`] : [];
    }),
  );
}

/** What an answer shows of one workload by itself: all of it, and parts that are quick to find, the quickest first. */
export interface Shown {
  readonly parts: readonly ((workload: Workload) => string)[];
  readonly whole: (workload: Workload) => object;
}

/** A value that is found when it is first asked for. */
function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

/** Each workload as it is stated, looked at once; all that is shown of it only where no part has moved. */
function lookedAt(workload: Workload, { parts, whole }: Shown): (other: Workload) => boolean {
  const looks = parts.map((part) => ({ part, asStated: once(() => part(workload)) }));
  const wholeAsStated = once(() => whole(workload));
  return (other) =>
    looks.every(({ part, asStated }) => part(other) === asStated()) && showTheSame(wholeAsStated(), whole(other));
}

/**
 * What workloads state that moves nothing of what is shown of them: with something else in its place, the same is shown.
 * One note for all of them.
 */
export function idleStatements(workloads: readonly Workload[], told: readonly Note[], shown: Shown): Note[] {
  const known = toldOf(told);
  const idle = new Map<string, string[]>();
  for (const workload of workloads) {
    const looksTheSame = lookedAt(workload, shown);
    for (const [key, otherwise] of Object.entries(OTHERWISE)) {
      const other = otherwise(workload);
      if (other === undefined || known.has(`${key} ${workload.name}`)) continue;
      if (looksTheSame(other)) idle.set(key, [...(idle.get(key) ?? []), workload.name]);
    }
  }
  if (idle.size === 0) return [];
  return [{ code: 'statementsIdle', statements: [...idle].map(([key, names]) => ({ key, workloads: names })) }];
}

/** Parts of an answer that say what it is about, and not what came of it. */
const SUBJECT = new Set(['workload', 'model', 'source', 'of', 'aggregator', 'marketplace', 'tags', 'place']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether two answers show the same, whatever they are about. What both hold by one reference is not walked through. */
function showTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (one instanceof Map) return other instanceof Map && showTheSame([...one], [...other]);
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => SUBJECT.has(key) || (key in other && showTheSame(one[key], other[key])));
}
