import { describe, expect, test } from 'vitest';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const DAY = ['--as-of', '2026-11-27'];

async function decided(profile: string, offers: string, format = 'json') {
  const files = [
    '--profile',
    `fixtures/profiles/divided/${profile}.yaml`,
    '--offers',
    `fixtures/offers/divided/${offers}.yaml`,
  ];
  const { stdout } = await run(['decide', ...files, ...DAY, '--format', format, '--quiet']);
  return stdout;
}

type Row = { name: string; channel: string; monthlyCost: number; partOf: { workload: string; share: number } | null };
const rows = ({ plan }: { plan: { workloads: Row[] } }) =>
  plan.workloads.map(({ channel, monthlyCost, partOf }) => [channel, monthlyCost, partOf?.share]);

describe('a stream that may be divided', () => {
  test('is cut where the money that a cloud is owed ends', async () => {
    const answer = JSON.parse(await decided('one-stream', 'owed'));
    // 10,000 of 30,000 is owed anyway; the rest at 85%.
    expect(answer.plan.effectiveCost).toBe(17_000);
    expect(rows(answer)).toEqual([
      ['tokenmart', 17_000, 0.6666666667],
      ['bedrock', 10_000, 0.3333333333],
    ]);
    expect([answer.proof.optimal, answer.proof.lowerBound, answer.splitting]).toEqual([true, 17_000, null]);
  });

  test('is cut where a floor is reached for what else is bought there', async () => {
    const answer = JSON.parse(await decided('at-the-floor', 'floor'));
    // 30,000 of review and 20,000 of replies at 80%, the other 20,000 of replies at 75%.
    expect(answer.plan.effectiveCost).toBe(55_000);
    expect(rows(answer)).toEqual([
      ['tokenmart', 15_000, 0.5],
      ['direct', 16_000, 0.5],
      ['direct', 24_000, undefined],
    ]);
    expect(answer.plan.contracts).toMatchObject([{ listSpend: 50_000 }]);
  });

  test('is one forecast, whatever its parts are', async () => {
    const { risk } = JSON.parse(await decided('one-stream', 'owed'));
    expect(risk.demand.forecasts).toBe(1);
  });

  test('is said to save where nothing says that it may be', async () => {
    const answer = JSON.parse(await decided('as-one', 'owed'));
    expect([answer.plan.effectiveCost, answer.splitting]).toEqual([20_000, { workloads: ['replies'], saving: 3_000 }]);
    expect(await decided('as-one', 'owed', 'table')).toMatch(
      /Splitting replies between channels would save \$3,000.00 a\s+month/,
    );
  });

  test('comes to the same in every format', async () => {
    const text = await decided('one-stream', 'owed', 'focus');
    const [head = '', ...lines] = text.trim().split('\n');
    const at = head.split(',').indexOf('EffectiveCost');
    // Quoted cells with commas stand before and behind: what is read is whole rows.
    const cells = lines.map(
      (line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [],
    );
    const sum = cells.reduce((total, row) => total + Number(row[at]), 0);
    expect(sum).toBeCloseTo(17_000, 2);
    expect(await decided('one-stream', 'owed', 'table')).toContain('$17,000.00');
  });
});

test('a stream that may be divided never costs more, and in one piece or in many it costs the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 }), async (tenths, share) => {
      const flags = (input: number, output: number, name: string, divisible: boolean) =>
        `  - { name: ${name}, model: claude-opus-4.7, tokens: { input: ${input}, output: ${output} }, divisible: ${divisible} }`;
      const [input, output] = [tenths * 100_000_000, tenths * 50_000_000];
      const [first, second] = [(input / 10) * share, (output / 10) * share];
      const cost = async (lines: string[]) => {
        const { stdout } = await run(
          [
            'decide',
            '--profile',
            '-',
            '--offers',
            'fixtures/offers/divided/owed.yaml',
            ...DAY,
            '--format',
            'json',
            '--quiet',
          ],
          ['workloads:', ...lines, ''].join('\n'),
        );
        return JSON.parse(stdout).plan.effectiveCost as number;
      };
      const whole = await cost([flags(input, output, 'a', true)]);
      const twice = await cost([flags(first, second, 'a', true), flags(input - first, output - second, 'b', true)]);
      const fixed = await cost([flags(first, second, 'a', false), flags(input - first, output - second, 'b', false)]);
      expect(twice).toBeCloseTo(whole, 6);
      expect(fixed).toBeGreaterThanOrEqual(whole - 1e-6);
    }),
    { numRuns: 15, seed: 5 },
  );
});
