import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { articleAnswer } from '../../src/answers/article.ts';
import { cardsDriftAnswer } from '../../src/answers/cards-drift.ts';
import { cardsOffersAnswer } from '../../src/answers/cards-offers.ts';
import { cardsShowAnswer } from '../../src/answers/cards-show.ts';
import { cardsTouchAnswer } from '../../src/answers/cards-touch.ts';
import { cardsValidateAnswer } from '../../src/answers/cards-validate.ts';
import { checkAnswer } from '../../src/answers/check.ts';
import { decideAnswer } from '../../src/answers/decide.ts';
import { diffAnswer } from '../../src/answers/diff.ts';
import { estimateAnswer } from '../../src/answers/estimate.ts';
import { type JsonValue, jsonText } from '../../src/domain/json.ts';
import { parseJson } from '../../src/domain/parse-json.ts';
import { jsonSchema } from '../../src/files/json-schema.ts';
import fc from '../support/laws.ts';
import { arbitraryOf } from '../support/schema-arbitrary.ts';
import { run } from '../support/transcript.ts';

/** Every answer by the command it says it is of, with the name its schema is published under. */
const ANSWERS = {
  estimate: { schema: estimateAnswer(z), kind: 'estimate' },
  check: { schema: checkAnswer(z), kind: 'check' },
  decide: { schema: decideAnswer(z), kind: 'decide' },
  diff: { schema: diffAnswer(z), kind: 'diff' },
  article: { schema: articleAnswer(z), kind: 'article' },
  'cards show': { schema: cardsShowAnswer(z), kind: 'cards-show' },
  'cards offers': { schema: cardsOffersAnswer(z), kind: 'cards-offers' },
  'cards drift': { schema: cardsDriftAnswer(z), kind: 'cards-drift' },
  'cards touch': { schema: cardsTouchAnswer(z), kind: 'cards-touch' },
  'cards validate': { schema: cardsValidateAnswer(z), kind: 'cards-validate' },
} as const;

const published = (kind: string) =>
  new Ajv2020({ strict: false, validateFormats: false }).compile(jsonSchema(kind) ?? false);

interface Shown {
  readonly name: string;
  readonly stdout: string;
  readonly command: string;
}

/** In place of the hash of a card, which is another with every price that is corrected. */
const MASKED = '<sha256>';

const shown = (name: string, stdout: string): Shown[] => {
  const { command } = stdout.startsWith('{') ? (JSON.parse(stdout) as { command?: string }) : {};
  return command === undefined ? [] : [{ name, stdout: stdout.replaceAll(MASKED, '0'.repeat(64)), command }];
};

/** The answers in JSON that the transcripts hold, and one that is too long for them. */
const transcripts: Promise<Shown[]> = run(['article', '--format', 'json']).then(({ stdout }) => [
  ...shown('article', stdout),
  ...readdirSync('test/golden').flatMap((name) => {
    const [, output = ''] = /^\$ .*\n([\s\S]*?\n)(?=--- )/.exec(readFileSync(join('test/golden', name), 'utf8')) ?? [];
    return shown(name, output);
  }),
]);

describe.each(Object.entries(ANSWERS))('the answer of %s', (command, { schema, kind }) => {
  test('is read back as it was written, to the last digit', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), (answer) => {
        const text = jsonText(answer as JsonValue);
        expect(schema.parse(parseJson(text))).toEqual(answer);
        expect(z.encode(schema, answer as never)).toEqual(parseJson(text));
      }),
      { numRuns: 30 },
    );
  });

  test('fits the schema that is published, whatever it says', () => {
    const fits = published(kind);
    fc.assert(
      fc.property(arbitraryOf(schema), (answer) => {
        expect(fits(JSON.parse(jsonText(answer as JsonValue))), JSON.stringify(fits.errors)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('as the transcripts have it fits too, and is written again byte by byte', async () => {
    const fits = published(kind);
    const own = (await transcripts).filter((each) => each.command === command);
    expect(own.length).toBeGreaterThan(0);
    for (const { name, stdout } of own) {
      expect(fits(JSON.parse(stdout)), `${name}: ${JSON.stringify(fits.errors)}`).toBe(true);
      expect(jsonText(schema.parse(parseJson(stdout)) as JsonValue), name).toBe(stdout);
    }
  });
});
