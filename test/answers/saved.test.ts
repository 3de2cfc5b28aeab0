import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/domain/problem.ts';
import { loadBaseline } from '../../src/files/baseline-file.ts';
import { jsonFile } from '../../src/files/json-file.ts';
import { jsonSchema } from '../../src/files/json-schema.ts';
import { loadSavedResult } from '../../src/files/saved-result.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Step = string | number;

/** What somebody may put in place of a value: below zero, another kind, nothing. */
const DAMAGE: readonly Json[] = [-90_340.81, -1, 'many', '', null, true, [], {}];

/** Every place in an answer that holds a value, by the steps that lead to it. */
function placesIn(value: Json, path: readonly Step[] = []): (readonly Step[])[] {
  if (value === null || typeof value !== 'object') return [path];
  const inside = Object.entries(value).map(([key, each]) => [Array.isArray(value) ? Number(key) : key, each] as const);
  return [path, ...inside.flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

/** A copy with another value at a place, or with none. */
function damaged(value: Json, [step, ...rest]: readonly Step[], put: Json | undefined): Json {
  if (step === undefined) return put ?? null;
  const inner = (value as Record<Step, Json>)[step] ?? null;
  const keep = rest.length > 0 || put !== undefined;
  if (Array.isArray(value))
    return value.flatMap((each, at) => (at === step ? (keep ? [damaged(inner, rest, put)] : []) : [each]));
  const others = Object.entries(value as object).filter(([key]) => key !== step);
  return Object.fromEntries(keep ? [...others, [step, damaged(inner, rest, put)]] : others);
}

const WORK = ['--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7', '--cache-hit', '70%', '--format', 'json'];
const COMMANDS = { check: ['check', '--max', '60k', ...WORK], estimate: ['estimate', ...WORK] };

/** Whether a reader takes a text for damaged; a difference that it can name is none. */
function refuses(read: () => unknown): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (error instanceof Problem) return error.code === 'invalidFile';
    throw error;
  }
}

describe.each(Object.entries(COMMANDS))('a saved answer of %s', (command, line) => {
  const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(jsonSchema(command) ?? false);
  const asBaseline = (text: string) => refuses(() => loadBaseline(text, 'saved.json'));
  const asResult = (text: string) =>
    refuses(() => loadSavedResult(jsonFile(text, 'saved.json', 'saved result'), command));

  test('is refused by a reader only where its published schema refuses it, and by both readers alike', async () => {
    const { stdout } = await run([...line]);
    const whole = JSON.parse(stdout) as Json;
    expect([asBaseline(stdout), asResult(stdout), fits(whole)]).toEqual([false, false, true]);
    const places = placesIn(whole).filter((path) => path.length > 0);
    const damage = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...DAMAGE, undefined));
    let refused = 0;
    fc.assert(
      fc.property(damage, ([path, put]) => {
        const answer = damaged(whole, path, put);
        const text = JSON.stringify(answer);
        const [baseline, result] = [asBaseline(text), asResult(text)];
        if (baseline || result) expect(fits(answer), `${path.join('.')} is refused by a reader alone`).toBe(false);
        if (result) expect(baseline, `${path.join('.')} is refused by diff alone`).toBe(true);
        refused += Number(result);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  test.each(['tokens', 'usdPerMtok', 'quantity'])('with a negative %s is refused by both', async (key) => {
    const { stdout } = await run([...line]);
    const text = stdout.replace(new RegExp(`("lineItems": [\\s\\S]*?"${key}": )(?=\\d)`), '$1-');
    expect(text).not.toBe(stdout);
    expect([asBaseline(text), asResult(text), fits(JSON.parse(text))]).toEqual([true, true, false]);
  });
});
