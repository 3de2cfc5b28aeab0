import type { Day } from '../domain/day.ts';
import type { Touched } from '../domain/touched.ts';
import { day, head, SCHEMA_VERSION, type Tool } from './head.ts';
import { count } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const touched = (z: Z) =>
  z.strictObject({
    model: z.string(),
    from: day(z, 'first day of the rate whose page was read'),
    was: day(z, 'the day it was looked at before'),
    checked: day(z),
    url: z.string(),
    wasUrl: z.string().nullable().describe('the address before, where that was another'),
    file: z.string(),
    line: count(z, 'from 1, before the change'),
  });

/** `cards touch --format json`. */
export function cardsTouchAnswer(z: Z) {
  const { schemaVersion, tool, command } = head(z, 'cards touch');
  return z.strictObject({
    schemaVersion,
    tool,
    command,
    touched: z.array(touched(z)),
    versionWas: day(z)
      .nullable()
      .describe('the version of the card before, where it has moved to the day of the reading'),
  });
}

/** What `cards touch` has written. */
export interface TouchResult {
  readonly touched: readonly Touched[];
  readonly versionWas: Day | undefined;
}

/** The answer of `cards touch` as its schema describes it. */
export function cardsTouchAnswerOf(
  { touched: all, versionWas }: TouchResult,
  tool: Tool,
): Written<typeof cardsTouchAnswer> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards touch',
    touched: all.map(({ model, from, was, checked, url, wasUrl = null, file, line }) => {
      return { model, from, was, checked, url, wasUrl, file, line };
    }),
    versionWas: versionWas ?? null,
  };
}
