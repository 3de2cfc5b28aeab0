import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { fileOf, folderOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';
import { valueOfName, workbook } from '../support/workbook.ts';

const Wide = Big();
Wide.DP = 60;
Wide.RM = Big.roundHalfUp;

const BINARY = resolve('bin/tokencost.js');
const EUROS = 'fixtures/profiles/in-euros.yaml';
const DECIMALS = { EUR: 2, CHF: 2, JPY: 0, KRW: 0, KWD: 3, TND: 3 } as const;

/** A rate as it is written, and as a fraction. */
interface Rate {
  readonly written: string;
  readonly top: string;
  readonly bottom: string;
}

const decimal = fc
  .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => new Big(digits).div(new Big(10).pow(places)).toFixed());
const rate: fc.Arbitrary<Rate> = fc.oneof(
  decimal.map((top) => ({ written: top, top, bottom: '1' })),
  fc.tuple(decimal, decimal).map(([top, bottom]) => ({ written: `${top}/${bottom}`, top, bottom })),
);
const currency = fc.constantFrom(...(Object.keys(DECIMALS) as (keyof typeof DECIMALS)[]));
const tokens = fc.integer({ min: 1, max: 10 ** 12 });

const statement = (code: string, { written }: Rate) =>
  `currency: ${code}\nfxRate: { rate: ${written}, source: treasury, day: 2026-11-20 }\n`;
const work = (input: number, output: number) =>
  `workloads:\n  - { name: a, model: claude-opus-4.7, tokens: { input: ${input}, output: ${output} }, cacheHitRatio: 30% }\n  - { name: b, model: gpt-5.4, tokens: { input: ${output}, output: ${input} }, batchEligible: 50% }\n`;

/** What a page has to print for some dollars: the exact product, half up to the decimals of the currency. */
function shown(usd: string, code: keyof typeof DECIMALS, { top, bottom }: Rate): string {
  const amount = new Wide(usd).times(top).div(bottom).toFixed(DECIMALS[code]);
  return `${code} ${amount.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')}`;
}

const numberOf = (json: string, key: string) => new RegExp(`"${key}": (-?[\\d.]+)`).exec(json)?.[1] ?? '';
const withoutRate = (json: string) => json.replace(/ {2}"fxRate": \{[^}]*\},\n/, '');

describe('a currency is a way to read dollars', () => {
  test('its amounts are the exact dollars times the rate, to the last decimal it has; no dollar moves', async () => {
    await fc.assert(
      fc.asyncProperty(currency, rate, tokens, tokens, async (code, at, input, output) => {
        const without = await run(['estimate', '--profile', '-', '--format', 'json'], work(input, output));
        const stated = `${statement(code, at)}${work(input, output)}`;
        const json = await run(['estimate', '--profile', '-', '--format', 'json'], stated);
        expect(withoutRate(json.stdout)).toBe(without.stdout);
        expect(json.stdout).toContain(`"currency": "${code}"`);
        for (const format of ['table', 'markdown', 'html']) {
          const { stdout } = await run(['estimate', '--profile', '-', '--format', format], stated);
          for (const key of ['baselineCost', 'cheapestCost'])
            expect(stdout).toContain(
              shown(numberOf(json.stdout.slice(json.stdout.indexOf('"totals"')), key), code, at),
            );
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['check', '--max', '40k', '--format', 'json'],
    ['compare', '--models', 'claude-opus-4.7,gpt-5.4', '--format', 'json'],
    ['decide', '--brief', '--format', 'json'],
    ['estimate', '--format', 'focus'],
    ['decide', '--format', 'focus'],
  ])('%s %s %s %s moves no dollar', async (...argv) => {
    const text = readFileSync(EUROS, 'utf8');
    const without = text.replace(/^(currency|fxRate):.*\n/gm, '');
    expect(without).not.toContain('EUR\n');
    const [stated, plain] = [
      await run([...argv, '--profile', '-'], text),
      await run([...argv, '--profile', '-'], without),
    ];
    expect(plain.stdout).not.toBe('');
    const placed = (json: string) => json.replace(/"line": \d+/g, '"line"');
    expect(placed(withoutRate(stated.stdout).replace(/ \(EUR [\d,.]+\)/g, ''))).toBe(placed(plain.stdout));
    expect(stated.exitCode).toBe(plain.exitCode);
  });

  test('CSV has every row as it was, and behind it the exact amounts', async () => {
    await fc.assert(
      fc.asyncProperty(currency, rate, tokens, tokens, async (code, at, input, output) => {
        const rows = async (text: string) =>
          (await run(['estimate', '--profile', '-', '--format', 'csv'], text)).stdout.split('\r\n').filter(Boolean);
        const [plain, behind] = [
          await rows(work(input, output)),
          await rows(statement(code, at) + work(input, output)),
        ];
        expect(behind[0]).toBe(`${plain[0]},fxCurrency,fxRate,monthlyCostFx`);
        const [ahead, places] = [plain[0]?.split(',') ?? [], 10];
        for (const [index, row] of behind.slice(1).entries()) {
          const before = plain[index + 1] ?? '';
          expect(row.startsWith(`${before},${code},`)).toBe(true);
          const last = row.split(',').at(-1) ?? '';
          const cells = before.replace(/"[^"]*"/g, '').split(',');
          const exact = new Wide(cells[ahead.indexOf('monthlyCost')] ?? '').times(at.top).div(at.bottom);
          expect(new Wide(last).round(places, Big.roundHalfUp).toFixed()).toBe(
            exact.round(places, Big.roundHalfUp).toFixed(),
          );
        }
      }),
      { numRuns: 15 },
    );
  });

  test('the workbook multiplies its totals by one named cell', async () => {
    const book = await workbook(['estimate', '--profile', EUROS]);
    expect(valueOfName(book, 'exchange_rate')).toBe(0.92);
    for (const total of ['total_cheapest_cost', 'total_baseline_cost', 'total_savings']) {
      const place = book.names.get(`${total}_eur`);
      const cell = book.cells.get(place?.sheet ?? '')?.find((each) => each.place === place?.place);
      expect(cell?.formula).toBe(
        `IF(${total}<>"",${total}*exchange_rate,"")`.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      );
      expect(valueOfName(book, `${total}_eur`)).toBeCloseTo(0.92 * Number(valueOfName(book, total)), 6);
    }
    const plan = await workbook(['decide', '--profile', EUROS]);
    expect(valueOfName(plan, 'total_effective_cost_eur')).toBeCloseTo(
      0.92 * Number(valueOfName(plan, 'total_effective_cost')),
      6,
    );
    const plain = await workbook(['estimate', '--profile', 'fixtures/profiles/support.yaml']);
    expect([...plain.names.keys()].filter((name) => name.includes('exchange'))).toEqual([]);
  });
});

describe('a limit in a currency is the exact fraction of it', () => {
  test('what costs exactly as much is within, and the least more is over', async () => {
    await fc.assert(
      fc.asyncProperty(decimal, fc.integer({ min: 1, max: 999_999 }), async (written, millions) => {
        // 2.5 dollars a million tokens in.
        const usd = new Big(millions).times('2.5');
        const limit = usd.times(written);
        const text = `workloads: [{ model: gpt-5.4, tokens: { input: ${millions}M } }]\n`;
        const budget = (max: Big) =>
          fileOf(
            `currency: EUR\nfxRate: { rate: ${written}, source: treasury, day: 2026-11-20 }\nlimits: [{ max: ${max.toFixed()} }]\n`,
          );
        const check = async (max: Big) =>
          (await run(['check', '--profile', '-', '--budget', budget(max), '--batch', '0'], text)).exitCode;
        expect(await check(limit)).toBe(0);
        expect(await check(limit.minus('0.0000000001'))).toBe(3);
      }),
      { numRuns: 20 },
    );
  });

  test('two amounts that cents print alike are told apart in both currencies', async () => {
    const profile = fileOf('workloads: [{ model: gpt-5.4, tokens: { input: 1M }, batchEligible: 0% }]\n');
    const budget = fileOf(`${statement('EUR', { written: '0.5', top: '0.5', bottom: '1' })}limits: [{ max: 1.249 }]\n`);
    const { stdout } = await run(['check', '--profile', profile, '--budget', budget, '--format', 'line']);
    expect(stdout).toContain('$2.50 (EUR 1.25) a month, over the limit of $2.498 (EUR 1.249)');
  });

  test('the real program ends with 3, and its comment says both amounts', () => {
    const words = ['check', '--profile', EUROS, '--budget', 'fixtures/budgets/in-euros.yaml', '--as-of', '2026-11-23'];
    const { status, stdout } = spawnSync(process.execPath, [BINARY, ...words, '--format', 'markdown'], {
      encoding: 'utf8',
    });
    expect(status).toBe(3);
    expect(stdout).toContain('over the limit of $43,478.26 (EUR 40,000.00)');
    expect(stdout).toContain('<br>EUR 40,000.00 |');
  });

  test('a proposal is held against dollars of its own rate', async () => {
    const argv = ['decide', '--profile', EUROS, '--format', 'json', '--quiet', '--proposal'];
    const dollars = fileOf(
      'provider: anthropic\ncommitment: 300_000\nper: year\ndiscount: 20%\ntermMonths: 12\nfulfilment: annual\noverage: contract\n',
    );
    const [inEuros, inDollars] = [
      await run([...argv, 'fixtures/proposals/in-euros.yaml']),
      await run([...argv, dollars]),
    ];
    const same = (text: string, path: string) => text.replaceAll(path, '').replace(/ \(EUR [\d,.]+\)/g, '');
    expect(inEuros.stdout).toContain('$25,000 (EUR 23,000.00) a month');
    expect(same(inEuros.stdout, 'fixtures/proposals/in-euros.yaml')).toBe(same(inDollars.stdout, dollars));
  });
});

describe('costs that are told apart', () => {
  test('in the other currency the lines sum to the total, and each is its dollars times the rate but for a last decimal', async () => {
    await fc.assert(
      fc.asyncProperty(currency, rate, fc.array(tokens, { minLength: 2, maxLength: 6 }), async (code, at, amounts) => {
        const workloads = amounts.map(
          (input, index) => `  - { name: w${index}, model: gpt-5.4, tokens: { input: ${input} }, batchEligible: 0% }\n`,
        );
        const text = `${statement(code, at)}workloads:\n${workloads.join('')}`;
        const { stdout } = await run(
          ['check', '--profile', '-', '--max', '1', '--by', 'workload', '--format', 'markdown'],
          text,
        );
        const numbers = (row: string) => [row.split(' | ')[5]?.replaceAll(',', '') ?? ''];
        const table = stdout.slice(stdout.indexOf('Cost by workload')).split('\n');
        const lines = table.filter((row) => /^\| w\d/.test(row)).map((row) => new Wide(numbers(row)[0] ?? ''));
        const [total = ''] = numbers(table.find((row) => row.startsWith('| total')) ?? '');
        expect(lines).toHaveLength(amounts.length);
        expect(lines.reduce((sum, each) => sum.plus(each), new Wide(0)).toFixed()).toBe(new Wide(total).toFixed());
        const exact = amounts.map((input) => new Wide(input).times('2.5').div(1e6).times(at.top).div(at.bottom));
        const last = new Wide(10).pow(-DECIMALS[code]);
        const byName = table.filter((row) => /^\| w\d/.test(row));
        for (const [index, each] of exact.entries()) {
          const row = byName.find((name) => name.startsWith(`| w${index} `)) ?? '';
          expect(
            each
              .minus(numbers(row)[0] ?? '')
              .abs()
              .lt(last),
          ).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('one rate a command', () => {
  test('a file in the currency of the profile takes its rate', async () => {
    const proposal = fileOf('provider: anthropic\ncurrency: EUR\ncommitment: 23_000\nper: month\ndiscount: 20%\n');
    const { stdout, exitCode } = await run(['decide', '--profile', EUROS, '--proposal', proposal, '--quiet']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('$25,000 (EUR 23,000.00) a month');
  });

  test('the same rate in two files is one, whoever says so', async () => {
    const own = fileOf(
      'currency: EUR\nfxRate: { rate: 0.920, source: controlling, day: 2026-11-02 }\nlimits: [{ max: 50k }]\n',
    );
    expect((await run(['check', '--profile', EUROS, '--budget', own])).exitCode).toBe(0);
  });

  test('US dollars need no rate', async () => {
    const plain = 'workloads: [{ model: gpt-5.4, tokens: { input: 1M } }]\n';
    const [stated, without] = [
      await run(['estimate', '--profile', '-'], `currency: USD\n${plain}`),
      await run(['estimate', '--profile', '-'], plain),
    ];
    expect(stated).toEqual(without);
    const rated = await run(
      ['estimate', '--profile', '-'],
      statement('USD', { written: '1', top: '1', bottom: '1' }) + plain,
    );
    expect(rated.stderr).toContain('US dollars need no rate');
  });

  test('a rate of long ago and one of the future are told', async () => {
    const aged = async (day: string) => {
      const text = `currency: EUR\nfxRate: { rate: 0.92, source: treasury, day: ${day} }\nworkloads: [{ model: gpt-5.4, tokens: { input: 1M } }]\n`;
      return (await run(['estimate', '--profile', '-', '--as-of', '2026-11-23'], text)).stderr;
    };
    expect(await aged('2026-10-22')).toContain('32 days before the day priced');
    expect(await aged('2026-10-23')).not.toContain('rate of EUR');
    expect(await aged('2026-11-23')).not.toContain('rate of EUR');
    expect(await aged('2026-11-24')).toContain('after the day priced, 2026-11-23');
  });

  test('a kept result keeps its rate, and diff shows both sides at that of the newer', async () => {
    const kept = async (profile: string) =>
      fileOf((await run(['estimate', '--profile', profile, '--format', 'json'])).stdout, 'kept.json');
    const [old, now] = [await kept(EUROS), await kept('fixtures/profiles/in-euros-next.yaml')];
    const { stdout, exitCode } = await run(['diff', old, now]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/states 0\.92 EUR for a\s+US dollar/);
    const json = (await run(['diff', old, now, '--format', 'json'])).stdout;
    expect(numberOf(json, 'rate')).toBe('0.9199632015');
  });
});

describe('a change cannot move its limit by moving the rate', () => {
  const COMMITTER = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const profile = (rateText: string) =>
    `currency: EUR\nfxRate: { rate: ${rateText}, source: treasury, day: 2026-11-20 }\nworkloads: [{ name: a, model: gpt-5.4, tokens: { input: 400M } }]\n`;

  function inRepository(budget: string, rateText: string) {
    const folder = folderOf({ 'profile.yaml': profile('0.92'), 'budget.yaml': budget });
    const git = (...words: string[]) => execFileSync('git', [...COMMITTER, ...words], { cwd: folder });
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '.');
    git('commit', '--quiet', '--message', 'base');
    writeFileSync(join(folder, 'profile.yaml'), profile(rateText));
    const words = [
      'check',
      '--profile',
      'profile.yaml',
      '--budget',
      'budget.yaml',
      '--budget-ref',
      'main',
      '--format',
      'line',
    ];
    return spawnSync(process.execPath, [BINARY, ...words, '--as-of', '2026-11-23'], { cwd: folder, encoding: 'utf8' });
  }

  test('the budget of the revision counts at its own rate', () => {
    const own = 'currency: EUR\nfxRate: { rate: 0.92, source: treasury, day: 2026-11-20 }\nlimits: [{ max: 900 }]\n';
    const { status, stdout } = inRepository(own, '0.5');
    expect(status).toBe(3);
    expect(stdout).toContain('$1,000.00 (EUR 920.00) a month, over the limit of $978.26 (EUR 900.00)');
  });

  test('one without a rate of its own is refused', () => {
    const { status, stderr } = inRepository('currency: EUR\nlimits: [{ max: 900 }]\n', '0.5');
    expect(status).toBe(2);
    expect(stderr).toContain('no rate of EUR is known here');
  });
});

describe('a spreadsheet outside the English world reads every CSV', () => {
  const USAGE = 'fixtures/audit/anthropic-usage.csv';
  const COMMANDS: readonly (readonly string[])[] = [
    ['estimate', '--profile', EUROS],
    ['estimate', '--profile', EUROS, '--rows', 'line-items'],
    ['estimate', '--profile', EUROS, '--by', 'tag:team'],
    ['check', '--profile', EUROS, '--budget', 'fixtures/budgets/in-euros.yaml'],
    ['check', '--profile', EUROS, '--max', '50k', '--by', 'tag:team'],
    ['decide', '--profile', EUROS],
    ['decide', '--profile', EUROS, '--by', 'workload'],
    ['compare', '--profile', EUROS, '--models', 'claude-opus-4.7,gpt-5.4'],
    ['diff', EUROS, 'fixtures/profiles/in-euros-next.yaml'],
    ['diff', 'published', 'article-2026'],
    ['article'],
    ['audit', '--usage', USAGE, '--bill', 'fixtures/audit/anthropic-cost.csv'],
    ['track', '--contract', 'fixtures/audit/contract-in-euros.yaml', '--usage', 'fixtures/audit/anthropic-autumn.csv'],
  ];

  /** Cells of a line, quotes taken off. */
  const cells = (line: string, delimiter: string) =>
    [...line.matchAll(new RegExp(`(?:^|${delimiter})(?:"((?:[^"]|"")*)"|([^${delimiter}]*))`, 'g'))].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
    );

  test.each(COMMANDS)('%s %s %s %s %s %s', async (...argv) => {
    const format = ['--format', 'csv', '--quiet'];
    const english = (await run([...argv, ...format])).stdout.split('\r\n');
    const german = (await run([...argv, ...format, '--delimiter', ';', '--decimal', ','])).stdout.split('\r\n');
    expect(english.length).toBeGreaterThan(2);
    expect(german).toHaveLength(english.length);
    for (const [index, line] of english.entries()) {
      const [here, there] = [cells(line, ','), cells(german[index] ?? '', ';')];
      expect(there).toHaveLength(here.length);
      for (const [place, cell] of here.entries()) expect([cell, cell.replace('.', ',')]).toContain(there[place]);
      // What the article prints is quoted as it stands there.
      if (argv[0] !== 'article') expect(there.filter((cell) => /^-?\d+\.\d+$/.test(cell))).toEqual([]);
    }
  });
});
