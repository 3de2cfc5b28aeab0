import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  check,
  decide,
  estimate,
  exactJson,
  loadBaseline,
  loadBudget,
  loadContext,
  loadProfile,
  Problem,
} from 'tokencost';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { fileOf } from './support/folders.ts';
import { run } from './support/transcript.ts';

const DAY = '2026-11-23';
const SUPPORT = 'fixtures/profiles/support.yaml';
const text = (path: string) => readFileSync(path, 'utf8');
const asObject = (path: string) => parseDocument(text(path)).toJS() as object;
const json = async (...line: string[]) =>
  (await run([...line, '--profile', SUPPORT, '--as-of', DAY, '--format', 'json', '--quiet'])).stdout;

describe('an answer from code', () => {
  const answers = {
    estimate: async () => {
      const context = await loadContext({ day: DAY });
      return estimate(loadProfile(text(SUPPORT), SUPPORT, context), context);
    },
    check: async () => {
      const context = await loadContext({ day: DAY });
      const profile = loadProfile(text(SUPPORT), SUPPORT, context);
      const max = loadBudget({ limits: [{ max: '50k' }] }, profile.workloads, context);
      // What a flag says has no place in a file.
      const limits = max.limits.map(({ place: _, ...limit }) => limit);
      return check(profile, { ...max, limits }, context);
    },
    decide: async () => {
      const context = await loadContext({ day: DAY });
      return decide(loadProfile(asObject(SUPPORT), SUPPORT, context), context);
    },
  };
  const lines = { estimate: ['estimate'], check: ['check', '--max', '50k'], decide: ['decide'] };

  test.each(['estimate', 'check', 'decide'] as const)(
    '%s is written as the command line writes it',
    async (command) => {
      const [answer, stdout] = [await answers[command](), await json(...lines[command])];
      expect(exactJson(answer)).toBe(stdout);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(stdout));
    },
  );

  test('a currency that its files state is in it, as the command line has it', async () => {
    const [PROFILE, PROPOSAL] = ['fixtures/profiles/in-euros.yaml', 'fixtures/proposals/in-euros.yaml'];
    const context = await loadContext({ day: DAY });
    const profile = loadProfile(text(PROFILE), PROFILE, context);
    const line = [PROFILE, '--as-of', DAY, '--format', 'json', '--quiet'];
    const estimated = (await run(['estimate', '--profile', ...line])).stdout;
    expect(estimated).toContain('"rate": 0.92');
    expect(exactJson(estimate(profile, context))).toBe(estimated);
    const stated = 'currency: EUR\nfxRate: { rate: 0.92, source: treasury, day: 2026-11-20 }\nlimits: [{ max: 40k }]\n';
    const path = fileOf(stated);
    const checked = (await run(['check', '--budget', path, '--profile', ...line])).stdout;
    expect(checked).toContain('"limit": 43478.2608695652');
    expect(exactJson(check(profile, loadBudget(stated, profile.workloads, context, path), context))).toBe(checked);
    const proposals = [{ text: text(PROPOSAL), path: PROPOSAL }];
    const decided = (await run(['decide', '--proposal', PROPOSAL, '--profile', ...line])).stdout;
    expect(exactJson(await decide(profile, context, { proposals }))).toBe(decided);
  });

  test.each(['estimate', 'check', 'decide'] as const)('%s fits the schema of its JSON', async (command) => {
    const schema = JSON.parse((await run(['schema', command])).stdout) as object;
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(fits(JSON.parse(JSON.stringify(await answers[command]()))), JSON.stringify(fits.errors)).toBe(true);
  });

  test('is a baseline again, from its JSON in either form', async () => {
    const context = await loadContext({ day: DAY });
    const profile = loadProfile(text(SUPPORT), SUPPORT, context);
    const first = check(profile, [], context);
    for (const saved of [exactJson(first), JSON.stringify(first), JSON.parse(JSON.stringify(first)) as object]) {
      const again = check(profile, [], context, { baseline: loadBaseline(saved) });
      expect(again.change?.workloads.map((each) => each.change)).toEqual(profile.workloads.map(() => 'unchanged'));
    }
  });

  test('exactJson refuses what is none', () => {
    expect(() => exactJson({})).toThrow(TypeError);
  });
});

describe('what files say can be given as objects and as text', () => {
  const card = 'fixtures/cards/own.yaml';
  const offers = 'fixtures/offers/own.yaml';
  const context = (of: object | string, laid: object | string) => loadContext({ day: DAY, card: of, offers: [laid] });

  test('a card and offers: path, text and object give one context', async () => {
    const [path, ofText, object] = await Promise.all([
      context(card, offers),
      context({ text: text(card), path: card }, { text: text(offers), path: offers }),
      context(asObject(card), asObject(offers)),
    ]);
    expect([ofText.card.sha256, object.card.sha256]).toEqual([path.card.sha256, path.card.sha256]);
    expect([ofText.offers.aggregators, object.offers.aggregators]).toEqual([
      path.offers.aggregators,
      path.offers.aggregators,
    ]);
  });

  test('whole numbers as BigInt, beyond what a number holds', () => {
    const tokens = { input: 900_000_000_000_000_001n, output: 1 };
    const { workloads } = loadProfile({ workloads: [{ name: 'a', model: 'gpt-5.4', tokens }] });
    expect(workloads[0].input.coefficient).toBe(tokens.input);
  });

  test.each([
    ['a card', () => loadContext({ day: DAY, card: { id: 'acme' } })],
    ['offers', () => loadContext({ day: DAY, offers: [{ bogus: 1 }] })],
    ['a profile', async () => loadProfile({ workloads: 'none' })],
    [
      'a proposal',
      async () =>
        decide(loadProfile(text(SUPPORT)), await loadContext({ day: DAY }), { proposals: [{ provider: 'nobody' }] }),
    ],
  ])('%s with a fault is a Problem that says where', async (_, load) => {
    const error = await load().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({
      code: 'invalidFile',
      faults: expect.arrayContaining([expect.objectContaining({ line: expect.any(Number) })]),
    });
    expect((error as Problem).constructor.name).toBe('Problem');
  });
});

describe('the examples of docs/library.md', () => {
  const doc = text('docs/library.md');
  const examples = [
    ...doc.matchAll(/## ([^\n]*)\n(?:(?!\n## )[\s\S])*?```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g),
  ];
  const project = mkdtempSync(join(tmpdir(), 'tokencost-library-'));
  beforeAll(async () => {
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(resolve('.'), join(project, 'node_modules', 'tokencost'));
    writeFileSync(join(project, 'profile.yaml'), (await run(['init', '--output', '-'])).stdout);
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('are all run', () => {
    expect(examples.length).toBe(doc.split('```ts\n').length - 1);
    expect(examples.length).toBeGreaterThan(4);
  });

  test.each(examples.map(([, title = '', code = '', printed = '']) => ({ title, code, printed })))(
    '$title',
    ({ code, printed }) => {
      const output = execFileSync(process.execPath, ['--input-type=module'], {
        cwd: project,
        input: code,
        encoding: 'utf8',
      });
      expect(output).toBe(printed);
    },
  );
});

test('require takes the library too', () => {
  const ask =
    "const t = require('tokencost'); t.loadContext({ day: 'today' }).catch((e) => console.log(e.constructor.name, e.code))";
  const output = execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' });
  expect(output).toBe('Problem badValue\n');
});

test('the package holds no code cache of the machine that packed it', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
  ) as [{ files: { path: string }[] }];
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toContain('dist/main.cjs');
  expect(paths.filter((path) => path.endsWith('.cache'))).toEqual([]);
});
