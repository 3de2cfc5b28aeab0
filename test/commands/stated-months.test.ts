import { describe, expect, test } from 'vitest';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const DAY = ['--as-of', '2026-11-27'];
/** The month after that day, and as long as is taken where nobody says it: by hand. */
const [NEXT, YEAR] = ['start: 2026-12', 'months: 12'];
/** The longest term of what is on offer there. */
const OFFERED = ['--offers', 'fixtures/offers/term/three-years.yaml'];
const LONGEST = 'months: 36';

const profileOf = (...months: readonly string[]) => `
${months.join('\n')}
growth: 8%
demand: { p10: 1, p50: 1, p90: 1 }
workloads:
  - { name: answers, model: claude-opus-4.7, tokens: { input: 750M, output: 2.25B } }
`;

async function answer(argv: readonly string[], profile: string) {
  const { stdout, stderr, exitCode } = await run([...argv, '--profile', '-', ...DAY], profile);
  expect(stderr).not.toContain('not a valid profile');
  return { stdout, exitCode };
}

/** An answer without the sentences on what was taken. */
async function json(argv: readonly string[], profile: string) {
  const { stdout, exitCode } = await answer([...argv, '--format', 'json'], profile);
  const { assumptions, ...found } = JSON.parse(stdout) as { assumptions: { code: string }[] };
  const taken = assumptions.filter(({ code }) => code === 'monthsTaken' || code === 'startTaken');
  return { found, exitCode, taken: taken.map(({ code }) => code), rest: assumptions.length - taken.length };
}

const COMMANDS: readonly (readonly [readonly string[], string])[] = [
  [['estimate'], YEAR],
  [['check', '--max', '80k'], YEAR],
  [['decide', ...OFFERED], LONGEST],
];

describe('the first month and their number may be stated alone', () => {
  test('each alone is the profile that states both', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...COMMANDS),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async ([argv, length], number, isStart) => {
          const stated = isStart ? `start: 2027-0${number}` : `months: ${number + 1}`;
          const both = await json(argv, profileOf(...(isStart ? [stated, length] : [NEXT, stated])));
          const alone = await json(argv, profileOf(stated));
          expect(alone).toEqual({ ...both, taken: [isStart ? 'monthsTaken' : 'startTaken'] });
          expect(both.taken).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('in FOCUS and in a check of a quarter too', async () => {
    const focus = async (...months: string[]) =>
      (await answer(['estimate', '--format', 'focus'], profileOf(...months))).stdout.split('\r\n').slice(1);
    expect(await focus('months: 3')).toEqual(await focus(NEXT, 'months: 3'));
    expect(await focus('start: 2027-02')).toEqual(await focus('start: 2027-02', YEAR));
  });

  test('says nothing of months that no answer looks at', async () => {
    const flat = profileOf('months: 6').replace('growth: 8%', '');
    expect((await json(['check', '--max', '80k'], flat)).taken).toEqual([]);
  });
});
