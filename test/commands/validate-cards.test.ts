import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { SCHEMA_KINDS } from '../../src/files/json-schema.ts';
import { run } from '../support/transcript.ts';

const validate = (...argv: readonly string[]) => run(['cards', 'validate', ...argv, '--format', 'json']);
const codes = (text: string) =>
  JSON.parse(text).cards.flatMap((card: { findings: { code: string; severity: string }[] }) =>
    card.findings.map(({ code, severity }) => `${severity} ${code}`),
  );

test.each([
  ['sound', 0, ['fixtures/cards/own.yaml']],
  ['doubtful', 0, ['fixtures/cards/doubtful.yaml']],
  ['doubtful', 3, ['fixtures/cards/doubtful.yaml', '--strict']],
  ['wrong', 3, ['fixtures/cards/own.yaml', 'fixtures/bad/card-contradicts-itself.yaml']],
  ['wrong', 3, ['fixtures/bad/card-faults.yaml', 'fixtures/cards/own.yaml']],
])('the JSON says %s and exits with %i: %s', async (verdict, exitCode, argv) => {
  const { stdout, exitCode: code } = await validate(...argv);
  const schema = JSON.parse((await run(['schema', 'cards-validate'])).stdout);
  const conforms = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const answer = JSON.parse(stdout);
  expect(conforms(answer), JSON.stringify(conforms.errors)).toBe(true);
  expect([answer.verdict, code]).toEqual([verdict, exitCode]);
});

test('findings have the codes and places of the text', async () => {
  const { stdout } = await validate('fixtures/bad/card-contradicts-itself.yaml');
  expect(codes(stdout)).toEqual(['error emptyPrices', 'error writePremiumPriced', 'error defaultTtlUnpriced']);
  const [first] = JSON.parse(stdout).cards[0].findings;
  expect(first).toMatchObject({
    file: 'fixtures/bad/card-contradicts-itself.yaml',
    line: 10,
    column: 21,
    path: ['models', 'nothing-priced', 'rates', 0, 'usdPerMtok'],
  });
});

test('every fault of structure is a finding, more than a screen shows too', async () => {
  const models = Array.from({ length: 30 }, (_, at) => `  m${at}: { provider: none, rates: [] }\n`).join('');
  const text = `id: many\nversion: 2026-11-01\nmodels:\n${models}`;
  const { stdout } = await run(['cards', 'validate', '-', '--format', 'json'], text);
  expect(codes(stdout)).toEqual(Array.from({ length: 30 }, () => 'error invalidFile'));
});

test('a file that is not there leaves nothing to answer', async () => {
  const { stdout, exitCode } = await validate('fixtures/none.yaml');
  expect([stdout, exitCode]).toEqual(['', 2]);
});

test('an overlay says once how much is found on what it inherits', async () => {
  const { stdout, stderr } = await run(['cards', 'validate', 'fixtures/cards/overlay.yaml', '--as-of', '2026-11-23']);
  expect(stdout).toMatch(/^fixtures\/cards\/overlay\.yaml: card mine /);
  expect(stderr).toMatch(/^warning: fixtures\/cards\/overlay\.yaml: \d+ findings on what it inherits, .*\n$/);
  const { stdout: json } = await validate('fixtures/cards/overlay.yaml', '--as-of', '2026-11-23');
  expect(JSON.parse(json).cards[0].inheritedFindings).toBe(Number(/: (\d+) findings/.exec(stderr)?.[1]));
});

test('the help of schema names every kind, as its error does', async () => {
  const { stdout } = await run(['schema', '--help']);
  const { stderr } = await run(['schema', 'none']);
  for (const kind of SCHEMA_KINDS) {
    expect(stdout.replace(/\s+/g, ' ')).toMatch(new RegExp(`[ ,;]${kind}[ ,;]`));
    expect(stderr).toContain(kind);
  }
});
