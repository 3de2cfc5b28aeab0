import { describe, expect, test } from 'vitest';
import { budgetSchema } from '../../src/files/schemas/budget-schema.ts';
import { profileSchema } from '../../src/files/schemas/profile-schema.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

/** Two sound values of each key of a workload; a key that needs others has them beside it. */
const OF_A_WORKLOAD: Readonly<Record<string, readonly [object, object]>> = {
  name: [{ name: 'a' }, { name: 'b' }],
  model: [{ model: 'claude-opus-4.7' }, { model: 'claude-sonnet-4.6' }],
  tokens: [{ tokens: { input: '1M', output: '1M' } }, { tokens: { input: '2M', output: '1M' } }],
  requests: [
    { requests: '1k', perRequest: { input: '100', output: '10' }, tokens: undefined },
    { requests: '2k', perRequest: { input: '100', output: '10' }, tokens: undefined },
  ],
  perRequest: [
    { requests: '1k', perRequest: { input: '100', output: '10' }, tokens: undefined },
    { requests: '1k', perRequest: { input: '200', output: '10' }, tokens: undefined },
  ],
  calls: [{ calls: { webSearch: '1k' } }, { calls: { webSearch: '2k' } }],
  cacheHitRatio: [{ cacheHitRatio: '10%' }, { cacheHitRatio: '20%' }],
  readsPerWrite: [{ readsPerWrite: '5' }, { readsPerWrite: '10' }],
  cacheTtl: [{ cacheTtl: '5m' }, { cacheTtl: '1h' }],
  batchEligible: [{ batchEligible: '10%' }, { batchEligible: '20%' }],
  longContextShare: [{ longContextShare: '10%' }, { longContextShare: '20%' }],
  promptsOver: [{ promptsOver: { '32k': '10%' } }, { promptsOver: { '32k': '20%' } }],
  peakShare: [{ peakShare: '10%' }, { peakShare: '20%' }],
  serviceMode: [{ serviceMode: 'standard' }, { serviceMode: 'flex' }],
  cacheStorage: [{ cacheStorage: { tokens: '1M', hours: '10' } }, { cacheStorage: { tokens: '2M', hours: '10' } }],
  region: [{}, { region: 'us' }],
  latencyBudgetMs: [{}, { latencyBudgetMs: '30' }],
  channels: [{}, { channels: ['list', 'tokenmart', 'direct'] }],
  channel: [{}, { channel: 'tokenmart' }],
  divisible: [{}, { divisible: 'true' }],
  alternatives: [{}, { alternatives: [{ model: 'claude-sonnet-4.6' }] }],
  switchingCost: [{}, { switchingCost: '100' }],
  minQualityTier: [{}, { minQualityTier: '1' }],
  load: [{ load: { peakToAverage: '2' } }, { load: { peakToAverage: '6' } }],
  failures: [{ failures: { serverError: '1%' } }, { failures: { serverError: '9%' } }],
  demand: [{ demand: { p10: '0.8', p50: '1', p90: '1.5' } }, { demand: { p10: '0.5', p50: '1', p90: '3' } }],
  growth: [{ growth: '2%' }, { growth: '9%' }],
  tags: [{ tags: { team: 'a' } }, { tags: { team: 'b' } }],
  units: [{}, { units: { name: 'ticket', count: '12k' } }],
};

/** The same of a profile. What it is called is for its reader alone. */
/** Keys of a file in euros at a rate. */
const inEuros = (rate: string) => ({ currency: 'EUR', fxRate: { rate, source: 'treasury', day: '2026-11-20' } });

const OF_A_PROFILE: Readonly<Record<string, readonly [object, object]>> = {
  start: [
    { start: '2026-11', months: '2' },
    { start: '2026-12', months: '2' },
  ],
  months: [
    { start: '2026-12', months: '2' },
    { start: '2026-12', months: '3' },
  ],
  demand: OF_A_WORKLOAD['demand'] ?? [{}, {}],
  growth: OF_A_WORKLOAD['growth'] ?? [{}, {}],
  listPriceChange: [
    { start: '2026-12', months: '3', listPriceChange: '-20%' },
    { start: '2026-12', months: '3', listPriceChange: { anthropic: '-40%' } },
  ],
  correlation: [{ correlation: '10%' }, { correlation: '80%' }],
  singleChannel: [{}, { singleChannel: 'true' }],
  currency: [inEuros('0.9'), { ...inEuros('0.9'), currency: 'CHF' }],
  fxRate: [inEuros('0.9'), inEuros('0.8')],
  channels: OF_A_WORKLOAD['channels'] ?? [{}, {}],
};
const FOR_THE_READER = ['name', 'workloads', 'qualityTiers'];

const WORKLOAD = { name: 'a', model: 'claude-opus-4.7', tokens: { input: '2B', output: '900M' } };
const JSON_ALONE = ['--format', 'json', '--quiet'];
const DAY = ['--as-of', '2026-11-27', ...JSON_ALONE];
const TIERS = { 'claude-opus-4.7': '3', 'claude-sonnet-4.6': '2' };

const COMMANDS = {
  estimate: ['estimate'],
  check: ['check', '--max', '100k'],
  decide: ['decide'],
} as const;
type Name = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as Name[];

async function answer(name: Name, profile: object, more: readonly string[] = []): Promise<string> {
  const { stdout, stderr, exitCode } = await run(
    [...COMMANDS[name], '--profile', '-', ...(more.includes('--as-of') ? JSON_ALONE : DAY), ...more],
    JSON.stringify(profile),
  );
  expect([exitCode, stderr]).not.toEqual([2, expect.anything()]);
  return stdout;
}

/** True where the notes of an answer speak of a key. */
function tells(stdout: string, keys: readonly string[]): boolean {
  const words = keys.flatMap((key) => [key, key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)]);
  const { assumptions, warnings } = JSON.parse(stdout);
  const texts = [...assumptions, ...warnings].map(({ text }: { text: string }) => text).join('\n');
  return words.some((word) => texts.includes(word));
}

/** Holds that a change has an effect, or is told. */
async function saidOrUsed(key: string, before: string, after: string, words: readonly string[] = [key]) {
  if (before !== after) return;
  expect(tells(after, words), `${key} was changed, and nothing tells that it has no effect`).toBe(true);
}

const whole = (profile: object, own: object) => ({
  qualityTiers: TIERS,
  ...profile,
  workloads: [{ ...WORKLOAD, ...own }],
});

/** What a plan may do and need not, or what only its FOCUS file has: tried where it bites. */
const ELSEWHERE: Readonly<Record<Name, readonly string[]>> = {
  estimate: [],
  check: [],
  // A permission, which this plan has no use for: fixtures/profiles/divided has some that do. Correlation has its own test.
  decide: ['tags', 'divisible', 'correlation'],
};

describe.each(NAMES)('what %s is given has an effect or is told', (name) => {
  test.each(Object.entries(OF_A_WORKLOAD).filter(([key]) => !ELSEWHERE[name].includes(key)))(
    '%s of a workload',
    async (key, [one, other]) => {
      await saidOrUsed(key, await answer(name, whole({}, one)), await answer(name, whole({}, other)));
    },
  );

  test.each(Object.entries(OF_A_PROFILE).filter(([key]) => !ELSEWHERE[name].includes(key)))(
    '%s of a profile',
    async (key, [one, other]) => {
      await saidOrUsed(key, await answer(name, whole(one, {})), await answer(name, whole(other, {})));
    },
  );

  test.each([
    ['--cache-hit', '10%', '20%', 'cacheHitRatio'],
    ['--reads-per-write', '5', '10', 'readsPerWrite'],
    ['--cache-ttl', '5m', '1h', 'cacheTtl'],
    ['--batch', '10%', '20%', 'batchEligible'],
    ['--discount', '12%', '24%', '--discount'],
    ['--floor', '1k', '900k', '--floor'],
    ['--via', 'openrouter', 'vercel', '--via'],
    ['--prepay', 'tokenmart', 'tokenmart', '--prepay'],
    ['--as-of', '2026-11-24', '2026-11-25', '--as-of'],
    ['--card', 'published', 'article-2026', '--card'],
    ['--by', 'provider', 'model', '--by'],
  ])('%s', async (flag, one, other, word) => {
    const before = await answer(name, whole({}, {}), flag === '--prepay' ? [] : [flag, one]);
    await saidOrUsed(flag, before, await answer(name, whole({}, {}), [flag, other]), [word, flag]);
  });
});

test('a discount that a workload asks for and does not get is told', async () => {
  const small = whole({}, { channel: 'direct', tokens: { input: '1M', output: '1M' } });
  const quoted = (discount: string) => answer('check', small, ['--discount', discount]);
  expect(await quoted('12%')).toBe(await quoted('24%'));
  expect(tells(await quoted('12%'), ['--discount'])).toBe(true);
});

test('correlation moves a plan over two forecasts, and tags its charges', async () => {
  const own = { demand: { p10: '0.5', p50: '1', p90: '3' } };
  const two = (correlation: string) => ({
    correlation,
    workloads: ['a', 'b'].map((name) => ({ ...WORKLOAD, name, ...own })),
  });
  expect(await answer('decide', two('10%'))).not.toBe(await answer('decide', two('80%')));
  const charges = async (team: string) =>
    (
      await run(
        ['decide', '--profile', '-', '--format', 'focus', '--quiet'],
        JSON.stringify(whole({}, { tags: { team } })),
      )
    ).stdout;
  expect(await charges('a')).not.toBe(await charges('b'));
});

test('every key of a profile and of a budget stands in a table here', () => {
  const workload = Object.keys(profileSchema.shape.workloads.element.shape);
  expect(workload.filter((key) => !(key in OF_A_WORKLOAD))).toEqual([]);
  const profile = Object.keys(profileSchema.shape);
  expect(profile.filter((key) => !(key in OF_A_PROFILE) && !FOR_THE_READER.includes(key))).toEqual([]);
  const budget = Object.keys(budgetSchema.shape);
  expect(budget.filter((key) => !(key in OF_A_BUDGET))).toEqual([]);
  const limit = Object.keys(budgetSchema.shape.limits.unwrap().element.shape);
  expect(limit.filter((key) => !(key in OF_A_LIMIT))).toEqual([]);
});

/** Two limits that differ in one key. */
const OF_A_LIMIT: Readonly<Record<string, readonly [object, object]>> = {
  provider: [{ max: '1k' }, { max: '1k', provider: 'anthropic' }],
  model: [{ max: '1k' }, { max: '1k', model: 'claude-opus-4.7' }],
  workload: [{ max: '1k' }, { max: '1k', workload: 'a' }],
  tag: [{ max: '1k' }, { max: '1k', tag: { team: 'x' } }],
  max: [{ max: '1k' }, { max: '2k' }],
  maxIncrease: [{ maxIncrease: '1k' }, { maxIncrease: '2k' }],
  maxGrowth: [{ maxGrowth: '1%' }, { maxGrowth: '2%' }],
  onlyIfGrows: [{ max: '1k' }, { max: '1k', onlyIfGrows: 'true' }],
  per: [{ max: '1k' }, { max: '1k', per: 'year' }],
  phasing: [
    { max: '1k', per: 'year' },
    { max: '1k', per: 'year', phasing: ['50%', '50%'] },
  ],
  carryOver: [
    { max: '100k', per: 'quarter' },
    { max: '100k', per: 'quarter', carryOver: 'true' },
  ],
  level: [{ max: '1k' }, { max: '1k', level: 'warn' }],
};

/** Two budgets that differ in one key; a policy is tried where it bites. */
const OF_A_BUDGET: Readonly<Record<string, readonly [object, object]>> = {
  name: [{}, {}],
  unpriced: [
    { unpriced: 'undecided', limits: [{ max: '100k' }] },
    { unpriced: 'allow', limits: [{ max: '100k' }] },
  ],
  strict: [{}, {}],
  currency: [
    { ...inEuros('0.9'), limits: [{ max: '100k' }] },
    { ...inEuros('0.9'), currency: 'CHF', limits: [{ max: '100k' }] },
  ],
  fxRate: [
    { ...inEuros('0.9'), limits: [{ max: '100k' }] },
    { ...inEuros('0.8'), limits: [{ max: '100k' }] },
  ],
  limits: [{ limits: [{ max: '1k' }] }, { limits: [{ max: '1k' }, { max: '2k' }] }],
  rules: [{ rules: [{ rule: 'priceAge', maxDays: '10' }] }, { rules: [{ rule: 'priceAge', maxDays: '900' }] }],
};

describe('what a budget states moves the answer of check', () => {
  const held = async (budget: object, own: object = {}) => {
    const argv = ['check', '--profile', '-', '--budget', fileOf(JSON.stringify(budget)), ...DAY];
    const { stdout, exitCode } = await run(argv, JSON.stringify(whole({}, { tags: { team: 'x' }, ...own })));
    return `${exitCode} ${stdout.replaceAll(/"file": "[^"]*"/g, '')}`;
  };

  test.each(Object.entries(OF_A_LIMIT))('%s of a limit', async (_, [one, other]) => {
    expect(await held({ limits: [one] })).not.toBe(await held({ limits: [other] }));
  });

  test.each(Object.entries(OF_A_BUDGET).filter(([key]) => key !== 'name' && key !== 'strict'))(
    '%s of a budget',
    async (_, [one, other]) => {
      const unpriced = { region: 'mars' };
      expect(await held(one, unpriced)).not.toBe(await held(other, unpriced));
    },
  );

  test('strict refuses a limit on nothing', async () => {
    const limits = [{ max: '1k', provider: 'nobody' }];
    expect((await held({ limits })).slice(0, 1)).not.toBe('2');
    expect((await held({ limits, strict: 'true' })).slice(0, 1)).toBe('2');
  });
});
