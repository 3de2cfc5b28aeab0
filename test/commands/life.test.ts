import { describe, expect, test } from 'vitest';
import { fileOf, folderOf } from '../support/folders.ts';
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
    expect(top).toContain(
      'heir is named as its replacement: the baseline of $18,000 becomes $46,800, at 1.3 tokens where the old model makes one.',
    );
    expect(stderr).not.toContain('is served until');
  });

  test('a contract for models that end is not signed without saying so', async () => {
    const { stdout } = await spoken(`decide ${PROFILE} --as-of 2026-11-27`);
    expect(firstScreen(stdout)).toContain(
      'ends-billed-as-heir and ends-replaced end, as said below: sign only what holds for the models after them too.',
    );
    expect((await spoken(`decide ${PROFILE} --as-of 2026-08-31`)).flat).not.toContain('ends-billed-as-heir and');
  });

  test('what ends before the first month of a term is served until then, and is not past yet', async () => {
    const { stdout, flat } = await spoken(`decide ${PROFILE} --as-of 2026-12-05`);
    expect(firstScreen(stdout)).toContain(
      'told-on: ends-billed-as-heir is served until 2026-12-10, before the work that is priced here begins. Priced is heir',
    );
    expect(flat).not.toContain('was served until');
    const past = await spoken(`decide ${PROFILE} --as-of 2026-12-11`);
    expect(past.flat).toContain('told-on: ends-billed-as-heir was served until 2026-12-10. Priced is heir');
    expect(past.flat).not.toContain('is served until 2026-12-10');
  });

  // 10B x 0.75 + 2B x 3.75 = 15,000; at list, twice that.
  test('what follows at a promotional price says until when, and what comes then', async () => {
    const { flat } = await spoken('estimate --in 10B --out 2B --model gemini-2.5-pro --as-of 2026-11-27');
    expect(flat).toContain(
      'the baseline of $32,500 becomes $15,000. That is at a promotional price until 2026-12-31; after it, $30,000.',
    );
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

describe('a model that ends inside the months, with nothing named after it', () => {
  const LINE = `estimate --profile fixtures/profiles/ending-alone.yaml ${CARD} --as-of 2026-11-27`;

  const ENDS_FOR_NOTHING =
    'w: ends-alone is served until 2026-12-10. Nothing is named that answers after it, so it has no price then: the months hold its work until that day, and are the least they can come to.';

  test('is told in one sentence, on every page', async () => {
    for (const command of ['estimate', 'decide']) {
      const { flat } = await spoken(LINE.replace('estimate', command));
      expect(flat).toContain(ENDS_FOR_NOTHING);
      expect(flat).not.toContain('nothing is named that answers for ends-alone');
    }
    // Too little is spent for a talk, and that the model ends is known all the same.
    const { flat } = await spoken(LINE.replace('estimate', 'decide --brief'));
    expect(flat).toContain('No talk with Acme');
    expect(flat).toContain(ENDS_FOR_NOTHING);
  });

  test('stands once in a brief, in the calendar of the talk that it bears on', async () => {
    const { flat } = await spoken(`decide ${PROFILE} --as-of 2026-11-27 --brief`);
    expect(flat).not.toContain('**Models that end**');
    expect(flat.split('told-on: ends-billed-as-heir is served until 2026-12-10')).toHaveLength(2);
    expect((await spoken(`decide ${PROFILE} --as-of 2026-12-15 --brief`)).flat).toContain(
      'moved: ends-replaced was served until 2026-12-10. Priced in its place',
    );
  });

  // December: 1,400 x 10/31 + 2,800. January: 2,800 x 10/31 + 5,600 x 21/31. February: 5,600.
  test('is priced until its last day, and the rest is said to have no price', async () => {
    const { schedule, warnings } = await json(LINE);
    const months = schedule.months.map(
      ({ baselineCost, baselineBound }: { baselineCost: number; baselineBound: string }) => [
        Math.round(baselineCost * 100) / 100,
        baselineBound,
      ],
    );
    expect(months).toEqual([
      [3251.61, 'atLeast'],
      [4696.77, 'atLeast'],
      [5600, 'atLeast'],
    ]);
    expect(schedule.total.complete).toBe(false);
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('monthsWithoutPrice');
    const { stdout, flat, exitCode } = await spoken(LINE);
    expect(exitCode).toBe(4);
    expect(firstScreen(stdout)).toContain(ENDS_FOR_NOTHING);
    expect(flat).toContain('at least $13,548.39');
  });

  // The same three months in a plan that signs nothing: 3,251.61 + 4,696.77 + 5,600.
  test('is in no amount of a plan from that day on, which says so where the money stands', async () => {
    const line = LINE.replace('estimate', 'decide');
    const { stdout, exitCode } = await spoken(line);
    expect(exitCode).toBe(4);
    const screen = firstScreen(stdout);
    expect(screen).toContain(
      'Buy as below: at least $4,516.13 a month on average over 3 months (at least $13,548.39 in all)',
    );
    expect(screen).toContain(ENDS_FOR_NOTHING);
    const { plan, warnings } = await json(line);
    expect(plan.complete).toBe(false);
    expect(plan.term.totalCost).toBe(13_548.39);
    expect(plan.term.gaps).toEqual([{ workload: 'w', from: '2026-12-11' }]);
    expect(warnings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['modelEnds', 'monthsWithoutPrice']),
    );
  });

  // Work that grows by 5% a month. December: 1,400 x 10/31 + 2,800. February: 5,600 x 1.05 x 1.05.
  test('is in the later months of a check until then: what they come to at least may be over', async () => {
    const growing = fileOf(
      `{ start: 2026-12, months: 3, growth: 5%, workloads: [
        { name: w, model: ends-alone, tokens: { input: 1B, output: 100M } },
        { name: v, model: heir, tokens: { input: 1B, output: 100M } }] }`,
    );
    const check = (most: string) => `check --profile ${growing} ${CARD} --as-of 2026-11-27 --max ${most}`;
    const cents = ({ month, amount, lowerBound }: { month: string; amount: number | null; lowerBound: number }) => [
      month,
      amount,
      Math.round(lowerBound * 100) / 100,
    ];
    const over = await json(check('5k'));
    expect(over.verdict).toBe('over');
    expect(cents(over.limits[0].overSince)).toEqual(['2027-02', null, 6174]);
    expect(over.ahead.months.map(({ month }: { month: string }) => month)).toEqual(['2026-12', '2027-01', '2027-02']);
    expect(over.ahead.ends).toBe(null);
    const { flat, exitCode } = await spoken(check('20k'));
    expect(exitCode).toBe(0);
    expect(flat).toContain(
      'within: whole profile is projected to cost $4,200.00 in the first month and at least $6,174.00 in 2027-02, where it is nearest to the limit of $20,000.00.',
    );
    expect(flat).toContain(ENDS_FOR_NOTHING);
  });

  test('before the months, leaves a plan with one of them, at its own rates', async () => {
    const line = LINE.replace(
      'fixtures/profiles/ending-alone.yaml',
      fileOf(
        `{ start: 2027-01, months: 3, workloads: [
        { name: w, model: ends-alone, tokens: { input: 1B, output: 100M } },
        { name: v, model: heir, tokens: { input: 1B, output: 100M } }] }`,
      ),
    ).replace('estimate', 'decide');
    const { stderr } = await spoken(line);
    expect(stderr).toContain(
      'The start and months of the profile are not weighed while a part of its work has no price: the amount is one month at the rates of 2027-01-01.',
    );
    expect(stderr).not.toContain('--as-of');
  });

  test('and has charges until then alone', async () => {
    const { stdout, stderr, exitCode } = await spoken(`${LINE} --format focus`);
    const billed = stdout
      .split('\n')
      .slice(1)
      .reduce((sum, line) => sum + Number(line.split(',')[0]), 0);
    expect(billed).toBeCloseTo(13_548.387, 2);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('w has no charges in 2026-12 from 2026-12-11 on');
    expect(stderr).toContain('w has no charges in 2027-01: nothing is named that answers for ends-alone.');
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

describe('a price that changes inside a month', () => {
  const profile = (model: string, more = '') => `
start: 2026-11
months: 4
workloads: [{ name: w, model: ${model}, tokens: { input: 100M, output: 20M }${more} }]
`;
  const months = async (model: string, more = '') => {
    const line = words(`estimate --profile - ${CARD} --as-of 2026-11-27 --format json`);
    const { stdout } = await run(line, profile(model, more));
    const answer = JSON.parse(stdout);
    const costs = answer.schedule.months.map(({ listCost }: { listCost: number }) => listCost);
    return { costs, total: answer.schedule.total.listCost, answer };
  };

  // 10 of the 31 days of December at $180 a month and 21 at $360; of January 10 at $360 and 21 at $720.
  test('counts from its day on, the volume even over the days', async () => {
    const { costs, total } = await months('ends-billed-as-heir');
    expect(costs).toEqual([180, 301.935483871, 603.8709677419, 720]);
    expect(total).toBe(1805.8064516129);
  });

  // A model of other tokens: 21/31 of 1.3 times 100M and 20M at 2 and 8.
  test('and so do tokens that another model makes', async () => {
    const { costs } = await months('ends-replaced');
    expect(costs.slice(0, 2)).toEqual([180, 375.0967741935]);
  });

  // Half of the input is read from a cache: 10/31 of (50 + 5 + 80) and 21/31 of (100 + 10 + 160).
  test('with the levers of each part', async () => {
    const { costs } = await months('ends-billed-as-heir', ', cacheHitRatio: 50%');
    expect(costs[1]).toBe(226.4516129032);
  });

  test('and every change inside the months is told, once', async () => {
    const { answer } = await months('ends-billed-as-heir');
    const told = [...answer.warnings, ...answer.assumptions].filter(({ code }: { code: string }) =>
      ['modelEnds', 'rateChanges'].includes(code),
    );
    expect(told.map(({ code }: { code: string }) => code)).toEqual(['modelEnds', 'rateChanges']);
    expect(told[1].text).toContain('the price of heir changes on 2027-01-11');
  });

  test('FOCUS charges have the days they are for, and the costs of the schedule', async () => {
    const line = words(`estimate --profile - ${CARD} --as-of 2026-11-27 --format focus --quiet`);
    const { stdout } = await run(line, profile('ends-billed-as-heir'));
    // BillingPeriodEnd, BillingPeriodStart, ChargePeriodEnd, ChargePeriodStart: columns stand in order of their names.
    const days = stdout.split('\n').map((row) => row.match(/\d{4}-\d{2}-\d{2}T00:00:00Z/g) ?? []);
    const december = days.filter(([, start]) => start?.startsWith('2026-12'));
    const periods = december.map(([, , end, start]) => `${start} ${end}`);
    expect([...new Set(periods)]).toEqual([
      '2026-12-01T00:00:00Z 2026-12-11T00:00:00Z',
      '2026-12-11T00:00:00Z 2027-01-01T00:00:00Z',
    ]);
  });

  test('the months of two cards and of two profiles are held against each other so', async () => {
    const folder = folderOf({ 'old.yaml': profile('heir'), 'new.yaml': profile('ends-billed-as-heir') });
    const line = `diff ${folder}/old.yaml ${folder}/new.yaml ${CARD} --as-of 2026-11-27 --format json`;
    const { stdout } = await run(words(line));
    expect(stdout).toContain('301.935483871');
    const cards = `diff fixtures/cards/life.yaml fixtures/cards/life.yaml --profile ${folder}/new.yaml --as-of 2026-11-27 --to 2026-12-12 --format json`;
    expect((await run(words(cards))).stdout).toContain('301.935483871');
  });
});

describe('a name as a bill writes it', () => {
  test('is explained to who asks for an estimate of it, and never taken', async () => {
    const line = 'estimate --in 1M --model us.anthropic.claude-sonnet-4-5-20250929-v1:0';
    const { stdout, stderr, exitCode } = await run(words(line));
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('It is claude-sonnet-4.5 behind us. anthropic. -v1:0');
  });

  test('that nobody ships is told how to be added', async () => {
    const { stderr } = await run(words('estimate --in 1M --model acme-large-9'));
    expect(stderr).toContain('ten lines of your own');
  });
});
