import { DRIFT_KINDS, type Drift } from '../domain/drift.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { card, cardOf, head, SCHEMA_VERSION, type Tool } from './head.ts';
import { count } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const finding = (z: Z) =>
  z.strictObject({
    kind: z
      .enum(DRIFT_KINDS)
      .describe(
        'different: both state the cell; missingHere: the card has no such model; goneThere: the base lists it no more; onlyThere: the card has no price for the cell; date: a first or a last day',
      ),
    model: z.string().describe('the model of the card, or the id of the base where the card has none'),
    listedAs: z.string().describe('what the base calls it'),
    cell: z.string().describe('such as input, batch.cacheRead, long.output, longFrom, released, retired, listed'),
    ours: z
      .string()
      .nullable()
      .describe('USD per million tokens as a decimal, free, or a day; null where the card has none'),
    theirs: z.string(),
    price: z.string().nullable().describe('of a model that the card lacks: input/output'),
  });

/** `cards drift --format json`. */
export function cardsDriftAnswer(z: Z) {
  const { schemaVersion, tool, command, asOf } = head(z, 'cards drift');
  return z.strictObject({
    schemaVersion,
    tool,
    command,
    asOf,
    card: card(z),
    base: z.string().describe('the public price base that the files are of'),
    counts: z.strictObject({
      matched: count(z, 'models of the base that the card has'),
      cells: count(z, 'cells that both state'),
      equal: count(z),
      sameRule: count(z, 'cells that say the same in another way'),
      notCompared: count(z, 'rows of sellers whose prices are not the providers own'),
    }),
    findings: z.array(finding(z)).describe('what differs and was not accepted'),
    accepted: count(z, 'differences that were looked at and kept'),
    leftOut: z
      .array(z.strictObject({ listedAs: z.string(), reason: z.string() }))
      .describe('rows of the providers themselves whose prices were not compared, and why'),
    acceptedAndGone: z
      .array(
        z.strictObject({
          model: z.string(),
          cell: z.string(),
          ours: z.string(),
          theirs: z.string(),
          reason: z.string(),
        }),
      )
      .describe('what is accepted and does not occur'),
  });
}

/** The answer of `cards drift` as its schema describes it. */
export function cardsDriftAnswerOf(
  { day: asOf, counts, fresh, accepted, leftOut, gone }: Drift,
  base: string,
  of: RateCard,
  tool: Tool,
): Written<typeof cardsDriftAnswer> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards drift',
    asOf,
    card: cardOf(of),
    base,
    counts,
    findings: fresh.map(({ kind, model, listedAs, cell, ours = null, theirs, price = null }) => {
      return { kind, model, listedAs, cell, ours, theirs, price };
    }),
    accepted,
    leftOut: leftOut.map(({ listedAs, reason }) => ({ listedAs, reason })),
    acceptedAndGone: gone.map(({ model, cell, ours, theirs, reason }) => ({ model, cell, ours, theirs, reason })),
  };
}
