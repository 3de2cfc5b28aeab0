// Holds the plans of `decide` against trying every plan: `npm run verify:plans -- [--seed S] [--runs N]`. Of N random small
// portfolios two in three are of a month with everything a plan may meet, tried exactly; one in three is over a term, with
// growth, prices that change and windows, tried in floats. A commitment is tried for the months that the program says it signs
// for, and told apart for every other. What breaks is told with its seed; `--runs 1` meets it again.
import { cheapestMonth, cheapestTerm, termWork, waysOf } from './plans/brute-force.mjs';
import { argvOf, DAY, monthOf, termOf } from './plans/instance.mjs';
import { ask, numberAfter, workshop } from './program.mjs';

/** So many plans are tried of a portfolio at most: of a larger one the next draw of its seed is taken. */
const MOST_WAYS = 200_000;
const MOST_OF_TERM = 3_000_000;
/** What two amounts of a month may differ by: half of a cent, and the rounding of a term's figures to cents. */
const HALF_A_CENT = 0.005 + 1e-9;

/** The share from which another month to sign for is told. */
const CLEARLY = 1e-4;

const [seed, runs] = [numberAfter('--seed', 1), numberAfter('--runs', 600)];
const { file } = workshop('plans');

function drawn(at, of, work, most) {
  for (let again = 0; ; again++) {
    const instance = of(at + again * 1_000_000_007);
    if (work(instance) <= most) return instance;
  }
}

const say = (line) => process.stdout.write(`${line}\n`);
const tally = { month: 0, term: 0, above: 0, below: 0, unproven: 0, later: 0, most: 0 };
for (let at = seed; at < seed + runs; at++) {
  const isTerm = at % 3 === 0;
  const instance = isTerm ? drawn(at, termOf, termWork, MOST_OF_TERM) : drawn(at, monthOf, waysOf, MOST_WAYS);
  const least = isTerm ? cheapestTerm(instance, false) : cheapestMonth(instance);
  tally[isTerm ? 'term' : 'month'] += 1;
  try {
    const { plan, proof } = await ask(argvOf(instance, file), DAY);
    if (!proof.optimal) tally.unproven += 1;
    if (isTerm) {
      const share = least / cheapestTerm(instance, true) - 1;
      if (share > CLEARLY) tally.later += 1;
      tally.most = Math.max(tally.most, share);
    }
    const more = (plan.effectiveCost ?? Number.NaN) - (least ?? Number.NaN);
    if (Math.abs(more) <= HALF_A_CENT) continue;
    say(`seed ${at}: the plan costs ${plan.effectiveCost}, the cheapest of all that were tried ${least}`);
    tally[more < 0 ? 'below' : 'above'] += 1;
  } catch (error) {
    // Nothing serves all of the work: both have to say so.
    if (least === undefined) continue;
    say(`seed ${at}: ${error.message}`);
    tally.above += 1;
  }
}

const { month, term, above, below, unproven, later, most } = tally;
say(
  `${month + term} portfolios from seed ${seed} (${month} of a month in fractions, ${term} over a term in floats): ${above} plans above the cheapest of all that were tried, ${below} below, ${unproven} not proven; in ${later} of the term a month to sign for that is not tried costs less, by ${(100 * most).toFixed(2)}% at most`,
);
process.exitCode = above + below === 0 ? 0 : 1;
