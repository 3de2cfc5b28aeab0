import { countOf, countsOf, dayOf, inside, minuteOf, ONE_REQUEST, textOf } from './fields.ts';
import { rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** The cumulative counts of a session, as text to compare. */
const totalKey = (total: Fields) =>
  ['input_tokens', 'cached_input_tokens', 'output_tokens', 'total_tokens'].map((name) => textOf(total, name)).join('/');

/**
 * `last_token_usage` is what a turn used; `total_token_usage` is cumulative, so an event that repeats the total repeats
 * the turn, and a session resumed elsewhere replays the same moments. Source: ccusage, its reading of Codex rollouts.
 */
function reader() {
  const seen = new Set<string>();
  let model: string | undefined;
  const read = (record: Fields): Outcome => {
    const payload = inside(record, 'payload');
    if (record['type'] === 'session_meta') model = undefined;
    if (record['type'] === 'turn_context') model = textOf(payload, 'model') ?? model;
    if (record['type'] !== 'event_msg' || payload['type'] !== 'token_count') return undefined;
    const info = inside(payload, 'info');
    const last = inside(info, 'last_token_usage');
    if (textOf(last, 'input_tokens') === undefined) return undefined;
    const key = `${textOf(record, 'timestamp')} ${totalKey(inside(info, 'total_token_usage'))}`;
    if (seen.has(key)) return new Dropped('repeats a request already counted');
    seen.add(key);
    const counts = countsOf({
      input: countOf(last, 'input_tokens'),
      cacheRead: countOf(last, 'cached_input_tokens'),
      cacheWrite30m: countOf(last, 'cache_write_input_tokens'),
      output: countOf(last, 'output_tokens'),
      total: countOf(last, 'total_tokens'),
    });
    if (counts instanceof Dropped) return counts;
    const { input, cacheRead, cacheWrite30m, output, total } = counts;
    if (cacheRead + cacheWrite30m > input) return new Dropped('has cached tokens over its input');
    if (total !== 0n && total !== input + output) return new Dropped('does not add up to its own total');
    const tokens = { uncachedInput: input - cacheRead - cacheWrite30m, cacheRead, cacheWrite30m, output };
    return rowOf(dayOf(record, 'timestamp'), model, tokens, {
      requests: ONE_REQUEST,
      minute: minuteOf(record, 'timestamp'),
      prompt: input,
    });
  };
  return { read };
}

/** Rollouts of Codex: `~/.codex/sessions/` with a file a session. */
export const CODEX: Source = {
  kind: 'codex',
  label: 'Codex rollouts',
  provider: 'openai',
  byRequest: true,
  recognises: (first) =>
    'payload' in first &&
    ['session_meta', 'turn_context', 'event_msg', 'response_item'].includes(String(first['type'])),
  reader,
  convention: 'input includes cached tokens, output includes reasoning; what a turn used counts, not the running total',
  silent: ['failed requests'],
};
