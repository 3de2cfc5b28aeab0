import { describe, expect, test } from 'vitest';
import { answered, changesIn } from '../../src/report/answer.ts';
import { commandOf } from '../../src/report/command.ts';
import type { Held } from '../../src/report/held.ts';
import { whatIfOf } from '../../src/report/inputs.ts';
import { fromPlainText } from '../../src/report/plain-text.ts';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

/** What a report carries, and what stands in its answer, as a browser reads them. */
function parts(html: string): { held: Held; answer: string } {
  const held = /id="held">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const answer = /<div id="answer">\n([\s\S]*)\n<\/div>\n<\/main>/.exec(html)?.[1] ?? '';
  return { held: fromPlainText<Held>(held), answer };
}

const reportOf = async (argv: readonly string[]) => parts((await run([...argv, '--format', 'html', '--quiet'])).stdout);

const changed = (held: Held, texts: Readonly<Record<string, string>>) =>
  changesIn(held, new Map(Object.entries(texts)));

const mainOf = (held: Held, texts: Readonly<Record<string, string>>) => {
  const found = answered(held, changed(held, texts));
  return 'main' in found ? found.main : [...found.faults];
};

const FLAGS = ['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7'];
const PROFILE = ['estimate', '--profile', 'fixtures/profiles/portfolio.yaml'];

test.each([
  FLAGS,
  PROFILE,
  [...FLAGS, '--explain', '--discount', '25%', '--floor', '40k-90k', '--cache-hit', '50%', '--reads-per-write', '4'],
  ['estimate', '--profile', 'fixtures/profiles/hostile-names.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/growing.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/web-searches.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/measured-reads.yaml'],
])('a report that nobody has touched says again what the command said: %s %s %s %s', async (...argv) => {
  const { held, answer } = await reportOf(argv);
  expect(answer.length).toBeGreaterThan(1000);
  expect(mainOf(held, {})).toBe(answer);
});

const tokens = fc.integer({ min: 1, max: 4000 }).map((millions) => `${millions}M`);
const percents = fc.integer({ min: 0, max: 90 }).map((each) => `${each}%`);

test('whatever is changed, the report says what its command says, to the last digit', async () => {
  const { held } = await reportOf(FLAGS);
  await fc.assert(
    fc.asyncProperty(
      fc.record(
        {
          '0.input': tokens,
          '0.output': tokens,
          '0.cacheHit': percents,
          '0.batch': percents,
          'quote.discount': percents,
          'quote.floor': fc.integer({ min: 1, max: 200 }).map((each) => `${each}k`),
        },
        { requiredKeys: [] },
      ),
      async (texts) => {
        const [, ...argv] = words(commandOf(held, changed(held, texts)));
        expect(mainOf(held, texts)).toBe((await reportOf(argv)).answer);
      },
    ),
    { numRuns: 12 },
  );
});

test('a field for all workloads is the flag of the command', async () => {
  const { held } = await reportOf(PROFILE);
  const texts = { 'all.cacheHit': '30%', 'all.batch': '25%', 'quote.discount': '22%' };
  const command = commandOf(held, changed(held, texts));
  expect(command).toBe(
    'tokencost estimate --profile fixtures/profiles/portfolio.yaml --as-of 2026-11-23 --cache-hit 30% --batch 25% --discount 22%',
  );
  expect(mainOf(held, texts)).toBe((await reportOf(words(command).slice(1))).answer);
});

describe('one workload of several', () => {
  test('moves by itself, and the command says what to write into the profile', async () => {
    const { held, answer } = await reportOf(PROFILE);
    const texts = { '0.volume': '2', '1.batch': '10%' };
    expect(commandOf(held, changed(held, texts)).split('\n').slice(1)).toEqual([
      '# in the profile, assistant: tokens: { input: 2000000000, output: 6000000000 }',
      '# in the profile, code-review: batchEligible: 10%',
    ]);
    const found = answered(held, changed(held, texts));
    expect('total' in found ? found.total : found).toMatch(/^\$/);
    expect(mainOf(held, texts)).not.toBe(answer);
    expect(mainOf(held, { '0.volume': '1', '1.batch': whatIfOf(held).groups[2]?.fields[2]?.value ?? '' })).toBe(answer);
  });
});

test('what cannot be read is said at its field, in the words of the flags, and the page stands', async () => {
  const { held } = await reportOf(FLAGS);
  expect(mainOf(held, { '0.cacheHit': '170%', '0.input': 'a lot', 'quote.floor': '9k-4k' })).toEqual([
    ['0.cacheHit', expect.stringContaining('170%')],
    ['0.input', expect.stringContaining('"a lot"')],
    ['quote.floor', '"9k-4k" ends below its start; write the low end first'],
  ]);
});

test('a name with a quote in it stays one word of the command', async () => {
  const { held } = await reportOf(FLAGS);
  const odd: Held = { ...held, flags: [['--profile', "it's mine.yaml"]] };
  expect(commandOf(odd, new Map())).toBe(`tokencost estimate --profile 'it'\\''s mine.yaml'`);
});

describe('the command of a report', () => {
  /** A value of each flag of `estimate` that an answer depends on, beside those that state the work. */
  const LEVERS = ['--cache-hit', '40%', '--reads-per-write', '4', '--cache-ttl', '1h', '--batch', '30%'];
  const GIVEN = [
    ...[
      '--in',
      '500M',
      '--out',
      '1.5B',
      '--model',
      'claude-opus-4.7',
      ...LEVERS,
      '--discount',
      '22%',
      '--floor',
      '40k',
    ],
    ...['--card', 'article-2026', '--offers', 'fixtures/offers/minimum.yaml', '--via', 'openrouter'],
    ...['--prepay', 'tokenmart', '--as-of', '2026-11-23', '--explain'],
  ];
  /** Flags that say how an answer is written, not what it is made from. */
  const WRITTEN = [
    ...['--rows', '--scenario', '--focus-version', '--by', '--shared', '--format', '--output', '--bom', '--delimiter'],
    ...['--decimal', '--no-color', '--quiet', '--help'],
    // What a project states stands in the flags that it gave.
    '--no-config',
  ];

  test('has every flag that the answer depends on, with its value', async () => {
    const { held } = await reportOf(['estimate', ...GIVEN]);
    expect(words(commandOf(held, new Map())).toSorted()).toEqual(['tokencost', 'estimate', ...GIVEN].toSorted());
  });

  test('knows every flag of estimate, or leaves it out for what it is', async () => {
    const { stdout } = await run(['estimate', '--help']);
    const known = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);
    const said = [...GIVEN.filter((each) => each.startsWith('--')), '--profile', ...WRITTEN];
    expect(known.length).toBeGreaterThan(20);
    expect(known.toSorted()).toEqual(said.toSorted());
  });
});
