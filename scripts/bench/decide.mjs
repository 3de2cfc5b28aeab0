// The plan of `decide` inside one process: time by workloads, providers and bands, with the bound that proves it.
import { median } from './statistics.mjs';

/** One model a provider, from the shipped card: who may stand in for whom is made up, their prices are not. */
export const MODELS = [
  'claude-opus-4.7',
  'gpt-5.4',
  'gemini-3.1-pro',
  'grok-4.7',
  'deepseek-v4-pro',
  'mistral-medium-3.5',
];
const BANDS = [
  { commitment: '0', discount: '10%' },
  { commitment: '60000', discount: '20%' },
  { commitment: '90000', discount: '28%' },
];

/** List dollars of the whole portfolio: far over every floor, or where floors and commitments decide. */
const LEVELS = { over: 6_000_000, near: 450_000 };

const CASES = [
  ...[10, 100, 1000].map((workloads) => ({ workloads, providers: 6, bands: 3, alternatives: 0, level: 'over' })),
  ...[10, 100, 1000].map((workloads) => ({ workloads, providers: 6, bands: 3, alternatives: 2, level: 'over' })),
  ...[1, 3].map((providers) => ({ workloads: 1000, providers, bands: 3, alternatives: 2, level: 'over' })),
  ...[1, 2].map((bands) => ({ workloads: 1000, providers: 6, bands, alternatives: 2, level: 'over' })),
  { workloads: 1000, providers: 6, bands: 3, alternatives: 0, level: 'near' },
  { workloads: 100, providers: 6, bands: 3, alternatives: 2, level: 'near' },
  { workloads: 1000, providers: 6, bands: 3, alternatives: 2, level: 'near' },
];

/** Park and Miller's generator: the same portfolio in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What a million tokens in and a million out cost at list. */
function pairPrice({ loadProfile, priceable, priceConfiguration, totalOf, numeral, context }, model) {
  const text = `workloads: [{ name: pair, model: ${model}, tokens: { input: 1M, output: 1M } }]`;
  const of = priceable(loadProfile(text, 'pair.yaml').workloads[0], context);
  return Number(numeral(totalOf(priceConfiguration(of.workload, of.stated, of.listSheet, 'asIs'))));
}

/**
 * A profile as its YAML would say it: list dollars that add up to about a level, and stand-ins that cost from 15% less
 * to 25% more for the same work, so that no model is the answer by its price alone.
 */
export function profileText(engine, { workloads, providers, alternatives, level }) {
  const next = random(7);
  const models = MODELS.slice(0, providers).map((model) => ({ model, price: pairPrice(engine, model) }));
  const lines = Array.from({ length: workloads }, (_, index) => {
    const place = Math.floor(next() * models.length);
    const own = models[place];
    const others = Array.from({ length: Math.min(alternatives, models.length - 1) }, (_, step) => {
      const { model, price } = models[(place + step + 1) % models.length];
      return `{ model: ${model}, tokenFactor: ${((own.price / price) * (0.85 + next() * 0.4)).toFixed(3)} }`;
    });
    const dollars = (LEVELS[level] / workloads) * (0.2 + next() * 1.6);
    const tokens = Math.max(1, Math.round((dollars / own.price) * 1000));
    return `  - { name: w${index}, model: ${own.model}, batchEligible: ${Math.floor(next() * 50)}%, tokens: { input: ${tokens}k, output: ${tokens}k }, alternatives: [${others.join(', ')}] }`;
  });
  return ['workloads:', ...lines, ''].join('\n');
}

export function offersText(providers, bands) {
  const terms = BANDS.slice(0, bands).map(
    ({ commitment, discount }) => `{ commitment: ${commitment}, discount: ${discount} }`,
  );
  return [
    'contracts:',
    ...providers.map(
      (provider) => `  - { provider: ${provider}, floor: { low: 50000, high: 100000 }, bands: [${terms.join(', ')}] }`,
    ),
    '',
  ].join('\n');
}

async function measured(engine, each, samples) {
  const { contextOf, loadProfile, loadSolver, plan, shell, context } = engine;
  const providers = MODELS.slice(0, each.providers).map((model) => context.card.find(model).provider);
  const files = { 'profile.yaml': profileText(engine, each), 'offers.yaml': offersText(providers, each.bands) };
  const { workloads } = loadProfile(files['profile.yaml'], 'profile.yaml');
  const reading = { ...shell, readInput: () => files['offers.yaml'] };
  const laid = await contextOf({ card: 'published', asOf: context.day, offers: ['-'] }, reading);
  const times = [];
  let found;
  for (let sample = 0; sample < samples; sample++) {
    const started = performance.now();
    found = await plan(workloads, laid, loadSolver);
    times.push(performance.now() - started);
  }
  return { ...each, found, samples, medianMs: median(times), slowestMs: Math.max(...times) };
}

/** Every case, each with its proof. Throws WrongTotal when a bound is above the plan it bounds. */
export async function decisions(engine, samples) {
  const rows = [];
  for (const each of CASES) {
    const { found, ...row } = await measured(engine, each, samples);
    const { proof, effectiveCost } = found;
    const cost = Number(engine.numeral(effectiveCost));
    const bound = Number(engine.numeral(proof.lowerBound));
    if (bound > cost) throw new engine.WrongTotal(`decide: the bound ${bound} is above the plan of ${cost}`);
    const { method, states, settledByBounds, optimal } = proof;
    rows.push({ ...row, cost, gap: cost - bound, method, states, settledByBounds, optimal });
  }
  return rows;
}
