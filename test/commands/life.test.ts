import { describe, expect, test } from 'vitest';
import { run, words } from '../support/transcript.ts';

const CARD = '--card fixtures/cards/life.yaml';
const PROFILE = `--profile fixtures/profiles/ending.yaml ${CARD}`;

const spoken = async (line: string) => {
  const { stdout, stderr, exitCode } = await run(words(line));
  const flat = stdout.replaceAll(/\s+/g, ' ');
  return { stdout, stderr, exitCode, flat };
};
const json = async (line: string) => JSON.parse((await spoken(`${line} --format json`)).stdout);

/** The top of a page, as much as a screen shows. */
const SCREEN_LINES = 24;
const firstScreen = (stdout: string) => stdout.split('\n').slice(0, SCREEN_LINES).join(' ').replaceAll(/\s+/g, ' ');

describe('a model whose end is known', () => {
  test.each(['estimate', 'decide', 'check --max 1M'])('%s says it on the first screen', async (command) => {
    const { stdout, stderr } = await spoken(`${command} ${PROFILE} --as-of 2026-11-27`);
    const top = firstScreen(stdout);
    expect(top).toContain('ends-billed-as-heir is served until 2026-12-10 (announced 2026-09-01)');
    expect(top).toContain(
      'Then heir answers to its name and its price counts: the baseline of $36,000 becomes $72,000.',
    );
    expect(top).toContain('heir is named as its replacement: the baseline of $18,000 becomes $46,800.');
    expect(stderr).not.toContain('is served until');
  });

  test('a file with the answer leaves the warning on standard error', async () => {
    const line = `estimate --in 1M --model ends-alone ${CARD} --as-of 2026-11-27`;
    expect((await spoken(`${line} --output /dev/null`)).stderr).toContain('is served until 2026-12-10');
    expect((await spoken(`${line} --format csv`)).stderr).toContain('is served until 2026-12-10');
    expect((await spoken(`${line} --format csv --quiet`)).stderr).toBe('');
  });

  test('nobody is told before it was announced, and always where that day is not known', async () => {
    const codes = async (model: string, day: string) => {
      const { warnings } = await json(`estimate --in 1M --model ${model} ${CARD} --as-of ${day}`);
      return warnings.map(({ code }: { code: string }) => code).filter((code: string) => code.startsWith('model'));
    };
    expect(await codes('ends-billed-as-heir', '2026-08-31')).toEqual([]);
    expect(await codes('ends-billed-as-heir', '2026-09-01')).toEqual(['modelEnds']);
    expect(await codes('ends-billed-as-heir', '2026-12-10')).toEqual(['modelEnds']);
    expect(await codes('ends-billed-as-heir', '2026-12-11')).toEqual(['modelEnded']);
    expect(await codes('ends-alone', '2026-01-01')).toEqual(['modelEnds']);
  });
});

describe('after its last day', () => {
  const list = async (model: string, day: string, more = '') => {
    const answer = await json(`estimate --in 100M --out 20M --model ${model} ${CARD} --as-of ${day} ${more}`);
    return [answer.workloads[0].model, answer.totals.baselineCost];
  };

  test('a model costs what answers in its place', async () => {
    expect(await list('ends-billed-as-heir', '2026-12-10')).toEqual(['ends-billed-as-heir', 180]);
    expect(await list('ends-billed-as-heir', '2026-12-11')).toEqual(['heir', 360]);
    expect(await list('ends-billed-as-heir', '2027-01-11')).toEqual(['heir', 720]);
  });

  test('and in the tokens that the other one makes', async () => {
    expect(await list('ends-replaced', '2026-12-11')).toEqual(['heir', 468]);
  });

  test('one that is billed on costs what it did', async () => {
    expect(await list('ends-on-its-own-bill', '2027-06-01')).toEqual(['ends-on-its-own-bill', 180]);
  });

  test('one that nothing answers for is refused', async () => {
    const { exitCode, stdout, stderr } = await spoken(`estimate --in 1M --model ends-alone ${CARD} --as-of 2026-12-11`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('was served until 2026-12-10');
  });

  test('a limit on either name is a limit on what is priced', async () => {
    for (const name of ['ends-replaced', 'heir']) {
      const line = `check ${PROFILE} --as-of 2026-12-11 --budget - --format json`;
      const { stdout } = await run(words(line), `limits: [{ model: ${name}, max: 200k }]`);
      expect(JSON.parse(stdout).limits).toMatchObject([{ name: 'heir', amount: 155_351.8, verdict: 'within' }]);
    }
  });

  test('a plan says what it buys in the place of what', async () => {
    const { flat } = await spoken(`decide ${PROFILE} --as-of 2026-12-11`);
    expect(flat).toContain('moved: ends-replaced was served until 2026-12-10. Priced in its place, as an assumption');
    expect(flat).toContain('moved: heir in place of ends-replaced.');
    expect(flat).not.toContain('lasting: heir in place');
  });
});

describe('an alternative of another tokenizer', () => {
  const PLAN = 'decide --profile fixtures/profiles/other-tokenizer.yaml --card fixtures/cards/life.yaml';

  test('is held against what is published, and the ratio that turns the answer is told', async () => {
    const { plan, assumptions } = await json(PLAN);
    const bought = plan.workloads.map(({ model, monthlyCost }: { model: string; monthlyCost: number }) => [
      model,
      monthlyCost,
    ]);
    expect(bought).toEqual([
      ['elder', 7500],
      ['elder', 5769.2307692308],
      ['stranger', 6000],
      ['younger', 6600],
    ]);
    const texts = assumptions.map(({ text }: { text: string }) => text).join('\n');
    expect(texts).toContain('told: younger is taken to make 1.3 tokens of a text that is one token to elder');
    expect(texts).toContain('younger is the cheaper only below 1.25');
    expect(texts).toContain('From 0.8 tokens on younger is the cheaper');
    expect(texts).toContain('since nothing is published about it. From 1.25 tokens on elder is the cheaper');
    expect(texts).not.toContain('stated: ');
  });
});

describe('the least prefix that is cached', () => {
  const request = (model: string, prefix: number) => `
workloads:
  - { name: w, model: ${model}, requests: 1M, perRequest: { prefix: ${prefix}, input: 800, output: 300 }, cacheHitRatio: 10% }
`;
  const codes = async (model: string, prefix: number) => {
    const { stdout } = await run(words(`estimate --profile - ${CARD} --format json`), request(model, prefix));
    const { assumptions } = JSON.parse(stdout);
    return assumptions.map(({ code }: { code: string }) => code);
  };

  test('is said to be unknown where it is, and not where any prefix is cached', async () => {
    expect(await codes('heir', 300)).toContain('leastPrefixUnknown');
    expect(await codes('ends-billed-as-heir', 300)).not.toContain('leastPrefixUnknown');
    expect(await codes('elder', 300)).not.toContain('leastPrefixUnknown');
  });
});

describe('the region eu at OpenAI, whose card says regional', () => {
  test.each([
    ['gpt-5.4', 440],
    ['gpt-5.2', 315],
    ['o3', 280],
  ])('%s costs %s', async (model, cost) => {
    const profile = `workloads: [{ name: w, model: ${model}, tokens: { uncachedInput: 100M, output: 10M }, region: eu }]`;
    const { stdout } = await run(words('check --profile - --max 1k --format json --as-of 2026-11-27'), profile);
    expect(JSON.parse(stdout).amount).toBe(cost);
  });
});
