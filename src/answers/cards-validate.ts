import { FINDING_LEVELS, type FindingCode } from '../domain/card-finding.ts';
import { isError, type JudgedCard, levelOf, type PlacedFinding } from '../domain/judged-card.ts';
import { card, cardOf, head, SCHEMA_VERSION, type Tool } from './head.ts';
import { count } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const CODES = [...(Object.keys(FINDING_LEVELS) as FindingCode[]), 'invalidFile'] as const;

const verdict = (z: Z) =>
  z.enum(['sound', 'doubtful', 'wrong']).describe('wrong: an error among the findings; doubtful: warnings');

const finding = (z: Z) =>
  z.strictObject({
    code: z.enum(CODES).describe('invalidFile: a fault of structure'),
    severity: z.enum(['error', 'warning']),
    file: z.string(),
    line: count(z, 'from 1'),
    column: count(z, 'from 1'),
    path: z
      .array(z.union([z.string(), count(z)]))
      .describe('keys and positions in the card; empty for a fault of structure'),
    text: z.string(),
  });

const judged = (z: Z) =>
  z.strictObject({
    path: z.string().describe('as it was given'),
    card: card(z).nullable().describe('null where the structure is not sound'),
    models: count(z),
    rates: count(z),
    verdict: verdict(z),
    inheritedFindings: count(z, 'findings on what an overlay inherits, which are not listed'),
    acceptedFindings: count(z, 'findings that were looked at and kept by name, which are not listed'),
    acceptedAndGone: z
      .array(z.strictObject({ code: z.enum(CODES), model: z.string(), where: z.string().nullable() }))
      .describe('what is accepted by name and does not occur'),
    findings: z.array(finding(z)),
  });

/** `cards validate --format json`. */
export function cardsValidateAnswer(z: Z) {
  const { schemaVersion, tool, command } = head(z, 'cards validate');
  return z.strictObject({ schemaVersion, tool, command, verdict: verdict(z), cards: z.array(judged(z)) });
}

function verdictOf(found: readonly PlacedFinding[]): Written<typeof verdict> {
  if (found.some(isError)) return 'wrong';
  return found.length === 0 ? 'sound' : 'doubtful';
}

function findingOf(each: PlacedFinding): Written<typeof finding> {
  const { code, path, text } = each;
  const { file, line, column } = each.place;
  return { code, severity: levelOf(each), file, line, column, path, text };
}

const judgedOf = ({
  path,
  card: of,
  models,
  found,
  inherited,
  accepted,
  gone,
}: JudgedCard): Written<typeof judged> => ({
  path,
  card: of === undefined ? null : cardOf(of),
  models: models.length,
  rates: models.reduce((sum, { rates }) => sum + rates.length, 0),
  verdict: verdictOf(found),
  inheritedFindings: inherited,
  acceptedFindings: accepted,
  acceptedAndGone: gone.map(({ code, model, where }) => ({ code, model, where: where ?? null })),
  findings: found.map(findingOf),
});

/** The answer of `cards validate`: every finding with its code, severity and place. */
export function cardsValidateAnswerOf(cards: readonly JudgedCard[], tool: Tool): Written<typeof cardsValidateAnswer> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards validate',
    verdict: verdictOf(cards.flatMap((each) => each.found)),
    cards: cards.map(judgedOf),
  };
}
