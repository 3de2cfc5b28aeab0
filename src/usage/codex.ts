import { inputTokens } from '../domain/usage.ts';
import { countOf, countsOf, dayOf, inside, minuteOf, ONE_REQUEST, textOf } from './fields.ts';
import { rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

const COUNTED = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'total_tokens',
] as const;

const isTold = (counts: Fields) => textOf(counts, 'input_tokens') !== undefined;

/** The cumulative counts of a session, as text to compare. */
const totalKey = (total: Fields) => COUNTED.map((name) => textOf(total, name)).join('/');

/** What a running total has grown by, which is what a turn used. */
function grownBy(total: Fields, before: Fields): Fields | Dropped {
  const grown: [string, string][] = [];
  for (const name of COUNTED) {
    const counts = countsOf({ now: countOf(total, name), earlier: countOf(before, name) });
    if (counts instanceof Dropped) return counts;
    if (counts.now < counts.earlier) return new Dropped('does not add up to its own total');
    grown.push([name, String(counts.now - counts.earlier)]);
  }
  return Object.fromEntries(grown);
}

/** The counts of one turn; input includes what was read from the cache or written to it, output includes reasoning. */
function tokensOf(turn: Fields) {
  const counts = countsOf({
    input: countOf(turn, 'input_tokens'),
    cacheRead: countOf(turn, 'cached_input_tokens'),
    cacheWrite30m: countOf(turn, 'cache_write_input_tokens'),
    output: countOf(turn, 'output_tokens'),
    total: countOf(turn, 'total_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { input, cacheRead, cacheWrite30m, output, total } = counts;
  if (cacheRead + cacheWrite30m > input) return new Dropped('has cached tokens over its input');
  if (total !== 0n && total !== input + output) return new Dropped('does not add up to its own total');
  return { uncachedInput: input - cacheRead - cacheWrite30m, cacheRead, cacheWrite30m, output };
}

/**
 * `last_token_usage` is what a turn used; older files have `total_token_usage` alone, which is cumulative. An event whose
 * total is that of the one before it tells the same turn again, and a session resumed elsewhere replays the same moments.
 * Source: ccusage, its reading of Codex rollouts.
 */
function reader() {
  const seen = new Set<string>();
  let model: string | undefined;
  let before: Fields = {};
  const read = (record: Fields): Outcome => {
    const payload = inside(record, 'payload');
    if (record['type'] === 'session_meta') [model, before] = [undefined, {}];
    if (record['type'] === 'turn_context') model = textOf(payload, 'model') ?? model;
    if (record['type'] !== 'event_msg' || payload['type'] !== 'token_count') return undefined;
    const info = inside(payload, 'info');
    const [last, total] = [inside(info, 'last_token_usage'), inside(info, 'total_token_usage')];
    if (!isTold(last) && !isTold(total)) return undefined;
    const turn = isTold(last) ? last : grownBy(total, before);
    const key = `${textOf(record, 'timestamp')} ${totalKey(total)}`;
    const isAgain = seen.has(key) || (isTold(total) && totalKey(total) === totalKey(before));
    seen.add(key);
    if (isTold(total)) before = total;
    if (isAgain) return new Dropped('repeats a request already counted');
    const tokens = turn instanceof Dropped ? turn : tokensOf(turn);
    if (tokens instanceof Dropped) return tokens;
    return rowOf(dayOf(record, 'timestamp'), model, tokens, {
      requests: ONE_REQUEST,
      minute: minuteOf(record, 'timestamp'),
      prompt: inputTokens(tokens),
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
