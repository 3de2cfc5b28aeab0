import { expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import { atVolume, choicesAmong, pricedWorkload } from '../../../src/decision/plan/options.ts';
import { outcomeOf } from '../../../src/decision/plan/outcome.ts';
import { replanFrom } from '../../../src/decision/plan/replan.ts';
import { solvedParts } from '../../../src/decision/plan/solution.ts';
import fc from '../../support/laws.ts';
import { portfolio, portfolios } from '../../support/portfolios.ts';
import { run } from '../../support/transcript.ts';
import { multiple, part } from '../../support/values.ts';

/** The same offers, in which the deepest band of each provider takes more off its model by name. */
function naming(context: Context): Context {
  const contractOf: Context['offers']['contractOf'] = (provider) => {
    const contract = context.offers.contractOf(provider);
    if (contract === 'notOffered') return contract;
    const [first, ...others] = contract.bands;
    const last = others.at(-1) ?? first;
    const discounts = new Map([[provider.replace('p', 'm'), part('0.45')]]);
    const named = { discounts, newerModels: undefined, priceProtection: false, mostFavoured: false };
    const withNames = (band: typeof first) => (band === last ? { ...band, prices: named } : band);
    return { ...contract, bands: [withNames(first), ...others.map(withNames)] };
  };
  return { ...context, offers: { ...context.offers, contractOf } };
}

test.each([
  ['offers as they are', (context: Context) => context],
  ['bands that name models', naming],
])(
  '%s: a plan that is only asked for its decision is another one just where the best plan is',
  async (_, under) => {
    const seen = { unfinished: 0, same: 0 };
    await fc.assert(
      fc.asyncProperty(portfolios(2), fc.constantFrom('0.4', '0.8', '1.25', '3'), async (made, by) => {
        const { workloads, context: stated } = portfolio(made);
        const context = under(stated);
        const priced = workloads.map((each) => pricedWorkload(each, context));
        const marketAt = (volume: string) => ({
          choices: priced.map((each) => choicesAmong(atVolume(each, multiple(volume)), context.offers)),
          terms: context,
        });
        const { choices } = marketAt('1');
        const base = outcomeOf(choices, await solvedParts(choices, context, loadSolver));
        if (base === undefined) return;
        const replan = replanFrom(base, loadSolver);
        const [best, decided] = [await replan(marketAt(by)), await replan(marketAt(by), 'decision')];
        expect(decided?.key === base.key).toBe(best?.key === base.key);
        if (decided?.unfinished !== true) expect(decided?.cost).toEqual(best?.cost);
        seen.unfinished += decided?.unfinished === true ? 1 : 0;
        seen.same += best?.key === base.key ? 1 : 0;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.unfinished, seen.same)).toBeGreaterThan(10);
  },
  120_000,
);

const partOf = (page: string, heading: string) => page.split('\n\n').find((each) => each.startsWith(`${heading}\n`));

test.each(['portfolio', 'support', 'units-pay'])(
  'the first screen of %s names the flips that a whole answer has, though it looks for no others',
  async (name) => {
    const argv = ['decide', '--profile', `fixtures/profiles/${name}.yaml`, '--as-of', '2026-11-27', '--quiet'];
    const [screen, whole] = [(await run(argv)).stdout, (await run([...argv, '--explain'])).stdout];
    expect(partOf(screen, 'Next')).toBeDefined();
    for (const heading of ['What would change it', 'Next'])
      expect(partOf(screen, heading)).toBe(partOf(whole, heading));
  },
  60_000,
);
