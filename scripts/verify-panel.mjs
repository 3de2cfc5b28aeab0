// Does following the advice pay? `npm run verify:panel -- [--seed S] [--runs N] [--beside M] [--futures F] [--every K] [--worst W]`
// asks `decide` for N seeded companies whose forecasts are wrong and whose reseller's claim may be false, and holds what it
// says against the best fixed plan under the truth, an ideal tool with the same inputs, and rules of thumb; every Kth is
// asked with how far the claim is believed stated in its offers too. M more companies are simulated without asking, since what an ideal tool loses to the errors of
// the forecasts is the floor of the panel. What anything costs is simulated here, apart from the code. A plan is what is
// signed with each provider, for which month, and which work is bought under it all year; the rest is bought at the
// reseller's, or at list where it sells none.
import { CLAIM_HOLDS, companyOf, filesOf } from './panel/company.mjs';
import { RULES } from './panel/rules.mjs';
import { bestPlan, costOf, demandIn, scoresOf, underBand } from './panel/simulation.mjs';
import { ask, numberAfter, workshop } from './program.mjs';

const DAY = '2026-11-27';

/** What the program says to sign with each provider, as a band of the company and a month from 0. */
function signaturesOf({ providers }, { plan }) {
  const signed = plan.term?.contracts ?? plan.contracts;
  return providers.map(({ id, contract }) => {
    const found = signed.find(({ provider }) => provider === id);
    if (found === undefined) return { band: undefined, begins: 0 };
    const band = contract.bands.find(
      ({ commitment, discount }) =>
        Math.abs(commitment - found.commitment) < 0.01 && Math.abs(discount - found.discount) < 1e-9,
    );
    if (band === undefined) throw new Error(`${id}: a band that nobody offered: ${JSON.stringify(found)}`);
    return { band, begins: Math.max(found.begins ?? 1, found.opens ?? 1) - 1 };
  });
}

/** The work that its table buys direct, where the table is that of every month. */
function directInTable({ workloads }, { plan }) {
  const rows = plan.workloads.filter(({ channel }) => channel === 'direct').map(({ name }) => name);
  return new Set(workloads.flatMap(({ name }, index) => (rows.includes(name) ? [index] : [])));
}

/** True of a plan with a contract that counts for something. */
const isUsed = ({ band, direct }) => band !== undefined && (band.commitment > 0 || direct.size > 0);

/** What plans cost a company as the world is, and the plans that need nobody to be asked. */
function worldOf(seed, futures) {
  const company = companyOf(seed);
  const scores = scoresOf(company, futures);
  const [said, truth] = [demandIn(company, scores, 'said'), demandIn(company, scores, 'truth')];
  const scene = (demand, holds, provider, reseller = true) => ({ company, demand, provider, futures, holds, reseller });
  const each = (of) => company.providers.map((_, provider) => of(provider));
  /** Dollars a month of plans, with a claim that holds so often. */
  const paid = (plans, holds = CLAIM_HOLDS) =>
    plans.reduce((total, plan, at) => total + costOf(scene(truth, holds, at, plan.reseller), plan), 0);
  /** What is bought under signatures so that it costs least by the forecast, with the claim believed so far. */
  const followed = (signatures, belief) =>
    signatures.map((signature, provider) => underBand(scene(said, belief, provider), signature));
  const plans = {
    ideal: each((provider) => bestPlan(scene(said, 1, provider))),
    idealWeighed: each((provider) => bestPlan(scene(said, CLAIM_HOLDS, provider))),
    best: each((provider) => bestPlan(scene(truth, CLAIM_HOLDS, provider))),
  };
  const rules = Object.entries(RULES).map(([name, { sign, reseller }]) => {
    const signed = each((provider) => {
      const of = company.providers[provider];
      const own = company.workloads.filter((workload) => workload.provider === provider);
      const spend = (factor) => own.reduce((all, { list, demand }) => all + list * factor(demand), 0);
      const band = of.contract && sign(of, { today: spend(() => 1), median: spend(({ said: { median } }) => median) });
      return { ...underBand(scene(said, 1, provider, reseller), { band, begins: 0 }), reseller };
    });
    return [name, paid(signed)];
  });
  const honest = each((provider) => bestPlan(scene(truth, 0, provider)));
  /** Where the first invoice shows a false claim, and all that is not committed is decided again without it. */
  const again = (before) =>
    before.map((plan, provider) => (isUsed(plan) ? plan : bestPlan(scene(said, 0, provider), 1)));
  const sells = company.workloads.some(({ claimed }) => claimed > 0);
  const judged = (of) => ({
    cost: paid(of),
    ifFalse: paid(of, 0) / paid(honest, 0) - 1,
    again: paid(again(of), 0) / paid(honest, 0) - 1,
  });
  return { seed, company, sells, plans, rules: Object.fromEntries(rules), best: paid(plans.best), followed, judged };
}

const FILES = workshop('panel');

async function asked(world, believing) {
  const { company, plans, followed, judged, sells } = world;
  const askedWith = (files) => {
    const paths = Object.entries(files).flatMap(([name, content]) => [`--${name}`, FILES.file(name, content)]);
    return ask(['decide', ...paths], DAY);
  };
  const answer = await askedWith(filesOf(company));
  const signatures = signaturesOf(company, answer);
  plans.advice = followed(signatures, 1);
  const table = directInTable(company, answer);
  const byTable = signatures.map((signature, provider) =>
    signature.begins === 0 && signature.band !== undefined ? { ...signature, direct: table } : plans.advice[provider],
  );
  const found = { advice: judged(plans.advice), byTable: judged(byTable) };
  if (!believing) return found;
  const careful = sells ? signaturesOf(company, await askedWith(filesOf(company, CLAIM_HOLDS))) : signatures;
  plans.careful = followed(careful, CLAIM_HOLDS);
  return { ...found, careful: judged(plans.careful) };
}

const [seed, runs, beside, futures, every, worst] = [
  numberAfter('--seed', 1),
  numberAfter('--runs', 100),
  numberAfter('--beside', 1_000),
  numberAfter('--futures', 300),
  numberAfter('--every', 1),
  numberAfter('--worst', 5),
];
const found = [];
for (let at = 0; at < runs + beside; at++) {
  const world = worldOf(seed + at, futures);
  const { ideal, idealWeighed } = world.plans;
  const own = { ideal: world.judged(ideal), idealWeighed: world.judged(idealWeighed) };
  const answers = at < runs ? await asked(world, at % every === 0) : {};
  const by = { ...own, ...answers };
  found.push({ ...world, by });
  const progress = Object.entries(by).map(([name, { cost, ifFalse, again }]) =>
    [name, cost / world.best - 1, ifFalse, again].join(' '),
  );
  if (at < runs) process.stderr.write(`${world.seed}: ${progress.join('; ')}\n`);
}

const say = (line) => process.stdout.write(`${line}\n`);
const percent = (value) => `${(100 * value).toFixed(3)}%`;

/** A mean with its standard error. */
function mean(values) {
  const [count, sum] = [values.length, values.reduce((all, each) => all + each, 0)];
  const spread = values.reduce((all, each) => all + (each - sum / count) ** 2, 0) / Math.max(1, count - 1);
  return { value: sum / count, error: Math.sqrt(spread / count), count };
}
const shown = ({ value, error, count }) => `${percent(value)} +-${percent(error)} of ${count}`;

const NAMES = {
  advice: 'the advice',
  byTable: 'the advice, its table kept all year',
  careful: `the advice with a stated belief of ${100 * CLAIM_HOLDS}%`,
  ideal: 'an ideal tool with the same inputs',
  idealWeighed: 'an ideal tool that weighs the claim',
};
const CLEARLY = 1.01;

/** Everything that is told of those who bought in one way, among some companies. */
function toldOf(of, among) {
  const told = among.filter(({ by }) => by[of] !== undefined);
  const regret = (some) => mean(some.map(({ by, best }) => by[of].cost / best - 1));
  // A contract is in play where the plan, the best one or that of an ideal tool signs one.
  const inPlay = told.filter(({ plans }) => [plans[of], plans.ideal, plans.best].some((all) => all?.some(isUsed)));
  const sold = told.filter(({ sells }) => sells);
  const better = (name) => told.filter(({ rules, by }) => rules[name] * CLEARLY < by[of].cost).length / told.length;
  return {
    all: regret(told),
    inPlay: regret(inPlay),
    rules: Object.fromEntries(Object.keys(RULES).map((name) => [name, better(name)])),
    ifFalse: mean(sold.map(({ by }) => by[of].ifFalse)),
    again: mean(sold.map(({ by }) => by[of].again)),
  };
}

function tell(title, of, among) {
  const { all, inPlay, rules, ifFalse, again } = toldOf(of, among);
  say(`${title}${NAMES[of]}: regret ${shown(all)}, with contracts in play ${shown(inPlay)}`);
  say(`  a false claim costs ${shown(ifFalse)}; planned again after the first invoice ${percent(again.value)}`);
  say(
    `  rules better by over 1%: ${Object.entries(rules)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join(', ')}`,
  );
}

const first = found.slice(0, runs);
for (const of of Object.keys(NAMES)) tell('', of, first);
for (const of of ['ideal', 'idealWeighed']) tell(`With ${beside} more companies, `, of, found);

const told = ({ band, begins, direct }) =>
  band === undefined
    ? 'nothing'
    : `$${band.commitment} at ${percent(band.discount)} from month ${begins + 1}, ${direct.size} direct`;
const loss = ({ by }) => by.advice.cost / by.ideal.cost - 1;
for (const each of first.toSorted((a, b) => loss(b) - loss(a)).slice(0, worst)) {
  say(`Company ${each.seed}: the advice costs ${percent(loss(each))} more than an ideal tool's`);
  for (const [provider, { id }] of each.company.providers.entries()) {
    const { advice, ideal, best } = each.plans;
    say(`  ${id}: advice ${told(advice[provider])}; ideal ${told(ideal[provider])}; best ${told(best[provider])}`);
  }
}
const most = (rules) => percent(Math.max(...Object.values(rules)));
/** A way to buy beside an ideal tool that knows as much. */
const inShort = (of, beside) => {
  const [own, ideal] = [toldOf(of, first), toldOf(beside, first)];
  const both = (pick) => `${percent(pick(own).value)} (${percent(pick(ideal).value)})`;
  return `regret ${both(({ all }) => all)}, with contracts in play ${both(({ inPlay }) => inPlay)}, a rule of thumb better by over 1% in ${most(own.rules)} (${most(ideal.rules)}), a false claim costs ${both(({ ifFalse }) => ifFalse)}`;
};
say(
  `Panel of ${runs} companies from seed ${seed}, in brackets an ideal tool with the same inputs: the claim at its word: ${inShort('advice', 'ideal')}; with a stated belief: ${inShort('careful', 'idealWeighed')}`,
);
