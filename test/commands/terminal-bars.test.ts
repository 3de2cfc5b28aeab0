import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whole } from '../../src/domain/exact.ts';
import type { Usd } from '../../src/domain/units.ts';
import { blockLines } from '../../src/output/pictures/blocks.ts';
import { columnsOf } from '../../src/output/render/columns-of.ts';
import { CASES } from '../golden/cases.ts';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

const LINE = 'estimate --in 500M --out 1.5B --model claude-opus-4.7';
const MONTHS = CASES['estimate-months'] ?? '';
const WIDTHS = [60, 80, 120, 200];

const shown = async (line: string, width: number, { ascii = false, terminal = true } = {}) =>
  (
    await run([...words(line.replace(/^tokencost /, '')), '--quiet'], '', {
      screen: () => ({ width, ascii, terminal }),
    })
  ).stdout;

const signsOf = (text: string, sign: RegExp) => text.split('\n').map((line) => (line.match(sign) ?? []).length);

test('a terminal draws what each lever takes off, as long as its share of the largest', async () => {
  const text = await shown(LINE, 80);
  const [both, batch, caching] = ['both', 'batch', 'caching'].map((lever) =>
    text.split('\n').find((line) => new RegExp(`^${lever} +\\$`).test(line)),
  );
  // 40 columns for 20,765.63: 38.5 for 20,000.00 and 2.95 for 1,531.25, in eighths.
  expect(both).toBe(`both     $20,765.63  ${'█'.repeat(40)}`);
  expect(batch).toBe(`batch    $20,000.00  ${'█'.repeat(38)}▌`);
  expect(caching).toBe('caching   $1,531.25  ███');
});

test('a terminal draws a sign for each month', async () => {
  const text = await shown(MONTHS, 80);
  const line = text.split('\n').find((each) => /^[▁▂▃▄▅▆▇█]+$/.test(each));
  const months = text.split('\n').filter((each) => /^│ \d{4}-\d{2} /.test(each)).length;
  expect(months).toBeGreaterThan(1);
  expect(line?.length).toBe(3 * months);
});

test('where ASCII is all there is, the same in ASCII', async () => {
  for (const line of [LINE, MONTHS]) expect(await shown(line, 80, { ascii: true })).toMatch(/^[\n -~]*$/);
  expect(await shown(LINE, 80, { ascii: true })).toContain(`\nbatch    $20,000.00  ${'#'.repeat(39)}\n`);
});

test('what a lever adds is drawn thin', async () => {
  // Of 10 tokens read from the cache one is written, for an hour at twice the price of input.
  const profile = fileOf(
    'workloads: [{ name: w, model: claude-opus-4.7, tokens: { input: 500M, output: 1.5B }, cacheHitRatio: 5%, readsPerWrite: 0.5, cacheTtl: 1h, batchEligible: 40% }]',
  );
  const text = await shown(`estimate --profile ${profile}`, 80);
  expect(text).toMatch(/^caching +-\$\S+ {2}░+$/m);
  expect(text).toMatch(/^batch +\$\S+ {2}█+/m);
});

describe('in a pipe and in a file nothing is drawn', () => {
  test('a page is what it was', async () => {
    for (const line of [LINE, MONTHS]) {
      const piped = await shown(line, 80, { terminal: false });
      expect(signsOf(piped, /[▁-▏░]/g).every((count) => count === 0)).toBe(true);
      expect(piped).not.toContain('The lever that takes off most');
      expect(await shown(`${line} --output -`, 80)).not.toBe(piped);
    }
  });

  test('by the real binary', () => {
    const { stdout } = spawnSync(process.execPath, [resolve('bin/tokencost.js'), ...words(LINE)], { encoding: 'utf8' });
    expect(stdout).toContain('What to do');
    expect(stdout).not.toMatch(/[▁-▏]|takes off most/);
  });
});

const longNames = () =>
  fileOf(
    `workloads:\n${['東京の', 'a very long name of a workload that nobody would type twice, number'].map((name) => `  - { name: '${name.repeat(2)}', model: gpt-5.4, tokens: { input: 500M, output: 1B }, batchEligible: 40% }\n`).join('')}`,
  );

test.each([CASES['estimate-profile'] ?? '', MONTHS, 'estimate --profile LONG'])(
  '%s fits a terminal of 60 to 200 columns',
  async (line) => {
    for (const width of WIDTHS) {
      const lines = (await shown(line.replace('LONG', longNames()), width))
        .split('\n')
        .filter((each) => /[▁-▏░]/.test(each));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((each) => columnsOf(each) > width)).toEqual([]);
    }
  },
);

test('a bar is never longer than a longer one, is seen where there is anything, and fits', () => {
  const rows = fc.array(
    fc.record({ name: fc.string({ minLength: 1, maxLength: 60 }), cents: fc.bigInt({ min: 1n, max: 10n ** 12n }) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...WIDTHS), fc.boolean(), (drawn, width, ascii) => {
      const chart = {
        kind: 'bars',
        rows: drawn.map(({ name, cents }) => ({ name, amount: whole(cents) as Usd, shown: `$${cents}` })),
      } as const;
      const lines = blockLines(
        { title: 't', alt: '', chart, data: { head: [], rows: [] }, isSaid: true },
        { width, ascii },
      ).slice(1);
      const long = lines.map((line) => columnsOf(/[#▁-▏]*$/.exec(line)?.[0] ?? ''));
      expect(Math.min(...long)).toBeGreaterThan(0);
      expect(lines.every((line) => columnsOf(line) <= width)).toBe(true);
      for (const [at, { cents }] of drawn.entries())
        for (const [other, { cents: more }] of drawn.entries())
          if (cents <= more) expect(long[at]).toBeLessThanOrEqual(long[other] ?? 0);
    }),
  );
});
