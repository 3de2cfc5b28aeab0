import { allTokens } from '../domain/usage.ts';
import { belonging, countOf, dayOf, decimalOf, inside, isTrue, minuteOf, ONE_REQUEST, textOf } from './fields.ts';
import { modeOfAnthropic } from './modes.ts';
import { anthropicTokens, rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source, type Tail } from './source.ts';

interface Message {
  readonly record: Fields;
  readonly output: bigint;
}

/**
 * Transcripts write several lines a message, the early ones with a placeholder of an output: the line with the most
 * output counts. Replays of a side chain repeat messages of the main one.
 */
function reader() {
  const messages = new Map<string, Message>();
  const read = (record: Fields): Outcome => {
    if (record['type'] !== 'assistant' || isTrue(record, 'isApiErrorMessage')) return undefined;
    const message = inside(record, 'message');
    const usage = inside(message, 'usage');
    const id = textOf(message, 'id');
    if (id === undefined) return new Dropped('holds no usage');
    const tokens = anthropicTokens(usage);
    if (tokens instanceof Dropped) return tokens;
    const known = messages.get(id);
    const better = known === undefined || tokens.output > known.output;
    if (better) messages.set(id, { record, output: tokens.output });
    return known === undefined ? [] : new Dropped('repeats a message already counted');
  };
  const end = (): Tail => ({
    dropped: [],
    rows: [...messages.values()].flatMap(({ record }) => {
      const message = inside(record, 'message');
      const usage = inside(message, 'usage');
      const tokens = anthropicTokens(usage);
      const [day, model] = [dayOf(record, 'timestamp'), textOf(message, 'model')];
      if (tokens instanceof Dropped || allTokens(tokens) === 0n) return [];
      const searches = countOf(inside(usage, 'server_tool_use'), 'web_search_requests');
      const row = rowOf(day, model, tokens, {
        mode: modeOfAnthropic(textOf(usage, 'service_tier'), textOf(usage, 'speed')),
        requests: ONE_REQUEST,
        billed: decimalOf(record, 'costUSD'),
        minute: minuteOf(record, 'timestamp'),
        calls: searches instanceof Dropped || searches === 0n ? {} : { webSearch: searches },
        belongs: belonging({ project: textOf(record, 'cwd') }),
        prompt: allTokens(tokens) - tokens.output,
      });
      return row instanceof Dropped || row === undefined ? [] : row;
    }),
  });
  return { read, end };
}

/** Transcripts of Claude Code: `~/.claude/projects/` with a file a session. */
export const CLAUDE_CODE: Source = {
  kind: 'claude-code',
  label: 'Claude Code transcripts',
  provider: 'anthropic',
  byRequest: true,
  recognises: (first) => 'sessionId' in first && ('message' in first || 'isSidechain' in first || 'leafUuid' in first),
  reader,
  convention: 'input excludes the cache; of the lines of one message the one with the most output counts',
  silent: ['failed requests', 'a message whose last line was never written: the output is then a lower bound'],
};
