import { describe, expect, test } from 'vitest';
import { fileOf, folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const WORKLOAD = { name: 'a', model: 'gpt-5.4', tokens: { input: '1M', output: '1M' } };
const profile = (own: object = {}, common: object = {}) =>
  fileOf(JSON.stringify({ ...common, workloads: [{ ...WORKLOAD, ...own }] }));
const estimate = (own: object, common: object = {}) => ['estimate', '--profile', profile(own, common)];
const flags = (...more: string[]) => ['estimate', '--in', '1M', '--model', 'gpt-5.4', ...more];
const check = (...more: string[]) => ['check', '--in', '1M', '--model', 'gpt-5.4', ...more];
const budget = (content: object) => ['check', '--profile', profile(), '--budget', fileOf(JSON.stringify(content))];
const offers = (content: object) => flags('--offers', fileOf(JSON.stringify(content)));
const contract = (more: object) => ({
  contracts: [
    { provider: 'openai', floor: { low: '1k', high: '2k' }, bands: [{ commitment: '0', discount: '9%' }], ...more },
  ],
});
const cloud = (more: object) =>
  offers({ cloudCommitments: { aws: { remaining: '1k', monthsLeft: '6', otherMonthlySpend: '0', ...more } } });
const proposal = (more: object) => [
  'decide',
  '--profile',
  profile(),
  '--proposal',
  fileOf(JSON.stringify({ provider: 'openai', commitment: '1k', per: 'month', discount: '9%', ...more })),
];
const MEGABYTES = 1_048_576;
const padded = (bytes: number) => {
  const text = JSON.stringify({ workloads: [WORKLOAD] });
  return ['estimate', '--profile', fileOf(`${text}\n${'#'.repeat(bytes - text.length - 2)}\n`)];
};
const aliases = (count: number) => [
  'estimate',
  '--profile',
  fileOf(
    `workloads: [{ name: a, model: gpt-5.4, tokens: { input: 1M, output: 1M }, tags: { a: &x v, ${Array.from(
      { length: count },
      (_, at) => `k${at}: *x`,
    ).join(', ')} } }]`,
  ),
];
const YEARS = '2999-12';

/** A limit that a message names: what is taken at it, what is refused one beyond it, and the words. */
const LIMITS: readonly (readonly [string, () => string[], () => string[], RegExp])[] = [
  ['tokens', () => flags('--out', '1e18'), () => flags('--out', '1000000000000000001'), /more than 10\^18 tokens/],
  ['dollars', () => check('--max', '1e18'), () => check('--max', '1000000000000000001'), /more than 10\^18 dollars/],
  [
    'tokens together',
    () => estimate({ tokens: { uncachedInput: '5e17', cacheRead: '5e17', output: '1' } }),
    () => estimate({ tokens: { uncachedInput: '5e17', cacheRead: '500000000000000001', output: '1' } }),
    /add up to more than 10\^18 tokens/,
  ],
  [
    'hours of a cache',
    () => estimate({ model: 'gemini-2.5-pro', cacheStorage: { tokens: '1', hours: '730' } }),
    () => estimate({ model: 'gemini-2.5-pro', cacheStorage: { tokens: '1', hours: '1000000000000000001' } }),
    /more than 10\^18 hours/,
  ],
  [
    'digits',
    () => flags('--floor', `${'0'.repeat(39)}1`),
    () => flags('--floor', `${'0'.repeat(40)}1`),
    /41 digits; write 40 at most/,
  ],
  [
    'the name of a workload',
    () => estimate({ name: 'n'.repeat(200) }),
    () => estimate({ name: 'n'.repeat(201) }),
    /a shorter name, 200 characters at most/,
  ],
  [
    'months',
    () => estimate({}, { start: '2026-12', months: '120' }),
    () => estimate({}, { start: '2026-12', months: '121' }),
    /write 1 to 120 months/,
  ],
  [
    'a term',
    () => offers(contract({ termMonths: '120' })),
    () => offers(contract({ termMonths: '121' })),
    /write 1 to 120 months/,
  ],
  [
    'the least of months',
    () => estimate({}, { start: '2026-12', months: '1' }),
    () => estimate({}, { start: '2026-12', months: '0' }),
    /write 1 to 120 months/,
  ],
  [
    'a month',
    () => estimate({}, { start: YEARS, months: '1' }),
    () => estimate({}, { start: '3000-01', months: '1' }),
    /up to 2999-12/,
  ],
  ['a day', () => flags('--as-of', '2999-12-31'), () => flags('--as-of', '3000-01-01'), /after 2999; check the year/],
  [
    'growth of a month',
    () => estimate({ growth: '100%' }),
    () => estimate({ growth: '101%' }),
    /more than twice as much each month/,
  ],
  [
    'a fall of a month',
    () => estimate({ growth: '-99.9%' }),
    () => estimate({ growth: '-100%' }),
    /would leave nothing/,
  ],
  [
    'growth on a baseline',
    () => budget({ limits: [{ maxGrowth: '1' }] }),
    () => budget({ limits: [{ maxGrowth: '1.01' }] }),
    /more than a doubling/,
  ],
  ['a share', () => flags('--cache-hit', '0.5'), () => flags('--cache-hit', '1.01'), /more than the whole/],
  ['a discount', () => flags('--discount', '99.99%'), () => flags('--discount', '100%'), /a discount below 100%/],
  [
    'a latency budget',
    () => estimate({ latencyBudgetMs: '999999999' }),
    () => estimate({ latencyBudgetMs: '1000000000' }),
    /of 9 digits at most/,
  ],
  [
    'months left',
    () => cloud({ monthsLeft: '999999999' }),
    () => cloud({ monthsLeft: '1000000000' }),
    /of 9 digits at most/,
  ],
  ['the least of months left', () => cloud({ monthsLeft: '1' }), () => cloud({ monthsLeft: '0' }), /above 0/],
  [
    'the peak',
    () => estimate({ load: { peakToAverage: '1' } }),
    () => estimate({ load: { peakToAverage: '0.99' } }),
    /is below 1/,
  ],
  [
    'percentiles',
    () => estimate({ demand: { p10: '1', p50: '1', p90: '1' } }),
    () => estimate({ demand: { p10: '1.01', p50: '1', p90: '1.2' } }),
    /p10 is at most p50/,
  ],
  [
    'failures',
    () => estimate({ failures: { serverError: '50%', rateLimited: '50%' } }),
    () => estimate({ failures: { serverError: '50%', rateLimited: '51%' } }),
    /more than every request/,
  ],
  [
    'a year of a proposal',
    () => proposal({ per: 'year', termMonths: '12' }),
    () => proposal({ per: 'year', termMonths: '11' }),
    /11 months are no year/,
  ],
  ['a file', () => padded(10 * MEGABYTES), () => padded(10 * MEGABYTES + 1), /larger than 10 MB/],
  ['aliases', () => aliases(99), () => aliases(101), /expand to more than 100 copies/],
  [
    'rows of CSV without decimals of their own',
    () => flags('--format', 'csv', '--delimiter', ';', '--decimal', ','),
    () => flags('--format', 'csv', '--delimiter', ',', '--decimal', ','),
    /needs another --delimiter/,
  ],
];

describe('a limit that a message names is the one that the program has', () => {
  test.each(LIMITS)('%s', { timeout: 60_000 }, async (_, at, beyond, words) => {
    const taken = await run(at());
    expect([taken.exitCode === 2, taken.exitCode === 1, taken.stderr.includes('fault of the program')]).toEqual([
      false,
      false,
      false,
    ]);
    const refused = await run(beyond());
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(words);
  });

  test('twenty faults of a file are told, and how many more there are', async () => {
    const faulty = (count: number) =>
      fileOf(`workloads: [${Array.from({ length: count }, (_, at) => `{ name: w${at}, x: 1 }`).join(', ')}]`);
    const told = async (count: number) => (await run(['estimate', '--profile', faulty(count)])).stderr;
    const faults = (text: string) => text.match(/^ {2}\S+:\d+:\d+ /gm)?.length;
    const [at, beyond] = [await told(10), await told(11)];
    expect([faults(at), /and \d+ more/.test(at)]).toEqual([20, false]);
    expect([faults(beyond), beyond.includes('and 2 more')]).toEqual([20, true]);
  });

  test('prices warn when they are more than 90 days old, and a rule fails one day after its own', async () => {
    const old = async (asOf: string) => (await run(check('--max', '1k', '--as-of', asOf))).stderr;
    const { stdout } = await run(['cards', 'show', 'gpt-5.4', '--format', 'json']);
    const checked: string = JSON.parse(stdout).models[0].rates.at(-1).source.checked;
    const after = (days: number) => new Date(Date.parse(checked) + days * 86_400_000).toISOString().slice(0, 10);
    expect(await old(after(90))).not.toContain('limit 90');
    expect(await old(after(91))).toContain('(limit 90)');
    const ruled = async (days: number) => {
      const rules = fileOf(JSON.stringify({ rules: [{ rule: 'priceAge', maxDays: '40' }] }));
      return (await run(['check', '--profile', profile(), '--budget', rules, '--as-of', after(days)])).exitCode;
    };
    expect([await ruled(40), await ruled(41)]).toEqual([0, 3]);
  });

  test('a budget is within at its limit and over one cent beyond', async () => {
    const one = ['check', '--in', '1M', '--out', '1M', '--model', 'claude-opus-4.7', '--as-of', '2026-11-23'];
    const held = async (max: string) => (await run([...one, '--max', max])).exitCode;
    expect([await held('30'), await held('29.99')]).toEqual([0, 3]);
  });

  test('a workbook holds as many workloads as it says', async () => {
    const many = JSON.stringify({
      workloads: Array.from({ length: 2_001 }, (_, at) => ({ ...WORKLOAD, name: `w${at}` })),
    });
    const folder = folderOf({ 'many.yaml': many });
    const line = ['estimate', '--profile', `${folder}/many.yaml`, '--format', 'xlsx', '--output', `${folder}/x.xlsx`];
    const { stderr, exitCode } = await run(line);
    expect([exitCode, stderr.includes('takes up to 2000 workloads; there are 2001')]).toEqual([2, true]);
  });
});
