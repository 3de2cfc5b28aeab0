import { countOf, countsOf, dayOf, decimalOf, listIn, textOf } from './fields.ts';
import { rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** One model of one day. Source: ryoppippi/ccusage, `--json`; sums by model are in `modelBreakdowns`, never both levels. */
function read(record: Fields): Outcome {
  const counts = countsOf({
    uncachedInput: countOf(record, 'inputTokens'),
    cacheRead: countOf(record, 'cacheReadTokens'),
    cacheWrite5m: countOf(record, 'cacheCreationTokens'),
    output: countOf(record, 'outputTokens'),
  });
  if (counts instanceof Dropped) return counts;
  return rowOf(dayOf(record, 'date'), textOf(record, 'modelName'), counts, {
    billed: decimalOf(record, 'cost'),
  });
}

/** The JSON of `ccusage daily --json`. */
export const CCUSAGE: Source = {
  kind: 'ccusage',
  label: 'ccusage daily JSON',
  provider: undefined,
  byRequest: false,
  recognises: (first) => listIn(first, 'daily').some((each) => 'modelBreakdowns' in each),
  *unfold(document) {
    for (const day of listIn(document, 'daily')) {
      for (const model of listIn(day, 'modelBreakdowns')) yield { ...model, date: day['date'] };
    }
  },
  reader: () => ({ read }),
  convention: 'input excludes the cache; all cache writes count as five-minute writes',
  silent: ['requests and failures', 'the lifetime of cache writes: the transcripts have it'],
};
