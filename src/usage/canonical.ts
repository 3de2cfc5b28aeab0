import { belonging, countOf, countsOf, dayOf, decimalOf, optionalCount, textOf } from './fields.ts';
import { parseSynchronousOrBatch } from './modes.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** Rows of our own, which a query over a warehouse writes: disjoint classes, a row a day, model and mode. */
function read(record: Fields): Outcome {
  const counts = countsOf({
    uncachedInput: countOf(record, 'uncachedInput'),
    cacheRead: countOf(record, 'cacheRead'),
    cacheWrite5m: countOf(record, 'cacheWrite5m'),
    cacheWrite30m: countOf(record, 'cacheWrite30m'),
    cacheWrite1h: countOf(record, 'cacheWrite1h'),
    output: countOf(record, 'output'),
  });
  if (counts instanceof Dropped) return counts;
  const day = dayOf(record, 'day');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, 'model');
  if (model === undefined) return new Dropped('names no model');
  const mode = parseSynchronousOrBatch(textOf(record, 'mode') ?? 'standard');
  if (mode === undefined) return new Dropped('is no record of this kind');
  return [
    {
      day,
      model,
      mode,
      tokens: counts,
      requests: optionalCount(record, 'requests'),
      failed: optionalCount(record, 'failedRequests'),
      calls: {},
      billed: decimalOf(record, 'billed'),
      belongs: belonging({
        key: textOf(record, 'key'),
        project: textOf(record, 'project'),
        user: textOf(record, 'user'),
      }),
      prompt: undefined,
    },
  ];
}

/** Our own format. */
export const CANONICAL: Source = {
  kind: 'canonical',
  label: 'canonical usage',
  provider: undefined,
  byRequest: false,
  recognises: (first) => 'uncachedInput' in first && 'output' in first && 'day' in first,
  reader: () => ({ read }),
  convention: 'token classes are disjoint',
  silent: [],
};
