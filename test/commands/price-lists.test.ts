import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPriceList } from '../../src/files/imports/kinds.ts';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { RULES_OF } from '../support/price-lists.ts';
import { run, words } from '../support/transcript.ts';

const FOLDER = 'fixtures/price-lists';

async function imported(line: string) {
  const { stdout, stderr, exitCode } = await run(words(`cards import ${line} --as-of 2026-11-23`));
  return { card: parse(stdout, { schema: 'failsafe' }), said: stderr, exitCode, text: stdout };
}

describe('cards import knows a file by what stands in it', () => {
  test.each([
    ['pi-ai', `${FOLDER}/pi-ai.json --provider acme`],
    ['models.dev', `${FOLDER}/models-dev.json --provider acme`],
    ['openrouter', `${FOLDER}/openrouter.json --provider openrouter`],
    ['litellm', `${FOLDER}/litellm.json --provider openai`],
    ['genai-prices', 'fixtures/imports/genai-prices.json --provider anthropic'],
  ])('as one of %s, and says so', async (kind, line) => {
    const { said, exitCode, text } = await imported(line);
    expect([exitCode, said.split('\n').at(-2)]).toEqual([0, expect.stringContaining(`is of ${kind}; models imported`)]);
    expect((await run(['cards', 'validate', '-'], text)).exitCode).toBe(0);
    const other = await run(words(`cards import ${line} --from ${kind === 'litellm' ? 'pi-ai' : 'litellm'}`));
    expect(other.stderr).toContain(`it is of ${kind}, not of`);
  });

  test('and refuses what is of none', async () => {
    const { stderr, exitCode } = await run(words('cards import fixtures/cards/own.yaml --provider acme'));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it is no price list of genai-prices, litellm')]);
  });
});

describe('what a base means, and does not say', () => {
  test('a cache write at OpenAI lives 30 minutes, and a day of deprecation is the first without the model', async () => {
    const { card } = await imported(`${FOLDER}/litellm.json --provider openai`);
    const [rate] = card.models['gpt-z'].rates;
    expect(rate.usdPerMtok).toEqual({ input: '5', cacheRead: '0.5', cacheWrite30m: '6.25', output: '30' });
    expect(card.models['gpt-z'].retired.from).toBe('2027-03-31');
  });

  test("a long prompt begins at xAI's threshold, not above it", async () => {
    const { card } = await imported(`${FOLDER}/litellm.json --provider xai`);
    expect(card.models['xai/grok-z'].rates[0].longContext).toMatchObject({ threshold: '200000', edge: 'atOrAbove' });
  });

  // 0.50 of input and 0.08333 of storage.
  test('a written token of Gemini through OpenRouter costs its input and its storage; a batch route is a batch price', async () => {
    const { card, said } = await imported(`${FOLDER}/openrouter.json --provider openrouter`);
    const { models } = card;
    expect(models['google/flash-9'].rates[0]).toMatchObject({
      usdPerMtok: { input: '0.5', cacheRead: '0.05', cacheWrite5m: '0.58333', output: '3' },
      batch: { usdPerMtok: { input: '0.25', output: '1.5' } },
    });
    expect(models['openai/gpt-z']).toMatchObject({ retired: { from: '2026-12-31' } });
    expect(models['openai/gpt-z'].rates[0].usdPerMtok.cacheWrite30m).toBe('6.25');
    expect(models['acme/gift:free'].rates[0].usdPerMtok).toEqual({ input: 'free', output: 'free' });
    expect(Object.keys(models)).not.toContain('acme/gift');
    expect(said).toContain(`${FOLDER}/openrouter.json:46:13 acme/gift: left out: every price is 0`);
  });
});

describe('cards import is as strict as cards validate', () => {
  test('a cell that cannot be right is left out with its place and the reason, and the rest is imported', async () => {
    const { card, said } = await imported(`${FOLDER}/litellm.json --provider anthropic`);
    expect(Object.keys(card.models)).toEqual(['claude-z']);
    expect(card.models['claude-z'].rates[0].usdPerMtok).toEqual({
      input: '15',
      cacheRead: '1.5',
      cacheWrite5m: '18.75',
      output: '75',
    });
    expect(said).toMatch(
      /litellm\.json:19:3 claude-z: in part: usdPerMtok\.cacheWrite1h: .* is cheaper than input at 15/,
    );
    expect(said).toMatch(/litellm\.json:28:3 claude-y: left out: usdPerMtok\.output: .* above 5000/);
  });

  test('a cache read dearer than input is left out, wherever it comes from', async () => {
    const { card, said } = await imported(`${FOLDER}/openrouter.json --provider openrouter`);
    expect(card.models['x-ai/grok-z'].rates[0].usdPerMtok).toEqual({ input: '2', output: '6' });
    expect(said).toContain('openrouter.json:36:13 x-ai/grok-z: in part: usdPerMtok.cacheRead');
  });

  const told = async (text: string, provider = 'acme') => {
    const line = `cards import ${fileOf(text, 'list.json')} --provider ${provider} --as-of 2026-11-23`;
    const { stdout, stderr, exitCode } = await run(words(line));
    const said = stderr.split('\n').map((each) => each.replace(/^.*list\.json/, 'list.json'));
    return { said, exitCode, models: Object.keys(parse(stdout, { schema: 'failsafe' })?.models ?? {}) };
  };

  const COST = '"mode":"chat","input_cost_per_token":1e-6,"output_cost_per_token":2e-6';
  const row = (more = '') => `{"litellm_provider":"acme",${COST}${more}}`;
  const PI = '"type":"chat","provider":"acme","cost":{"input":1,"output":2}';
  const TWICE = 'is given twice, and nobody can tell which is meant';
  const DEV = '{"id":"m","cost":{"input":1,"output":2}}';

  test.each([
    ['a model', `{"a":${row()},\n"b":${row()},\n"b":${row()}}`, `list.json:3:1 b: left out: the key b ${TWICE}`],
    [
      'a price',
      `{"a":${row()},\n"b":${row(',\n"input_cost_per_token":9e-6')}}`,
      `list.json:3:1 b: left out: the key input_cost_per_token ${TWICE}`,
    ],
    [
      'a model of pi-ai',
      `{"x":{"k":{"id":"b",${PI}},\n"k":{"id":"b",${PI}},"l":{"id":"a",${PI}}}}`,
      `list.json:2:1 b: left out: the key k ${TWICE}`,
    ],
    [
      'the batch route of a model of pi-ai',
      `{"x":{"l":{"id":"a",${PI}},"k":{"id":"b",${PI}},"m":{"id":"b:batch",${PI},\n"id":"b:batch"}}}`,
      `list.json:2:1 b: left out: the key id ${TWICE}`,
    ],
    [
      'a model of models.dev',
      `{"acme":{"id":"acme","models":{"a":${DEV},\n"b":${DEV},"b":${DEV}}}}`,
      `list.json:2:46 b: left out: the key b ${TWICE}`,
    ],
    [
      'prices of genai-prices',
      `[{"id":"acme","name":"Acme","models":[{"id":"a","prices":{"input_mtok":1,"output_mtok":2}},{"id":"b",\n"prices":{},"prices":{"input_mtok":1,"output_mtok":2}}]}]`,
      `list.json:2:13 b: left out: the key prices ${TWICE}`,
    ],
    [
      '__proto__ for a name',
      `{"a":${row()},\n"__proto__":${row()}}`,
      'list.json:2:1 __proto__: left out: __proto__ cannot be a name: JavaScript keeps it for itself',
    ],
    [
      '__proto__ among the prices of a model',
      `{"a":${row()},\n"b":${row(',"__proto__":{"mode":"chat"}')}}`,
      'b: left out: __proto__ cannot be a name: JavaScript keeps it for itself',
    ],
  ])('%s that stands twice, or cannot be a name, is told, and the rest is imported', async (_, text, line) => {
    const { said, exitCode, models } = await told(text);
    expect([exitCode, models]).toEqual([0, ['a']]);
    expect(said.filter((each) => each.includes(': left out: '))).toEqual([expect.stringContaining(line)]);
  });

  test('a provider that stands twice spoils its own models alone', async () => {
    const { said, models } = await told(`{"b":{"id":"b","models":{}},"b":{"id":"b","models":{"x":${DEV}}},
      "acme":{"id":"acme","models":{"a":${DEV}}}}`);
    expect([models, said]).toEqual([['a'], [expect.stringContaining('imported: 1 (0 in part), left out: 0'), '']]);
    const other = await told(
      `{"b":{"id":"b","models":{"x":${DEV}}},"b":{"id":"b","models":{"x":${DEV},"y":${DEV}}}}`,
      'b',
    );
    expect(other.exitCode).toBe(2);
    expect(other.said.join('\n')).toContain(`y: left out: the key b ${TWICE}`);
  });

  test('what stands in no model is told as itself, in YAML too', async () => {
    const { said, models } = await told(
      `- id: acme\n  name: Acme\n  models:\n    - { id: a, prices: { input_mtok: 1, output_mtok: 2 } }\n    - id: b\n      id: c\n      prices: { input_mtok: 1, output_mtok: 2 }\n- id: z\n  name: Z\n  name: Y\n  models: []\n`,
    );
    expect(models).toEqual(['a']);
    expect(said).toEqual(
      expect.arrayContaining([
        `list.json:10:3 name: left out: the key name ${TWICE}`,
        `list.json:6:7 c: left out: the key id ${TWICE}`,
      ]),
    );
  });

  test('twins of a list are told, and the first is imported', async () => {
    const text =
      '{"data":[{"id":"acme/a","pricing":{"prompt":"0.000001","completion":"0.000002"}},{"id":"acme/a","pricing":{"prompt":"0.000003","completion":"0.000004"}}]}';
    const { said, models } = await told(text, 'openrouter');
    expect([models, said.join('\n')]).toEqual([['acme/a'], expect.stringContaining('acme/a is imported already')]);
  });

  test('whatever key of a row is given twice, every other row is imported as it would be without it', () => {
    const rows = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 6 });
    const settings = { path: 'list.json', day: '2026-11-23', wants: () => true, rulesOf: RULES_OF };
    const read = (ids: readonly string[], again: string | undefined, key: string) => {
      const text = ids.map((id) => `"${id}":${row(id === again ? `,"${key}":"7"` : '')}`).join(',');
      const { models } = readPriceList('litellm', `{${text}}`, settings);
      return new Map(models.map(({ id, document }) => [id, document]));
    };
    fc.assert(
      fc.property(
        rows,
        fc.nat(),
        fc.constantFrom('mode', 'litellm_provider', 'input_cost_per_token'),
        (ids, at, key) => {
          const spoilt = ids[at % ids.length];
          const [plain, odd] = [read(ids, undefined, key), read(ids, spoilt, key)];
          for (const id of ids) expect(odd.get(id)).toEqual(id === spoilt ? undefined : plain.get(id));
          expect(plain.get(ids[0] ?? '')).toBeDefined();
        },
      ),
    );
  });

  test('embeddings have a price of input and no output; what makes no text is told by its kind', async () => {
    const entry = (mode: string) =>
      `{"litellm_provider":"acme","mode":"${mode}","input_cost_per_token":1e-7,"output_cost_per_token":0.0}`;
    const litellm = await imported(
      `${fileOf(`{"vec":${entry('embedding')},"rank":${entry('rerank')}}`)} --provider acme`,
    );
    expect(litellm.card.models.vec.rates[0].usdPerMtok).toEqual({ input: '0.1' });
    expect(litellm.said).toContain('rank: left out: its mode is rerank');
    const dev = `{"acme":{"id":"acme","models":{"text-embedding-9":{"id":"text-embedding-9","cost":{"input":0.1,"output":0}},"m":${DEV}}}}`;
    const models = await imported(`${fileOf(dev)} --provider acme`);
    expect(models.card.models['text-embedding-9'].rates[0].usdPerMtok).toEqual({ input: '0.1' });
    const pi = `{"x":{"k":{"id":"a",${PI}},"l":{"id":"b",${PI.replace('chat', 'image')}},"m":{"id":"v",${PI.replace('chat', 'embedding').replace('"output":2', '"output":0')}}}}`;
    const data = await imported(`${fileOf(pi)} --provider acme`);
    expect([Object.keys(data.card.models), data.said]).toEqual([
      ['a', 'v'],
      expect.stringContaining('b: left out: its type is image'),
    ]);
  });
});

const ACME = '--card fixtures/cards/own.yaml --as-of 2026-11-23 --format json';

interface Finding {
  readonly kind: string;
  readonly model: string;
  readonly cell: string;
  readonly ours: string | null;
  readonly theirs: string;
}

async function drift(line: string) {
  const { stdout, exitCode } = await run(words(`cards drift ${line} ${ACME}`));
  const answer = JSON.parse(stdout);
  const found = answer.findings.map(({ kind, model, cell, ours, theirs }: Finding) =>
    [kind, model, cell, ours ?? '-', theirs].join(' '),
  );
  return { answer, found, exitCode };
}

describe('cards drift', () => {
  test('tells what differs, what only one of them has, and ends with 3', async () => {
    const { found, answer, exitCode } = await drift(`${FOLDER}/pi-ai.json`);
    expect(exitCode).toBe(3);
    expect(answer.base).toBe('pi-ai');
    expect(found).toEqual([
      'different large-2 input 4 4.5',
      'missingHere large-3 listed - listed',
      'goneThere small-2 listed listed none',
      'onlyThere large-2 long.cacheRead - 0.8',
      'onlyThere large-2 long.input - 8',
      'onlyThere large-2 long.output - 30',
      'onlyThere large-2 longFrom - 199999',
    ]);
    expect(answer.counts).toEqual({ matched: 1, cells: 7, equal: 6, sameRule: 0, notCompared: 0 });
  });

  test('tells a first day that a base has earlier', async () => {
    const { found } = await drift(`${FOLDER}/models-dev.json`);
    expect(found).toContain('date large-2 released 2026-01-15 2025-12-24');
    expect(found.some((each: string) => each.startsWith('different'))).toBe(false);
  });

  const accept = (theirs: string, ours = '4') => `pi-ai:
  - { models: [large-2], ours: { input: "${ours}" }, theirs: { input: "${theirs}" }, reason: of before }
  - { models: [large-2], ours: { long.cacheRead: none, long.input: none, long.output: none, longFrom: none }, theirs: { long.cacheRead: "0.8", long.input: "8", long.output: "30", longFrom: "199999" }, reason: of before }
  - { models: [large-3], theirs: { listed: listed }, reason: not ours }
  - { models: [small-2], theirs: { listed: none }, reason: too small for them }
`;

  test('is quiet about what was accepted, until the value of the base is another', async () => {
    const quiet = await drift(`${FOLDER}/pi-ai.json --accept ${fileOf(accept('4.5'))}`);
    expect([quiet.exitCode, quiet.found, quiet.answer.accepted]).toEqual([0, [], 7]);
    const moved = await drift(`${FOLDER}/pi-ai.json --accept ${fileOf(accept('4.25'))}`);
    expect([moved.exitCode, moved.found]).toEqual([3, ['different large-2 input 4 4.5']]);
    expect(moved.answer.acceptedAndGone).toMatchObject([
      { model: 'large-2', cell: 'input', ours: '4', theirs: '4.25' },
    ]);
  });

  test('and until the value of the card is another, which an entry has to hold', async () => {
    const moved = await drift(`${FOLDER}/pi-ai.json --accept ${fileOf(accept('4.5', '3.75'))}`);
    expect([moved.exitCode, moved.found]).toEqual([3, ['different large-2 input 4 4.5']]);
    expect(moved.answer.acceptedAndGone).toMatchObject([
      { model: 'large-2', cell: 'input', ours: '3.75', theirs: '4.5' },
    ]);
    const half = fileOf('pi-ai:\n  - { models: [large-2], theirs: { input: "4.5" }, reason: of before }\n');
    const { stderr, exitCode } = await run(words(`cards drift ${FOLDER}/pi-ai.json --accept ${half} ${ACME}`));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('say under ours what the card has for input')]);
  });

  const genai = () =>
    fileOf(
      JSON.stringify([
        {
          id: 'mistral',
          name: 'Mistral',
          models: [{ id: 'mistral-small-2603', prices: { input_mtok: 0.1, output_mtok: 0.3 } }],
        },
      ]),
      'genai-prices.json',
    );
  const own = (input: string) => `id: published
version: 2026-11-23
extends: published
models:
  mistral-small-2603:
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: ${input}, output: 0.60 }, source: { url: "https://acme.example", checked: 2026-11-20, confidence: official } }
`;

  test("what ships as accepted is accepted of the published card, by whatever name, and of no card of one's own", async () => {
    const about = async (card: string) => {
      const line = words(`cards drift ${genai()} --card ${card} --as-of 2026-11-28 --format json`);
      const { findings, accepted } = JSON.parse((await run(line)).stdout);
      return [
        findings.flatMap(({ model, cell, ours }: Finding) => (model === 'mistral-small-2603' ? [[cell, ours]] : [])),
        accepted > 0,
      ];
    };
    expect(await about('published')).toEqual([[], true]);
    expect(await about('pricing/published')).toEqual([[], true]);
    const differs = (input: string) => [
      [
        ['input', input],
        ['output', '0.6'],
      ],
      false,
    ];
    expect(await about(fileOf(own('0.15'), 'card.yaml'))).toEqual(differs('0.15'));
    expect(await about(fileOf(own('9'), 'card.yaml'))).toEqual(differs('9'));
  });

  const card = (more: string) => `id: mine
version: 2026-11-01
providers: { acme: { name: Acme } }
models:
  m:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 1.00, cacheRead: 0.125, output: 2.00 }, ${more} source: { url: "https://acme.example", checked: 2026-10-30, confidence: official } }
`;
  const theirs = (cost: object) =>
    JSON.stringify({ x: { 'chat:m': { type: 'chat', id: 'm', api: 'x', provider: 'acme', cost } } });
  const tier = (above: number) => [{ inputTokensAbove: above, input: 2, output: 3 }];
  const LONG = 'longContext: { threshold: 272_000, edge: above, usdPerMtok: { input: 2.00, output: 3.00 } },';

  test.each([
    ['a written token at the price of input', 'writePremium: none,', { input: 1, output: 2, cacheWrite: 1 }],
    ['a price rounded to its last digit', '', { input: 1, output: 2, cacheRead: 0.13 }],
    ['no read at 0', '', { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 }],
    ['271,999 for from 272,000', LONG, { input: 1, output: 2, tiers: tier(271_999) }],
    ['272,000 itself', LONG, { input: 1, output: 2, tiers: tier(272_000) }],
    [
      'the price of peak hours as the only one',
      'peak: { hours: noon, usdPerMtok: { input: 3.00, output: 6.00 } },',
      { input: 3, output: 6 },
    ],
  ])('%s is the same rule', async (_, more, cost) => {
    const line = ['cards', 'drift', fileOf(theirs(cost), 'm.json'), '--card', fileOf(card(more)), '--format', 'json'];
    const { stdout, exitCode } = await run([...line, '--as-of', '2026-11-23']);
    expect([exitCode, JSON.parse(stdout).findings]).toEqual([0, []]);
  });

  test.each([
    [{ input: 1.01, output: 2 }, 'input'],
    [{ input: 1, output: 2, cacheRead: 0.12 }, 'cacheRead'],
    [{ input: 1, output: 2, tiers: tier(200_000) }, 'longFrom'],
  ])('%j is another price', async (cost, cell) => {
    const line = ['cards', 'drift', fileOf(theirs(cost), 'm.json'), '--card', fileOf(card(LONG)), '--format', 'json'];
    const { stdout, exitCode } = await run([...line, '--as-of', '2026-11-23']);
    expect([exitCode, JSON.parse(stdout).findings.map((each: Finding) => each.cell)]).toEqual([3, [cell]]);
  });

  test('says of every row that it did not compare why, and compares embeddings', async () => {
    const cost = (input: number, output: number) => ({
      type: 'chat',
      api: 'x',
      provider: 'acme',
      cost: { input, output },
    });
    const rows = {
      'chat:m': { id: 'm', ...cost(1, 2) },
      'chat:gift': { id: 'gift', ...cost(0, 0) },
      'image:m': { id: 'm', ...cost(1, 2), type: 'image' },
      'chat:embed-1': { id: 'embed-1', ...cost(0.2, 0) },
      'chat:gone': { id: 'gone', ...cost(3, 4) },
    };
    const own = `${card('')}  embed-1:
    provider: acme
    rates: [{ from: 2026-01-01, usdPerMtok: { input: 0.10 }, source: { url: "https://acme.example", checked: 2026-10-30, confidence: official } }]
  gone:
    provider: acme
    retired: { from: 2026-06-01, source: { url: "https://acme.example", checked: 2026-10-30, confidence: official } }
    rates: [{ from: 2026-01-01, usdPerMtok: { input: 3.00, output: 4.00 }, source: { url: "https://acme.example", checked: 2026-10-30, confidence: official } }]
`;
    const text = JSON.stringify({ x: rows });
    const line = `cards drift ${fileOf(text, 'm.json')} --card ${fileOf(own)} --as-of 2026-11-23`;
    const answer = JSON.parse((await run(words(`${line} --format json`))).stdout);
    expect(answer.findings.map(({ model, cell, ours, theirs }: Finding) => [model, cell, ours, theirs])).toEqual([
      ['embed-1', 'input', '0.1', '0.2'],
    ]);
    expect(answer.leftOut).toEqual([
      { listedAs: 'gift', reason: 'every price is 0, which does not tell free from unknown' },
      { listedAs: 'm', reason: 'its type is image' },
      { listedAs: 'gone', reason: 'it has ended by the card' },
    ]);
    const { stdout } = await run(words(line));
    expect(stdout).toContain('Not compared\n- every price is 0, which does not tell free from unknown: gift.');
    const twice = text.replace('"chat:gone"', `"chat:m":${JSON.stringify(rows['chat:m'])},"chat:gone"`);
    const spoilt = JSON.parse(
      (await run(words(`${line.replace(/\S+m\.json/, fileOf(twice, 'm.json'))} --format json`))).stdout,
    );
    expect(spoilt.leftOut.map(({ reason }: { reason: string }) => reason)).toContain(
      'the key chat:m is given twice, and nobody can tell which is meant',
    );
  });

  test('models of several files of a base are one report', async () => {
    const { answer } = await drift(`${FOLDER}/pi-ai.json ${FOLDER}/pi-ai.json`);
    expect(answer.findings).toHaveLength(7);
    const mixed = await run(words(`cards drift ${FOLDER}/pi-ai.json ${FOLDER}/litellm.json ${ACME}`));
    expect([mixed.exitCode, mixed.stderr]).toEqual([2, expect.stringContaining('it is of litellm, not of pi-ai')]);
  });
});
