import type { JsonValue } from '../../domain/json.ts';
import type { Model, RateCard } from '../../domain/rate-card.ts';
import { SCHEMA_VERSION } from '../estimate/json.ts';
import { levelOf, type PlacedFinding } from './finding-text.ts';

/** A card that was looked at; without `card` its structure was not sound, and `found` says why. */
export interface JudgedCard {
  readonly path: string;
  readonly card: RateCard | undefined;
  readonly models: readonly Model[];
  readonly found: readonly PlacedFinding[];
  /** Findings on what an overlay inherits, which are not its own. */
  readonly inherited: number;
}

function verdictOf(found: readonly PlacedFinding[]): string {
  if (found.some((finding) => levelOf(finding) === 'error')) return 'wrong';
  return found.length === 0 ? 'sound' : 'doubtful';
}

function cardJson({ path, card, models, found, inherited }: JudgedCard): JsonValue {
  return {
    path,
    card: card === undefined ? null : { id: card.id, version: card.version, sha256: card.sha256 },
    models: models.length,
    rates: models.reduce((count, { rates }) => count + rates.length, 0),
    verdict: verdictOf(found),
    inheritedFindings: inherited,
    findings: found.map((finding) => {
      const { file, line, column } = finding.place;
      const { code, text, path: at } = finding;
      return { code, severity: levelOf(finding), file, line, column, path: at, text };
    }),
  };
}

/** The answer of `cards validate` for scripts: every finding with its code, severity and place. */
export function validationJson(cards: readonly JudgedCard[], tool: { name: string; version: string }): JsonValue {
  const verdict = verdictOf(cards.flatMap((each) => each.found));
  return { schemaVersion: SCHEMA_VERSION, tool, command: 'cards validate', verdict, cards: cards.map(cardJson) };
}
