import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { whole } from '../../src/domain/exact.ts';
import { Items, type JsonDocument, type JsonValue, jsonChunks, jsonText } from '../../src/domain/json.ts';
import { folderOf } from '../support/folders.ts';
import fc from '../support/laws.ts';

const scalar = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.bigInt().map(whole));
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.array(scalar, { maxLength: 2 }), { maxKeys: 3 }),
);

test('JSON that is written an item at a time is the text that is written whole', () => {
  const lists = fc.dictionary(fc.string(), fc.oneof(value, fc.array(value, { maxLength: 4 })), { maxKeys: 5 });
  fc.assert(
    fc.property(lists, (whole) => {
      const inParts = Object.entries(whole).map(([key, each]): [string, JsonValue | Items] => {
        return [key, Array.isArray(each) ? new Items(() => each as JsonValue[]) : each];
      });
      expect([...jsonChunks(Object.fromEntries(inParts) as JsonDocument)].join('')).toBe(jsonText(whole));
    }),
  );
});

test('a text that would steer a terminal is written as an escape, in keys and values, and reads back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = jsonText({ [text]: [text] });
      expect(written).not.toMatch(/(?![\n])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
      expect(JSON.parse(written)).toEqual(Object.fromEntries([[text, [text]]]));
    }),
    { examples: [['claude-\u202e5'], ['\u009b2J'], ['\ufeff']] },
  );
});

// As text in one piece, 2,000 workloads are 70 MB, several times over while it is put together.
test('an estimate of thousands of workloads is written without being held', () => {
  const workloads = Array.from({ length: 2_000 }, (_, index) => {
    return { name: `w${index}`, model: 'claude-opus-4.7', tokens: { input: `${index + 1}M`, output: '1M' } };
  });
  const folder = folderOf({ 'p.json': JSON.stringify({ workloads }) });
  const files = ['--profile', `${folder}/p.json`, '--format', 'json', '--as-of', '2026-11-23', '--quiet'];
  const estimate = (...more: string[]) =>
    spawnSync(process.execPath, ['--max-old-space-size=128', 'bin/tokencost.js', 'estimate', ...files, ...more], {
      maxBuffer: 2 ** 28,
    });
  expect(estimate('--output', `${folder}/out.json`).status).toBe(0);
  expect(statSync(`${folder}/out.json`).size).toBeGreaterThan(50e6);
  const { status, stdout } = estimate();
  expect([status, stdout.equals(readFileSync(`${folder}/out.json`))]).toEqual([0, true]);
  expect(JSON.parse(stdout.toString()).workloads).toHaveLength(2_000);
}, 120_000);
