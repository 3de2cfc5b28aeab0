import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run, words } from '../support/transcript.ts';

const PORTFOLIO = 'decide --profile fixtures/profiles/portfolio.yaml --quiet';

interface PlanCost {
  readonly effectiveCost: number;
  readonly expectedCost: number;
}
interface Ask {
  readonly commitment: number;
  readonly discount: number;
  readonly ground: string;
  readonly basis: string;
  readonly plan: PlanCost;
}
interface Talk {
  readonly signed: PlanCost;
  readonly leaving: number;
  readonly leavingShare: number;
  readonly work: readonly { readonly workload: string; readonly leaves: boolean; readonly heldBy: readonly string[] }[];
  readonly alternative: { readonly ground: string; readonly plan: PlanCost; readonly atPublished: PlanCost };
  readonly opening: Ask;
  readonly target: Ask;
  readonly walkAway: number;
}
interface Answer {
  readonly plan: { readonly effectiveCost: number; readonly contracts: readonly { readonly provider: string }[] };
  readonly evidence: readonly { readonly ground: string; readonly effectiveCost: number }[];
  readonly negotiations:
    | readonly {
        readonly provider: string;
        readonly talk: Talk | null;
        readonly silence: { readonly reason: string; readonly short: number | null } | null;
      }[]
    | null;
}

async function told(line: string, offers: string): Promise<string> {
  const { stdout, stderr, exitCode } = await run(words(`${line} --format json`), offers);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** Answers by what was asked: several tests look at one, which is made once for all of them. */
const answers = new Map<string, Promise<string>>();

async function answer(line: string, offers = ''): Promise<Answer> {
  const asked = `${line}\n${offers}`;
  const known = answers.get(asked) ?? told(line, offers);
  answers.set(asked, known);
  return JSON.parse(await known);
}

/** A contract of Anthropic at one discount, and none of anybody else that could win. */
const at = (discount: number) =>
  `contracts: [{ provider: anthropic, floor: { low: 50_000, high: 100_000 }, bands: [{ commitment: 0, discount: ${discount} }] }]`;
const NONE = 'contracts: [{ provider: anthropic, bands: [] }]';

async function talkWith(provider: string, line = `${PORTFOLIO} --brief`): Promise<Talk> {
  const { negotiations } = await answer(line);
  const talk = negotiations?.find((each) => each.provider === provider)?.talk;
  if (talk === null || talk === undefined) throw new Error(`no talk with ${provider}`);
  return talk;
}

describe('decide --brief', () => {
  test('has the costs of the plans that decide itself makes: with the contract, without it, with another discount', async () => {
    const talk = await talkWith('anthropic');
    expect(talk.signed.effectiveCost).toBe((await answer(PORTFOLIO)).plan.effectiveCost);
    const under = async (offers: string) => (await answer(`${PORTFOLIO} --offers -`, offers)).plan;
    expect(talk.alternative.plan.effectiveCost).toBe((await under(NONE)).effectiveCost);
    expect(talk.opening).toMatchObject({ discount: 0.3, ground: 'hoped', basis: 'range' });
    expect(talk.opening.plan.effectiveCost).toBe((await under(at(0.3))).effectiveCost);
    const published = (await answer(`${PORTFOLIO} --evidence published`)).plan.effectiveCost;
    expect(talk.alternative.atPublished.effectiveCost).toBe(published);
  });

  describe('walks away where the plan does', () => {
    const profile = readFileSync('fixtures/profiles/portfolio.yaml', 'utf8');
    const stated = (demand: string) =>
      `decide --profile ${folderOf({ 'p.yaml': `demand: ${demand}\n${profile}` })}/p.yaml --as-of 2026-11-27 --quiet`;
    const signs = async (demand: string, discount: number) =>
      (await answer(`${stated(demand)} --offers -`, at(discount))).plan.contracts.length > 0;

    test('with what is certain', async () => {
      const certain = '{ p10: 100%, p50: 100%, p90: 100% }';
      const found = (await answer(`${stated(certain)} --brief`)).negotiations?.find(
        ({ provider }) => provider === 'anthropic',
      );
      // 68,000 through the reseller and 3,500 at list are 71,500 of 83,500: 14.37% off is as good.
      expect(found?.talk?.walkAway).toBeCloseTo(1 - 71_500 / 83_500, 4);
      expect([await signs(certain, 0.143), await signs(certain, 0.144)]).toEqual([false, true]);
    });

    test('with a spread that is assumed where the plan does that has it stated: a thin month is under the floor', async () => {
      const { walkAway } = await talkWith('anthropic');
      // A spread of 25%: exp(-+1.2816 x 0.25).
      const spread = '{ p10: 72.59%, p50: 100%, p90: 137.77% }';
      expect(walkAway).toBeGreaterThan(0.145);
      expect(walkAway).toBeLessThan(0.1455);
      expect([await signs(spread, 0.145), await signs(spread, 0.1455)]).toEqual([false, true]);
    });
  });

  test('knows what could leave, and what keeps the rest', async () => {
    const talk = await talkWith('anthropic');
    expect([talk.leaving, talk.leavingShare]).toEqual([80_000, 0.9580838323]);
    expect(talk.work.find(({ leaves }) => !leaves)).toMatchObject({
      workload: 'live-chat',
      heldBy: ['TokenMart can add 80 ms at p95, over the budget of 30 ms'],
    });
  });

  test('says why somebody is not worth a talk', async () => {
    const { negotiations } = await answer(`${PORTFOLIO} --brief`);
    const silent = negotiations?.flatMap(({ provider, silence }) =>
      silence === null ? [] : [[provider, silence.reason]],
    );
    expect(silent).toEqual([
      ['openai', 'neverBetter'],
      ['google', 'underFloor'],
    ]);
    const own = await answer(`${PORTFOLIO} --brief anthropic --offers -`, NONE);
    expect(own.negotiations).toMatchObject([{ provider: 'anthropic', talk: null, silence: { reason: 'notOffered' } }]);
  });

  test('is of one provider where one is named, and of nobody where none is asked for', async () => {
    const { negotiations } = await answer(`${PORTFOLIO} --brief google`);
    expect(negotiations?.map(({ provider }) => provider)).toEqual(['google']);
    expect((await answer(PORTFOLIO)).negotiations).toBe(null);
  });

  test('of a proposal aims for the counter, opens no shallower, and prices both as the answer to the vendor does', async () => {
    const line = `${PORTFOLIO} --proposal fixtures/proposals/too-much.yaml`;
    const talk = await talkWith('anthropic', `${line} --brief`);
    const { stdout } = await run(words(`${line} --format json`));
    const [{ plans, verdict }] = JSON.parse(stdout).proposals;
    expect(verdict).toBe('counter');
    expect([talk.signed, talk.target.plan, talk.alternative.plan]).toEqual([
      plans.signed,
      plans.countered,
      plans.unsigned,
    ]);
    expect(talk.target.basis).toBe('counter');
    expect(talk.opening.discount).toBeGreaterThanOrEqual(talk.target.discount);
  });

  test('is Markdown of the parts that a talk has, in their order', async () => {
    const { stdout } = await run(words(`${PORTFOLIO} --brief anthropic`));
    const parts = [...stdout.matchAll(/^(?:### |\*\*)([A-Z][^.*]+?)(?:\*\*)?$/gm)].map(([, name]) => name);
    expect(parts).toEqual([
      'Brief for the talk with Anthropic',
      'Where you stand',
      'If you do not agree',
      'What to ask for',
      'How much discount each commitment needs',
      'What you can give',
      'What you can get, by what it is worth a month',
      'Trades that leave you no worse',
      'What not to ask for',
      'Calendar',
      'Questions to settle before you sign',
      'Assumptions',
    ]);
  });
});
