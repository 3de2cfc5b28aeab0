import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONFIDENCES, type ModePrices, type PriceCells, type Rate, rateOn } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { repositoryPath } from '../support/pricing.ts';
import { day, price, shown } from '../support/values.ts';

const FOLDER = repositoryPath('pricing/published');
const CARD = readCard(loadCardFile(FOLDER));

/** The files as text, read without the loader. */
interface WrittenRate {
  readonly from: string;
  readonly until?: string;
  readonly source: { readonly url: string; readonly checked: string; readonly confidence: string };
}
interface WrittenModel {
  readonly aliases?: readonly string[];
  readonly retired?: { readonly from: string; readonly source: WrittenRate['source'] };
  readonly rates: readonly WrittenRate[];
}

const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && name !== 'card.yaml')
  .map((name) => {
    const content = parse(readFileSync(join(FOLDER, name), 'utf8'), { schema: 'failsafe' });
    return { name, ...(content as { models?: Record<string, WrittenModel>; providers: Record<string, unknown> }) };
  });
const MODELS = FILES.flatMap(({ models = {} }) => Object.entries(models));
const RATES = MODELS.flatMap(([id, { rates }]) => rates.map((rate) => [id, rate.from, rate] as const));
const SOURCES = [
  ...RATES.map(([id, from, { source }]) => [`${id} from ${from}`, source] as const),
  ...MODELS.flatMap(([id, { retired }]) => (retired ? [[`${id} retired`, retired.source] as const] : [])),
];

function rate(id: string, on: string): Rate {
  const model = CARD.find(id) ?? expect.fail(`there is no ${id}`);
  return rateOn(model, day(on)) ?? expect.fail(`${id} has no rate on ${on}`);
}

const inMode = (mode: ModePrices | 'notOffered' | undefined) => (typeof mode === 'object' ? mode.cells : undefined);

const LISTS: Record<string, (of: Rate) => PriceCells | undefined> = {
  standard: ({ cells }) => cells,
  batch: ({ batch }) => inMode(batch),
  flex: ({ flex }) => inMode(flex),
  priority: ({ priority }) => inMode(priority),
  long: ({ longContext }) => longContext[0]?.cells,
  longBatch: ({ longContext }) => longContext[0]?.modeCells.batch,
  peak: ({ peak }) => peak?.cells,
};

function cell(id: string, on: string, list: string, meter: string): string | undefined {
  const cells = LISTS[list]?.(rate(id, on));
  return shown(cells?.[meter as keyof PriceCells]);
}

/** Prices as a reader of the provider's list would look them up: `long output` is that of a long prompt. */
function expectCell(id: string, on: string, name: string, expected: string | undefined): void {
  const [list = '', meter = ''] = name.includes(' ') ? name.split(' ') : ['standard', name];
  expect(Object.keys(LISTS)).toContain(list);
  expect(cell(id, on, list, meter)).toBe(expected === undefined ? undefined : shown(price(expected)));
}

describe('what is written', () => {
  test.each(SOURCES)('%s has an address, a day somebody looked and a confidence', (_, { url, checked, confidence }) => {
    expect(url).toMatch(/^https:\/\/[^\s]+$/);
    expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(day(checked) <= CARD.version).toBe(true);
    expect(CONFIDENCES).toContain(confidence);
  });

  test('no id or alias names two models', () => {
    const names = MODELS.flatMap(([id, { aliases }]) => [id, ...(aliases ?? [])]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('no alias is a pattern', () => {
    const aliases = MODELS.flatMap(([, model]) => model.aliases ?? []);
    expect(aliases.filter((alias) => !/^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(alias))).toEqual([]);
  });

  test.each(MODELS)('the rates of %s ascend', (_, { rates }) => {
    const days = rates.map(({ from }) => day(from));
    expect(days).toEqual([...new Set(days)].sort());
  });

  test('a promotion ends the day before the next rate begins', () => {
    const promotions = MODELS.flatMap(([id, { rates }]) =>
      rates.flatMap(({ until }, index) => (until === undefined ? [] : [[id, until, rates[index + 1]?.from] as const])),
    );
    expect(promotions).toEqual([
      ['gemini-3.8-flash', '2026-12-31', '2027-01-01'],
      ['gemini-3.7-flash', '2026-12-31', '2027-01-01'],
      ['gemini-3.6-flash', '2026-12-31', '2027-01-01'],
      ['gemini-4-argon', '2026-11-30', '2026-12-01'],
      ['gemini-4-carbon', '2026-11-30', '2026-12-01'],
      ['gpt-5.6-sol', '2026-11-21', '2026-11-22'],
    ]);
  });

  test.each(FILES)('$name stays short, and names its provider like the other files do', ({ name, providers }) => {
    expect(readFileSync(join(FOLDER, name), 'utf8').split('\n').length).toBeLessThan(250);
    const named = Object.entries(providers);
    // A file of models is of one provider; fees per call stand side by side.
    if (name !== 'fees-per-call.yaml') expect(named).toHaveLength(1);
    expect(named.length).toBeGreaterThan(0);
    for (const [id, provider] of named) expect(provider).toMatchObject({ name: CARD.providers.get(id) });
  });
});

test('every model that a provider lists is there, and no other', () => {
  const listed = {
    anthropic: [
      'claude-fable-5.2 claude-mythos-5.2 claude-fable-5.1 claude-mythos-5.1 claude-fable-5 claude-mythos-5',
      'claude-opus-5.5 claude-opus-5 claude-opus-4.8 claude-opus-4.7 claude-opus-4.6 claude-opus-4.5',
      'claude-sonnet-5.5 claude-sonnet-5 claude-sonnet-4.6 claude-sonnet-4.5 claude-haiku-5.5 claude-haiku-4.5',
      'claude-opus-4.1 claude-opus-4 claude-sonnet-4',
    ],
    openai: [
      'gpt-6.2-astra gpt-6.2-sol gpt-6.1-terra gpt-6.1-sol gpt-6-astra gpt-6-sol gpt-6-luna gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna',
      'gpt-5.5 gpt-5.5-pro gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.3-codex gpt-5.2 gpt-5.1 gpt-5 gpt-5-mini',
      'gpt-5-nano gpt-5-pro gpt-5-chat-latest gpt-5-codex gpt-5.1-chat-latest gpt-5.1-codex gpt-5.1-codex-max',
      'gpt-5.1-codex-mini gpt-5.2-pro gpt-5.2-chat-latest gpt-5.2-codex gpt-5.3-chat-latest gpt-5.3-codex-spark gpt-5.4-pro',
      'gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-4o gpt-4o-mini gpt-4o-2024-05-13 gpt-4-turbo gpt-3.5-turbo o4-mini o3 o3-pro',
      'o3-mini o1 text-embedding-3-large text-embedding-3-small text-embedding-ada-002',
    ],
    google: [
      'gemini-4-argon gemini-4-carbon gemini-4-neon gemini-4-hydrogen gemini-3.1-pro gemini-3-pro gemini-3.8-flash gemini-3.7-flash gemini-3.6-flash gemini-3.5-flash',
      'gemini-3.5-flash-lite gemini-3.1-flash-lite gemini-3-flash gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite',
      'gemini-embedding-2 gemini-embedding-001',
    ],
    xai: [
      'grok-4.7 grok-4.6 grok-4.5 grok-4.3 grok-build-0.1 grok-4-1-fast-reasoning grok-4-1-fast-non-reasoning grok-4-0709',
      'grok-4.20-0309-reasoning grok-4.20-0309-non-reasoning grok-4.20-multi-agent-0309',
    ],
    deepseek: ['deepseek-flash deepseek-v4-flash deepseek-v4-pro'],
    mistral: ['mistral-large-4 mistral-medium-3.5 mistral-medium-3.1 mistral-large-2512 mistral-small-2603'],
    alibaba: ['qwen4-max qwen3.8-max qwen3.8-flash qwen3.7-max qwen3.7-plus qwen3.7-flash'],
    moonshotai: ['kimi-k3.1-pro kimi-k3.1-pro-highspeed kimi-k3 kimi-k2.7-code kimi-k2.6'],
    zai: ['glm-5.3 glm-5.3-flash glm-5.3-flashx glm-5.2 glm-5-turbo glm-4.7'],
    minimax: ['minimax-m3 minimax-m3.1-flash minimax-m2.7'],
    meta: ['muse-wonder-1.0 muse-spark-1.3 muse-spark-1.3-contributor muse-spark-1.2 muse-ember-1.0'],
    xiaomi: ['mimo-v2.6-pro mimo-v2.6-flash'],
    amazon: ['nova-2-lite nova-premier nova-pro nova-lite nova-micro'],
    tencent: ['hy4 hy4-flash'],
    stepfun: ['step-5-preview'],
    cohere: ['command-a-plus command-a embed-v4'],
    voyageai: ['voyage-4-large voyage-4 voyage-4-lite'],
  };
  const ids = Object.values(listed).flatMap((lines) => lines.join(' ').split(' '));
  expect([...CARD.ids].sort()).toEqual(ids.sort());
  for (const [provider, lines] of Object.entries(listed)) {
    for (const id of lines.join(' ').split(' ')) expect(CARD.find(id)?.provider, id).toBe(provider);
  }
});

test('what is free is what a provider declares free: storage of caches at Anthropic and OpenAI, and nothing else', () => {
  const free = CARD.ids.flatMap((id) => {
    const current = CARD.find(id)?.rates.at(-1);
    const lists = Object.entries(LISTS).flatMap(([name, of]) =>
      Object.entries((current && of(current)) ?? {}).flatMap(([meter, cell]) =>
        cell === 'free' ? [`${name} ${meter}`] : [],
      ),
    );
    return lists.map((list) => `${CARD.find(id)?.provider} ${list}`);
  });
  expect(new Set(free)).toEqual(new Set(['anthropic standard cacheStorage', 'openai standard cacheStorage']));
  const cached = CARD.ids.filter((id) => {
    const model = CARD.find(id);
    const provider = model?.provider ?? '';
    const rate = model?.rates.at(-1);
    const older = rate?.source.url === 'https://github.com/pydantic/genai-prices' && provider === 'anthropic';
    return ['anthropic', 'openai'].includes(provider) && rate?.cells.cacheRead !== undefined && !older;
  });
  expect(free.length).toBe(cached.length);
  expect(cell('grok-4.7', '2026-11-23', 'standard', 'cacheStorage')).toBeUndefined();
  expect(cell('claude-opus-4.6', '2026-03-12', 'standard', 'cacheStorage')).toBeUndefined();
  expect(cell('claude-opus-4.6', '2026-03-13', 'standard', 'cacheStorage')).toBe('free');
});

test.each([
  ['claude-opus-4-8', 'claude-opus-4.8'],
  ['claude-sonnet-5-5', 'claude-sonnet-5.5'],
  ['claude-haiku-4-5', 'claude-haiku-4.5'],
  ['gemini-3-pro-preview', 'gemini-3-pro'],
  ['gemini-3.1-pro-preview', 'gemini-3.1-pro'],
  ['deepseek-v4.1-flash', 'deepseek-flash'],
  ['mistral-medium-3-5', 'mistral-medium-3.5'],
])('%s is the API spelling of %s', (alias, id) => {
  expect(CARD.find(alias)?.id).toBe(id);
});

test('nobody lists a grok-4.1', () => {
  expect(CARD.find('grok-4.1')).toBeUndefined();
});

/** Typed from the providers' lists, one by one. */
describe('prices', () => {
  const today = '2026-11-23';

  test.each<[string, string, string, string | undefined]>([
    ['claude-fable-5.2', today, 'cacheRead', '0.20'],
    ['claude-fable-5.2', today, 'output', '40'],
    ['claude-mythos-5.1', today, 'cacheRead', '0.25'],
    ['claude-mythos-5', today, 'cacheRead', '1'],
    ['claude-opus-5.5', today, 'input', '4'],
    ['claude-opus-5.5', today, 'cacheWrite1h', '8'],
    ['claude-opus-5', today, 'cacheWrite5m', '6.25'],
    ['claude-opus-4.8', today, 'output', '25'],
    ['claude-opus-4.7', today, 'input', '5'],
    ['claude-opus-4.7', today, 'cacheWrite1h', '10'],
    ['claude-opus-4.5', today, 'cacheRead', '0.50'],
    ['claude-sonnet-5', today, 'input', '2'],
    ['claude-sonnet-4.6', today, 'cacheWrite5m', '3.75'],
    ['claude-haiku-5.5', today, 'cacheWrite5m', '0.125'],
    ['claude-haiku-5.5', today, 'long cacheWrite5m', '0.625'],
    ['claude-haiku-5.5', today, 'long output', '2.5'],
    ['claude-haiku-4.5', today, 'cacheWrite1h', '2'],
  ])('Anthropic: %s on %s, %s is %s', expectCell);

  test.each<[string, string, string, string | undefined]>([
    ['gpt-6.1-terra', today, 'cacheRead', '0.05'],
    ['gpt-6.1-terra', today, 'cacheWrite12h', '2.50'],
    ['gpt-6.1-terra', today, 'long cacheWrite30m', '2.50'],
    ['gpt-6.1-terra', today, 'long cacheWrite12h', undefined],
    ['gpt-6.1-terra', today, 'batch cacheRead', '0.025'],
    ['gpt-6.1-sol', today, 'output', '10'],
    ['gpt-6.1-sol', today, 'batch cacheRead', '0.05'],
    ['gpt-6-astra', today, 'long cacheWrite30m', '25'],
    ['gpt-6-astra', today, 'flex cacheWrite30m', '6.25'],
    ['gpt-6-sol', today, 'batch cacheWrite30m', '1.25'],
    ['gpt-6-luna', today, 'batch cacheWrite30m', '0.0625'],
    ['gpt-5.5', today, 'priority input', '12.50'],
    ['gpt-5.5', today, 'long output', '45'],
    ['gpt-5.5-pro', today, 'cacheRead', '30'],
    ['gpt-5.5-pro', today, 'long cacheRead', '60'],
    ['gpt-5.5-pro', today, 'long output', '270'],
    ['gpt-5.4', today, 'batch cacheRead', '0.13'],
    ['gpt-5.4', today, 'flex cacheRead', '0.13'],
    ['gpt-5.4', today, 'longBatch output', '11.25'],
    ['gpt-5.4', today, 'priority output', '30'],
    ['gpt-5.4-mini', today, 'batch cacheRead', '0.0375'],
    ['gpt-5.4-nano', today, 'batch output', '0.625'],
    ['gpt-5.3-codex', today, 'output', '14'],
    ['gpt-5.2', today, 'batch cacheRead', '0.0875'],
    ['gpt-5.1', today, 'input', '1.25'],
    ['gpt-5', today, 'priority output', '20'],
    ['gpt-5-mini', today, 'priority output', '3.60'],
    ['gpt-4.1', today, 'batch cacheRead', undefined],
    ['gpt-4.1', today, 'priority cacheRead', '0.875'],
    ['gpt-4o', today, 'cacheRead', '1.25'],
    ['gpt-4o', today, 'priority cacheRead', '2.125'],
    ['o3', today, 'flex cacheRead', '0.25'],
    ['o3', today, 'batch output', '4'],
  ])('OpenAI: %s on %s, %s is %s', expectCell);

  test.each<[string, string, string, string | undefined]>([
    ['gemini-3.1-pro', today, 'long cacheRead', '0.40'],
    ['gemini-3.1-pro', today, 'longBatch output', '9'],
    ['gemini-3.1-pro', today, 'cacheStorage', '4.50'],
    ['gemini-3-pro', today, 'long output', '18'],
    ['gemini-3-pro', today, 'cacheStorage', undefined],
    ['gemini-3.5-flash', today, 'batch output', '4.50'],
    ['gemini-3.5-flash-lite', today, 'output', '2.50'],
    ['gemini-3.1-flash-lite', today, 'cacheRead', '0.025'],
    ['gemini-3-flash', today, 'output', '3'],
    ['gemini-2.5-pro', today, 'long input', '2.50'],
    ['gemini-2.5-flash', today, 'output', '2.50'],
    ['gemini-2.5-flash-lite', today, 'cacheRead', '0.01'],
    ['grok-4.7', today, 'cacheRead', '0.50'],
    ['grok-4.6', today, 'long cacheRead', '1.00'],
    ['grok-4.5', today, 'cacheRead', '0.30'],
    ['grok-4.3', today, 'output', '2.50'],
    ['grok-build-0.1', today, 'long output', '4'],
    ['grok-4-1-fast-reasoning', '2026-05-14', 'input', '0.20'],
    ['grok-4-1-fast-non-reasoning', '2026-05-14', 'long cacheRead', '0.05'],
    ['grok-4-0709', '2026-05-14', 'output', '15'],
    ['deepseek-flash', today, 'cacheRead', '0.003'],
    ['deepseek-flash', today, 'peak output', '1.20'],
    ['mistral-medium-3.5', today, 'output', '7.50'],
    ['mistral-medium-3.1', today, 'input', '0.40'],
    ['mistral-large-2512', today, 'cacheRead', '0.05'],
    ['mistral-small-2603', today, 'cacheRead', '0.015'],
  ])('Google, xAI, DeepSeek and Mistral: %s on %s, %s is %s', expectCell);

  test.each<[string, string, string, string | undefined]>([
    ['claude-opus-4.6', '2026-03-12', 'long output', '37.50'],
    ['claude-opus-4.6', '2026-03-13', 'long output', undefined],
    ['claude-sonnet-4.6', '2026-03-12', 'long input', '6'],
    ['claude-sonnet-4.6', '2026-03-13', 'long input', undefined],
    ['claude-sonnet-4.5', '2026-04-30', 'long output', '22.50'],
    ['claude-sonnet-4.5', '2026-05-01', 'long output', undefined],
    ['claude-sonnet-5.5', '2026-10-06', 'cacheRead', '0.20'],
    ['claude-sonnet-5.5', '2026-10-07', 'cacheRead', '0.10'],
    ['claude-sonnet-5', '2026-09-01', 'output', '10'],
    ['gpt-5.6-sol', '2026-08-20', 'output', '30'],
    ['gpt-5.6-sol', '2026-08-20', 'batch cacheWrite30m', '3.125'],
    ['gpt-5.6-sol', '2026-08-21', 'output', '20'],
    ['gpt-5.6-sol', '2026-11-21', 'long cacheRead', '0.80'],
    ['gpt-5.6-sol', '2026-11-22', 'input', '5'],
    ['gpt-5.6-sol', '2026-11-22', 'long cacheWrite30m', '12.50'],
    ['gpt-5.6-terra', '2026-07-29', 'cacheWrite30m', '3.125'],
    ['gpt-5.6-terra', '2026-07-30', 'cacheWrite30m', '2.50'],
    ['gpt-5.6-luna', '2026-07-29', 'output', '6'],
    ['gpt-5.6-luna', '2026-07-30', 'output', '1.20'],
    ['gemini-3.8-flash', '2026-12-31', 'output', '3.75'],
    ['gemini-3.8-flash', '2027-01-01', 'output', '7.50'],
    ['gemini-3.7-flash', '2026-12-31', 'cacheStorage', '0.50'],
    ['gemini-3.7-flash', '2027-01-01', 'cacheStorage', '1.00'],
    ['gemini-3.6-flash', '2026-12-31', 'cacheRead', '0.075'],
    ['gemini-3.6-flash', '2027-01-01', 'cacheRead', '0.15'],
    ['grok-4.20-0309-reasoning', '2026-06-08', 'output', '6'],
    ['grok-4.20-0309-reasoning', '2026-06-09', 'output', '2.50'],
    ['grok-4.20-0309-non-reasoning', '2026-06-08', 'input', '2'],
    ['grok-4.20-multi-agent-0309', '2026-06-09', 'input', '1.25'],
    ['deepseek-v4-pro', '2026-04-25', 'cacheRead', '0.145'],
    ['deepseek-v4-pro', '2026-04-26', 'cacheRead', '0.003625'],
    ['deepseek-v4-pro', '2026-08-16', 'output', '0.87'],
    ['deepseek-v4-pro', '2026-08-17', 'output', '1.98'],
    ['deepseek-v4-pro', '2026-08-17', 'peak output', '3.96'],
    ['deepseek-v4-pro', '2026-08-16', 'peak output', undefined],
  ])('on both sides of a change: %s on %s, %s is %s', expectCell);
});

describe('rules', () => {
  const today = '2026-11-23';

  test.each([
    ['claude-opus-4.7', '0.5', 'multiply'],
    ['gpt-5.4', undefined, 'multiply'],
    ['gpt-4.1', undefined, 'noCachedRate'],
    ['o3', undefined, 'noCachedRate'],
    ['gemini-2.5-pro', '0.5', 'cacheRateWins'],
    ['grok-4.3', '0.8', 'multiply'],
    ['mistral-large-2512', '0.5', undefined],
  ])('a batch of %s costs %s of the price, with cached tokens as %s', (id, multiplier, withCache) => {
    const { batch } = rate(id, today);
    if (typeof batch !== 'object') return expect.fail(`${id} has no batch price`);
    expect([shown(batch.multiplier), batch.withCache]).toEqual([multiplier, withCache]);
  });

  test.each(['grok-4.5', 'grok-build-0.1', 'deepseek-flash', 'deepseek-v4-pro'])('%s is not sold in batch', (id) =>
    expect(rate(id, today).batch).toBe('notOffered'),
  );

  test.each([
    ['claude-opus-5', '2'],
    ['claude-opus-5.5', '2'],
    ['gpt-6-sol', '2'],
    ['gpt-6.1-sol', '2'],
    ['gemini-3.8-flash', '1.8'],
    ['grok-4.7', '2'],
    ['mistral-medium-3.5', '1.75'],
  ])('%s in priority mode costs %s times as much', (id, multiplier) => {
    const { priority } = rate(id, today);
    expect(typeof priority === 'object' && shown(priority.multiplier)).toBe(multiplier);
  });

  test.each([
    ['gpt-5.6-terra', '272000', 'above'],
    ['gemini-3.1-pro', '200000', 'above'],
    ['claude-haiku-5.5', '100000', 'above'],
    ['grok-4.5', '200000', 'atOrAbove'],
  ])('%s has long prompts from %s tokens, %s', (id, threshold, edge) => {
    const [long] = rate(id, today).longContext;
    expect([shown(long?.threshold), long?.edge]).toEqual([threshold, edge]);
  });

  test.each([
    ['claude-opus-5.5', 'us', '1.1'],
    ['claude-opus-4.5', 'us', undefined],
    ['gpt-5.4', 'regional', '1.1'],
    ['gpt-5.2', 'regional', '1'],
    ['gpt-4o', 'regional', '1'],
    ['grok-4.6', 'us', '1.1'],
    ['grok-4.5', 'us', undefined],
  ])('%s in the region %s costs %s times as much', (id, region, premium) => {
    expect(shown(rate(id, today).regions.get(region))).toBe(premium);
  });

  test.each([
    ['claude-opus-5', '512'],
    ['claude-opus-4.8', '1024'],
    ['claude-opus-4.7', '2048'],
    ['claude-haiku-4.5', '4096'],
    ['claude-haiku-5.5', undefined],
    ['gpt-6-sol', '1024'],
    ['gpt-5.5', undefined],
    ['gemini-2.5-pro', '2048'],
    ['gemini-3.1-pro', '4096'],
    ['mistral-small-2603', '64'],
  ])('%s caches prefixes of %s tokens and more', (id, minimum) => {
    expect(shown(rate(id, today).minimumCacheablePrefix)).toBe(minimum);
  });

  test('cache writes have a price of their own at Anthropic and Alibaba, from GPT-5.6 on and on one MiniMax, and nowhere else', () => {
    const written = ({ cells }: Rate) => Object.keys(cells).some((meter) => meter.startsWith('cacheWrite'));
    const priced = CARD.ids.filter((id) => CARD.find(id)?.rates.some(written));
    const families = new Set(priced.map((id) => /^gpt-[\d.]+/.exec(id)?.[0] ?? CARD.find(id)?.provider));
    expect([...families].sort()).toEqual(['alibaba', 'anthropic', 'gpt-5.6', 'gpt-6', 'gpt-6.1', 'gpt-6.2', 'minimax']);
  });

  test.each(['grok-4-1-fast-reasoning', 'grok-4-1-fast-non-reasoning', 'grok-4-0709'])(
    '%s is retired, and grok-4.3 is said to answer to its name',
    (id) => {
      const retired = CARD.find(id)?.retired;
      expect(retired).toMatchObject({ from: '2026-05-15', servedBy: 'grok-4.3' });
      expect(retired?.source.confidence).toBe('secondHand');
    },
  );

  test('a price that is not known for sure says so', () => {
    expect(rate('gpt-5.6-sol', '2026-11-21').source.confidence).toBe('official');
    expect(rate('gpt-5.6-sol', '2026-11-22').source.confidence).toBe('unverified');
    expect(rate('claude-fable-5.2', today).source.confidence).toBe('secondHand');
    expect(rate('gpt-6.1-terra', today).source.confidence).toBe('secondHand');
  });

  test('the step-up of the Flash models is announced', () => {
    const announced = ['gemini-3.8-flash', 'gemini-3.7-flash', 'gemini-3.6-flash'].map(
      (id) => rate(id, '2027-01-01').announced,
    );
    expect(announced).toEqual(['2026-10-07', '2026-10-07', '2026-10-07']);
  });
});
