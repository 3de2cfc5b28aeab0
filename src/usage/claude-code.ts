import { allTokens, type TokenCounts } from '../domain/usage.ts';
import { belonging, countOf, countsOf, dayOf, inside, isTrue, ONE_REQUEST, textOf } from './fields.ts';
import { Dropped, type Fields, type Outcome, type Source, type Tail } from './source.ts';

interface Message {
  readonly record: Fields;
  readonly output: bigint;
}

/** Writes by lifetime where the line has them; else all of them are of five minutes. The parts sum to the total. */
function tokensOf(usage: Fields): (TokenCounts & { readonly output: bigint }) | Dropped {
  const created = inside(usage, 'cache_creation');
  const counts = countsOf({
    uncachedInput: countOf(usage, 'input_tokens'),
    cacheRead: countOf(usage, 'cache_read_input_tokens'),
    written: countOf(usage, 'cache_creation_input_tokens'),
    cacheWrite1h: countOf(created, 'ephemeral_1h_input_tokens'),
    output: countOf(usage, 'output_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { written, ...rest } = counts;
  if (rest.cacheWrite1h > written) return new Dropped('does not add up to its own total');
  return { ...rest, cacheWrite5m: written - rest.cacheWrite1h };
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
    const tokens = tokensOf(usage);
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
      const tokens = tokensOf(inside(message, 'usage'));
      const [day, model] = [dayOf(record, 'timestamp'), textOf(message, 'model')];
      if (tokens instanceof Dropped || day === undefined || model === undefined || allTokens(tokens) === 0n) return [];
      const searches = countOf(inside(inside(message, 'usage'), 'server_tool_use'), 'web_search_requests');
      return [
        {
          day,
          model,
          mode: 'standard' as const,
          tokens,
          requests: ONE_REQUEST,
          failed: undefined,
          calls: searches instanceof Dropped || searches === 0n ? {} : { webSearch: searches },
          billed: undefined,
          belongs: belonging({ project: textOf(record, 'cwd') }),
          prompt: allTokens(tokens) - tokens.output,
        },
      ];
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
