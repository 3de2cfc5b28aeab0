import { inputTokens, type UsageRow } from '../domain/usage.ts';
import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  inside,
  listedTags,
  listIn,
  minuteOf,
  ONE_REQUEST,
  tagged,
  textOf,
} from './fields.ts';
import { leaves } from './leaves.ts';
import { rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source, tailOf, WRAPPER } from './source.ts';

const READS = /cache_?read|cached/i;
const WRITES_1H = /(?:cache_?creation|cache_?write).*1h/i;
const WRITES = /cache_?creation|cache_?write/i;

/**
 * Details are disjoint when their sum is the total, overlapping when input + output alone is; anything else is not
 * guessed. Source: langfuse/langfuse, packages/shared, definitions of an observation.
 */
function tokensOf(details: Fields) {
  const names = Object.keys(details).filter((name) => name !== 'total');
  const counts = countsOf(Object.fromEntries(names.map((name) => [name, countOf(details, name)])));
  if (counts instanceof Dropped) return counts;
  const total = countOf(details, 'total');
  if (total instanceof Dropped) return total;
  const sumOf = (which: (name: string) => boolean) =>
    names.filter(which).reduce((sum, name) => sum + (counts[name] ?? 0n), 0n);
  const isOutput = (name: string) => /^(?:output|completion)/.test(name);
  const special = (name: string) => READS.test(name) || WRITES.test(name);
  const [cacheRead, cacheWrite1h] = [
    sumOf((name) => READS.test(name) && !WRITES.test(name)),
    sumOf((name) => WRITES_1H.test(name)),
  ];
  const cacheWrite5m = sumOf((name) => WRITES.test(name) && !WRITES_1H.test(name));
  const all = sumOf(() => true);
  const [input, output] = [counts['input'] ?? 0n, counts['output'] ?? 0n];
  if (textOf(details, 'total') === undefined || total === all) {
    return {
      uncachedInput: sumOf((name) => !isOutput(name) && !special(name)),
      cacheRead,
      cacheWrite5m,
      cacheWrite1h,
      output: sumOf(isOutput),
    };
  }
  if (total !== input + output) return new Dropped('does not add up to its own total');
  const uncachedInput = input - cacheRead - cacheWrite5m - cacheWrite1h;
  if (uncachedInput < 0n) return new Dropped('has cached tokens over its input');
  return { uncachedInput, cacheRead, cacheWrite5m, cacheWrite1h, output };
}

function rowsOf(record: Fields): Outcome {
  const type = textOf(record, 'type');
  if (type !== 'GENERATION' && type !== 'EMBEDDING') return undefined;
  const details = 'usageDetails' in record ? inside(record, 'usageDetails') : inside(record, 'usage_details');
  if (Object.keys(details).length === 0) return new Dropped('holds no usage');
  const tokens = tokensOf(details);
  if (tokens instanceof Dropped) return tokens;
  const costs = 'costDetails' in record ? inside(record, 'costDetails') : inside(record, 'cost_details');
  return rowOf(
    dayOf(record, 'startTime', 'start_time'),
    textOf(record, 'model', 'providedModelName', 'provided_model_name'),
    tokens,
    {
      requests: ONE_REQUEST,
      failed: textOf(record, 'level') === 'ERROR' ? ONE_REQUEST : 0n,
      billed: decimalOf(costs, 'total'),
      minute: minuteOf(record, 'startTime', 'start_time'),
      belongs: {
        ...listedTags(record, 'tags'),
        ...tagged(inside(record, 'metadata')),
        ...belonging({
          project: textOf(record, 'projectId', 'project_id'),
          user: textOf(record, 'userId', 'user_id'),
        }),
      },
      prompt: inputTokens(tokens),
    },
  );
}

/** An integration that wraps another tells the usage of a call twice: of its own observation, and of the one inside. */
function reader() {
  const observations = leaves<readonly UsageRow[]>();
  const read = (record: Fields): Outcome => {
    const id = textOf(record, 'id');
    observations.hang(id, textOf(record, 'parentObservationId', 'parent_observation_id'));
    const rows = rowsOf(record);
    if (rows === undefined || rows instanceof Dropped) return rows;
    return observations.keep(id, rows) ? [] : new Dropped('repeats a request already counted');
  };
  const end = () =>
    tailOf(
      observations
        .all()
        .flatMap(({ each, isWrapper }): readonly (UsageRow | Dropped)[] => (isWrapper ? [new Dropped(WRAPPER)] : each)),
    );
  return { read, end };
}

const isObservation = (each: Fields) =>
  ('traceId' in each || 'trace_id' in each) && ('usageDetails' in each || 'usage_details' in each);

/** Observations of Langfuse, as its API, its export or its bucket of blobs has them. */
export const LANGFUSE: Source = {
  kind: 'langfuse',
  label: 'Langfuse observations',
  provider: undefined,
  byRequest: true,
  recognises: (first) => isObservation(first) || listIn(first, 'data').some(isObservation),
  unfold: (document) => ('data' in document ? listIn(document, 'data') : [document]),
  reader,
  convention:
    'leaves of a trace count; classes are disjoint where they sum to the total, inside input where input and output do',
  silent: ['batches: observations do not mark them'],
};
