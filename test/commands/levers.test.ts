import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'levers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
async function decided(workload: string, ...flags: string[]) {
  const path = join(folder, `${++files}.yaml`);
  writeFileSync(path, `workloads:\n  - { name: job, ${workload} }\n`);
  const { stdout, stderr } = await run(['decide', '--profile', path, '--format', 'json', '--quiet', ...flags]);
  return stdout === '' ? expect.fail(stderr) : JSON.parse(stdout);
}

const steady = (scale: number, peak: number) =>
  decided(
    `model: gpt-5.1, tokens: { uncachedInput: ${6e9 / scale}, cacheRead: ${4e9 / scale}, output: ${1.2e9 / scale} }, load: { peakToAverage: ${peak} }`,
  );
const annual = ({ reserved }: { reserved: { pools: { units: number }[]; terms: Record<string, unknown>[] }[] }) => {
  const [first] = reserved;
  const term = first?.terms.find(({ term: name }) => name === 'annual');
  return [first?.pools[0]?.units, term?.['cost'], term?.['saving']];
};

describe('capacity reserved for 20,000 a month of gpt-5.1, by the height of its peak', () => {
  test.each([
    [1, 75, 16_575, 3425],
    [1.1, 85, 18_785, 1215],
    [1.25, 95, 20_995, -995],
    [2.5, 190, 41_990, -21_990],
  ])('%f times the average: %i units, %i a month', async (peak, units, cost, saving) => {
    const answer = await steady(1, peak);
    expect(answer.reserved[0].payAsYouGo).toBe(20_000);
    expect(annual(answer)).toEqual([units, cost, saving]);
  });

  test('a twentieth of it needs the least units all the same', async () => {
    expect(annual(await steady(20, 1))).toEqual([15, 3315, -2315]);
  });

  test('a peak that nobody states is assumed, never 1', async () => {
    const answer = await decided('model: gpt-5.1, tokens: { uncachedInput: 6B, cacheRead: 4B, output: 1.2B }');
    expect(answer.reserved[0]).toMatchObject({ peakToAverage: 2.5, loadBasis: 'assumed' });
  });
});

test('capacity is worth what it spares of the plan, and not of list', async () => {
  const { stdout } = await run([
    ...['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--as-of', '2026-11-27'],
    ...['--format', 'json', '--quiet'],
  ]);
  const { plan, reserved } = JSON.parse(stdout);
  const [own] = reserved.filter(({ model }: { model: string }) => model === 'gpt-5.4');
  // 33,250 at list, bought at 80% of it; the 75 units that list price pays for would cost 30,724.
  expect(plan.workloads[1]).toMatchObject({ model: 'gpt-5.4', channel: 'tokenmart' });
  expect(own.payAsYouGo).toBe(26_600);
  for (const term of own.terms) expect(term.saving).toBeCloseTo(26_600 - term.cost, 6);
  const { stdout: page } = await run(['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--explain']);
  expect(page).toContain('By price alone no unit pays');
  expect(page).not.toContain('75 units are best');
});

describe('levers', () => {
  const providerOf = (answer: { levers: { providers: Record<string, never>[] } }) =>
    answer.levers.providers[0] ?? expect.fail('no provider');

  test('failed requests of the 40,000 job recover 137.50, beside the 375 of the article', async () => {
    const answer = await decided(
      'model: claude-opus-4.7, tokens: { input: 500M, output: 1.5B }',
      '--card',
      'article-2026',
    );
    expect(providerOf(answer)).toMatchObject({ failedRequests: { recovered: 137.5, articleMethod: 375 } });
  });

  test('uptime credits at 150,000: 4,901 with half of the incidents qualifying, of which four fifths are claimed', async () => {
    const answer = await decided('model: claude-opus-4.7, tokens: { input: 1.875B, output: 5.625B }');
    const { listSpend, uptime } = providerOf(answer) as unknown as {
      listSpend: number;
      uptime: { expectedShare: number };
    };
    expect(listSpend).toBe(150_000);
    expect((uptime.expectedShare / 0.8) * listSpend).toBeCloseTo(4901, -1);
  });

  test('only an uptime credit is contingent, and nothing of a lever is in a cost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 9000 }),
        fc.constantFrom('', ', region: us'),
        async (millions, region) => {
          const job = `model: claude-opus-4.7, tokens: { input: ${millions}M, output: ${millions}M }${region}`;
          const plain = await decided(job);
          const failing = await decided(
            `${job}, failures: { refusal: 5%, streamAbort: 3% }, load: { peakToAverage: 4 }`,
          );
          expect(failing.plan).toEqual(plain.plan);
          const { levers } = providerOf(plain) as unknown as { levers: { lever: string; contingent: boolean }[] };
          expect(levers.filter(({ contingent }) => contingent).map(({ lever }) => lever)).toEqual(['serviceLevel']);
          expect(levers).toHaveLength(5);
          expect(plain.levers.notLevers).toHaveLength(3);
        },
      ),
      { numRuns: 6, seed: 3 },
    );
  });

  test('none moves under the floor, and the page says so; over it they are asked for by what they are worth', async () => {
    const page = async (tokens: string) => {
      const path = join(folder, `${++files}.yaml`);
      writeFileSync(
        path,
        `workloads:\n  - { name: job, model: claude-opus-4.7, tokens: { input: ${tokens}, output: ${tokens} } }\n`,
      );
      return (await run(['decide', '--profile', path, '--explain', '--quiet'])).stdout.replace(/\s+/g, ' ');
    };
    expect(await page('1B')).toContain(
      'Anthropic is under its floor of $50,000: none of this moves before it is reached.',
    );
    // 90,000 of list: 20% of it, and the recovery of failed requests.
    expect(await page('3B')).toMatch(
      /ask Anthropic for, by what each is worth a month: per-token rate card \(\$18,000\), failed requests/,
    );
  });
});

test.each(['--cache-ttl 1h', '--reads-per-write 3'])('%s beside no cache hits at all is told', async (flag) => {
  const line = `check --in 1M --out 1M --model claude-opus-4.7 --max 1k --cache-hit 0 ${flag}`;
  const { stderr, exitCode } = await run(line.split(' '));
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/(?:cacheTtl|readsPerWrite) has no effect: .* nothing is cached\./);
});
