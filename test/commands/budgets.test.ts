import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const DAY = ['--as-of', '2026-11-27', '--quiet', '--format', 'json'];
const GROWING = 'fixtures/profiles/growing-ten.yaml';
/** One model of $2.50 a million input tokens. */
const costing = (millions: number) => ({
  workloads: [{ name: 'a', model: 'gpt-5.4', tokens: { input: `${millions}M`, output: '0' } }],
});

async function check(profile: string | object, limit: object, more: readonly string[] = []) {
  const path = typeof profile === 'string' ? profile : fileOf(JSON.stringify(profile));
  const budget = fileOf(JSON.stringify({ limits: [limit] }));
  const { stdout, exitCode, stderr } = await run(['check', '--profile', path, '--budget', budget, ...DAY, ...more]);
  expect([exitCode, stderr]).not.toEqual([2, expect.anything()]);
  const [found] = JSON.parse(stdout).limits;
  return { exitCode, found, stdout };
}

describe('a budget of a quarter or a year is held on its months', () => {
  // 8,000 that grows a tenth a month: 26,480, 35,244.88, 46,910.94 and 62,438.45 in the quarters, 171,074.27 in the year.
  test.each([
    [{ max: '171_075', per: 'year' }, 0, '2026-11', '2027-10', 171_074.27],
    [{ max: '171_074', per: 'year' }, 3, '2026-11', '2027-10', 171_074.27],
    [{ max: '35_245', per: 'quarter' }, 3, '2027-05', '2027-07', 46_910.94],
    [{ max: '62_439', per: 'quarter' }, 0, '2027-08', '2027-10', 62_438.45],
    [{ max: '180k', per: 'year', phasing: ['20%', '25%', '25%', '30%'] }, 3, '2027-05', '2027-07', 46_910.94],
    [
      { max: '180k', per: 'year', phasing: ['20%', '25%', '25%', '30%'], carryOver: 'true' },
      0,
      '2027-08',
      '2027-10',
      62_438.45,
    ],
    [{ max: '14k', carryOver: 'true' }, 3, '2027-10', '2027-10', 22_824.93],
  ])('%j', async (limit, code, from, to, amount) => {
    const { exitCode, found } = await check(GROWING, limit);
    expect([exitCode, found.window.from, found.window.to]).toEqual([code, from, to]);
    expect(found.amount).toBeCloseTo(amount, 2);
  });

  test('what a part leaves is said with the part it is added to', async () => {
    const limit = { max: '180k', per: 'year', phasing: ['20%', '25%', '25%', '30%'], carryOver: 'true' };
    const { found } = await check(GROWING, limit);
    // 36,000 and 45,000 and 45,000 less what was spent, then 54,000.
    expect(found.window.carried).toBeCloseTo(126_000 - 26_480 - 35_244.88 - 46_910.94, 1);
    expect(found.limit).toBeCloseTo(found.window.carried + 54_000, 5);
  });

  test('twelve months that are alike cost twelve times one, three four times a quarter of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (millions) => {
        const year = millions * 2.5 * 12;
        const codes = async (limit: object) => (await check(costing(millions), limit)).exitCode;
        expect(await codes({ max: String(year), per: 'year' })).toBe(0);
        expect(await codes({ max: String(year - 0.25), per: 'year' })).toBe(3);
        expect(await codes({ max: String(year / 4), per: 'quarter' })).toBe(0);
        expect(await codes({ max: String(year / 4 - 0.25), per: 'quarter' })).toBe(3);
      }),
      { numRuns: 8 },
    );
  });

  test('the months of the profile count, each at its price, and no more of them', async () => {
    const half = { start: '2026-12', months: '6', ...costing(1000) };
    expect((await check(half, { max: '15k', per: 'year' })).exitCode).toBe(0);
    expect((await check(half, { max: '14_999', per: 'year' })).found.window).toEqual({
      from: '2026-12',
      to: '2027-05',
      months: 6,
      carried: 0,
    });
  });
});

describe('a limit that only growth breaks', () => {
  const limit = { max: '1k', onlyIfGrows: 'true' };
  const baselineOf = async (millions: number) =>
    fileOf((await check(costing(millions), { max: '1M' })).stdout, 'baseline.json');

  test.each([
    [1000, 1000, 0],
    [1000, 1001, 3],
    [1000, 999, 0],
    [100, 400, 0],
    [100, 401, 3],
  ])('%d million before, %d now: exit %d', async (before, now, code) => {
    const { exitCode, found } = await check(costing(now), limit, ['--baseline', await baselineOf(before)]);
    expect([exitCode, found.onlyIfGrows]).toEqual([code, true]);
  });

  test('a later month that is over breaks it where the first is more than the baseline', async () => {
    // 8,000 that grows a tenth a month is 22,824.93 in the twelfth.
    const late = { max: '22k', onlyIfGrows: 'true' };
    const unknown = await check(GROWING, late);
    expect([unknown.exitCode, unknown.found.doubt, unknown.found.overSince.month]).toEqual([
      4,
      'noBaseline',
      '2027-10',
    ]);
    expect(unknown.found.text).toContain('Whether it grows cannot be told');
    const same = fileOf(unknown.stdout, 'baseline.json');
    const kept = await check(GROWING, late, ['--baseline', same]);
    expect([kept.exitCode, kept.found.verdict, kept.found.overSince.month]).toEqual([0, 'within', '2027-10']);
    expect(kept.found.text).toContain(
      'It fails only where it grows: no month over it costs more than the same of the baseline.',
    );
    expect(kept.found.text).not.toContain('no more than the baseline');
    const idle = fileOf((await check('fixtures/profiles/idle.yaml', { max: '10' })).stdout, 'baseline.json');
    expect((await check(GROWING, late, ['--baseline', idle])).exitCode).toBe(3);
  });

  test('growth alone that takes a later month over it is growth, of the whole, of a part and of a year', async () => {
    const flat = 'fixtures/profiles/growing-ten.yaml';
    const text = readFileSync(flat, 'utf8');
    const still = fileOf(text.replace(/growth: .*/, 'growth: 0%'));
    const before = fileOf((await check(still, { max: '1M' })).stdout, 'baseline.json');
    const grown = (limit: object, baseline: string) => check(flat, limit, ['--baseline', baseline]);
    const late = { max: '22k', onlyIfGrows: 'true' };
    const now = await grown(late, before);
    expect([now.exitCode, now.found.overSince.month]).toEqual([3, '2027-10']);
    // 171,074.27 in the year, 96,000 in the baseline.
    const year = { max: '170k', per: 'year', onlyIfGrows: 'true' };
    expect((await grown(year, before)).exitCode).toBe(3);
    // 8,800 is the first tenth more, and 9,680 is over it.
    const more = await grown({ maxGrowth: '10%' }, before);
    expect([more.exitCode, more.found.overSince.month]).toEqual([3, '2027-01']);
    const { baseline, workloads } = JSON.parse(more.stdout);
    expect([baseline.difference, workloads[0].change.status]).toEqual([0, 'changed']);
    expect(workloads[0].change.later).toMatchObject({ month: '2027-10', baseline: 8000 });
    const same = fileOf(more.stdout, 'baseline.json');
    for (const limit of [late, year, { maxGrowth: '0%' }]) {
      const kept = await grown(limit, same);
      expect([kept.exitCode, JSON.parse(kept.stdout).workloads[0].change.status]).toEqual([0, 'unchanged']);
    }
  });

  test('a decline that is taken back is growth', async () => {
    const text = readFileSync(GROWING, 'utf8');
    const of = (growth: string) => fileOf(text.replace(/growth: .*/, `growth: ${growth}`));
    const before = fileOf((await check(of('-10%'), { max: '1M' })).stdout, 'baseline.json');
    const { exitCode, found } = await check(of('0%'), { max: '7k', onlyIfGrows: 'true' }, ['--baseline', before]);
    expect([exitCode, found.overSince.month]).toEqual([3, '2026-12']);
  });

  test('a baseline that says nothing of its later months leaves it open', async () => {
    const { stdout } = await run(['estimate', '--profile', GROWING, ...DAY]);
    const baseline = fileOf(stdout, 'baseline.json');
    const late = { max: '22k', onlyIfGrows: 'true' };
    const { exitCode, found } = await check(GROWING, late, ['--baseline', baseline]);
    expect([exitCode, found.doubt, found.overSince.month]).toEqual([4, 'baselineMonths', '2027-10']);
  });

  test('on growth shows what is allowed in the month that breaks it', async () => {
    const text = readFileSync(GROWING, 'utf8');
    const of = (growth: string) => fileOf(text.replace(/growth: .*/, `growth: ${growth}`));
    const before = fileOf((await check(of('5%'), { max: '1M' })).stdout, 'baseline.json');
    const budget = fileOf('limits:\n  - { maxGrowth: 10% }\n', 'budget.yaml');
    const files = ['--profile', of('10%'), '--budget', budget, '--baseline', before];
    const argv = ['check', ...files, '--as-of', '2026-11-27', '--quiet', '--format', 'markdown'];
    const { stdout } = await run(argv);
    // 8,000 grown by 10% three times, against 110% of 8,000 grown by 5% three times.
    expect(stdout.replaceAll('\\', '')).toContain('2027-02 $10,648.00 [104.5% of $10,187.10]');
  });

  test('that is kept says the later month that takes the most of it', async () => {
    const { found } = await check(GROWING, { max: '25k' });
    expect(found.fullest.month).toBe('2027-10');
    expect(found.text).toBe(
      'whole profile is projected to cost $8,000.00 in the first month and $22,824.93 in 2027-10, where it is nearest to the limit of $25,000.00.',
    );
  });

  test('cannot be told without a baseline where it is over, and needs none where it is not', async () => {
    const over = await check(costing(1000), limit);
    expect([over.exitCode, over.found.doubt]).toEqual([4, 'noBaseline']);
    expect((await check(costing(400), limit)).exitCode).toBe(0);
  });
});

describe('work that rests', () => {
  test('passes in check, where nothing of it is left or it has no tokens, and is a baseline', async () => {
    for (const profile of ['fixtures/profiles/retired.yaml', 'fixtures/profiles/idle.yaml']) {
      const idle = await check(profile, { max: '10' });
      expect([idle.exitCode, idle.found.amount]).toEqual([0, 0]);
      const baseline = fileOf(idle.stdout, 'baseline.json');
      const { exitCode } = await check(costing(1), { maxIncrease: '2' }, ['--baseline', baseline]);
      expect(exitCode).toBe(3);
    }
  });

  test.each(['estimate', 'decide'])('is refused by %s', async (command) => {
    for (const [profile, what] of [
      ['retired', 'needs at least one workload'],
      ['idle', 'has no tokens'],
    ]) {
      const { exitCode, stderr } = await run([command, '--profile', `fixtures/profiles/${profile}.yaml`]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(what ?? '')]);
    }
  });
});

test('levers that are laid over a profile without work are told to change nothing', async () => {
  const argv = ['check', '--profile', 'fixtures/profiles/retired.yaml', '--max', '1k', '--cache-hit', '70%', '--batch'];
  const { stderr, exitCode } = await run(argv);
  expect([stderr, exitCode]).toEqual([
    'warning: --cache-hit and --batch have no effect: the profile has no work.\n',
    0,
  ]);
});

test('a month that is the first and over is named once, with the prices of both days', async () => {
  // At $3 a million until the end of the year and $6 from then on: 1,000 million are $3,000, then $6,000.
  const { found } = await check('fixtures/profiles/from-january.yaml', { max: '4k' }, [
    '--card',
    'fixtures/cards/dearer-in-january.yaml',
  ]);
  expect(found.verdict).toBe('over');
  expect(found.text).toBe(
    'whole profile is projected to cost $3,000.00 a month at the prices of the day and $6,000.00 in 2027-01 at those of the month, over the limit of $4,000.00.',
  );
});
