// A company of the panel: what it states, and what is true. Every draw comes of its seed.
import { randomOf } from '../fuzz/random.mjs';

export const MONTHS = 12;
/** The chance that what a reseller claims is true. */
export const CLAIM_HOLDS = 0.7;
/** How wrong forecasts are: standard deviations of the logarithm of the level and of the spread, and of growth a month. */
const ERRORS = { level: 0.12, spread: 0.3, growth: 0.012 };
/** The normal score under which nine in ten lie. */
const P90_SCORE = 1.2815515655446004;

function normalOf({ unit }) {
  return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
}

const between = ({ unit }, low, high) => low + (high - low) * unit();
const rounded = (value, step) => Number((Math.round(value / step) * step).toFixed(6));
const shareText = (value) => `${rounded(value * 100, 0.5)}%`;

/** What is said of a demand, with the median and the spreads of its logarithm on either side as they are. */
function demandOf(random) {
  const median = random.pick([1, 1, 1, 0.9, 1.15]);
  const [down, up] = [between(random, 0.06, 0.45), between(random, 0.06, 0.45)];
  const stated = {
    demand: {
      p10: rounded(median * Math.exp(-down), 0.01),
      p50: median,
      p90: rounded(median * Math.exp(up), 0.01),
    },
    growth: rounded(between(random, -0.05, 0.1), 0.001),
  };
  const spread = Math.exp(ERRORS.spread * normalOf(random));
  const said = {
    median,
    below: Math.log(median / stated.demand.p10) / P90_SCORE,
    above: Math.log(stated.demand.p90 / median) / P90_SCORE,
    growth: stated.growth,
  };
  const truth = {
    median: median * Math.exp(ERRORS.level * normalOf(random)),
    below: said.below * spread,
    above: said.above * spread,
    growth: said.growth + ERRORS.growth * normalOf(random),
  };
  return { stated, said, truth };
}

/** List dollars a month at which vendors open their rate card. */
const FLOORS = [15_000, 100_000];

function contractOf(random, spend) {
  const monthly = random.chance(0.5);
  const overList = random.chance(0.3);
  const bands = [];
  let discount = between(random, 0.06, 0.2);
  if (!overList && random.chance(0.7)) bands.push({ commitment: 0, discount: rounded(discount, 0.005) });
  for (let more = random.below(3) + (bands.length === 0 ? 1 : 0); more > 0; more--) {
    discount += between(random, 0.02, 0.07);
    bands.push({ commitment: rounded(spend * between(random, 0.3, 1.8), 100), discount: rounded(discount, 0.005) });
  }
  return {
    floor: rounded(Math.exp(between(random, Math.log(FLOORS[0]), Math.log(FLOORS[1]))), 100),
    bands,
    window: monthly ? 1 : MONTHS,
    overList,
  };
}

/** A company by its number. Dollars are list dollars a month as stated. */
export function companyOf(seed) {
  const random = randomOf(seed * 2_654_435_761);
  const count = random.below(8) + 1;
  const total = Math.exp(between(random, Math.log(3_000), Math.log(400_000)));
  const weights = Array.from({ length: count }, () => Math.exp(between(random, 0, 2)));
  const sum = weights.reduce((all, each) => all + each, 0);
  const providerCount = Math.min(count, random.below(3) + 1);
  const apart = count > 1 && random.chance(0.4);
  const common = demandOf(random);
  const workloads = weights.map((weight, index) => ({
    name: `w${index}`,
    list: Math.max(10, Math.round((total * weight) / sum / 10) * 10),
    provider: index < providerCount ? index : random.below(providerCount),
    claimed: random.chance(0.75) ? rounded(between(random, 0.05, 0.25), 0.005) : 0,
    demand: apart ? demandOf(random) : common,
  }));
  const providers = Array.from({ length: providerCount }, (_, at) => {
    const spend = workloads.reduce((all, { provider, list }) => all + (provider === at ? list : 0), 0);
    return { id: `p${at}`, spend, contract: random.chance(0.85) ? contractOf(random, spend) : undefined };
  });
  return { seed, workloads, providers, apart, common };
}

const SOURCE = { url: 'https://panel.example/prices', checked: '2026-10-30', confidence: 'official' };
/** Dollars a million tokens; a workload has as many of input as of output. */
const PRICE = { input: 2, output: 8 };

/** The files that tell the program of a company, and how far its buyer believes the reseller where that is stated. */
export function filesOf({ workloads, providers, apart, common }, belief) {
  const models = workloads.map(({ name, provider }) => [
    `m-${name}`,
    {
      provider: `p${provider}`,
      rates: [{ from: '2026-01-01', usdPerMtok: PRICE, batch: { offered: false }, source: SOURCE }],
    },
  ]);
  const card = {
    id: 'panel',
    version: '2026-11-01',
    providers: Object.fromEntries(providers.map(({ id }) => [id, { name: id.toUpperCase() }])),
    models: Object.fromEntries(models),
  };
  const profile = {
    start: '2026-12',
    months: MONTHS,
    ...(apart ? {} : common.stated),
    workloads: workloads.map(({ name, list, demand }) => {
      const tokens = (list * 1_000_000) / (PRICE.input + PRICE.output);
      return { name, model: `m-${name}`, tokens: { input: tokens, output: tokens }, ...(apart ? demand.stated : {}) };
    }),
  };
  const sold = workloads.filter(({ claimed }) => claimed > 0);
  const offers = {
    ...(sold.length === 0
      ? {}
      : {
          aggregators: {
            reseller: {
              discounts: Object.fromEntries(sold.map(({ name, claimed }) => [`m-${name}`, shareText(claimed)])),
              serves: ['cache', 'batch'],
              ground: 'claimed',
              ...(belief === undefined ? {} : { belief: `${100 * belief}%` }),
            },
          },
        }),
    contracts: providers.map(({ id, contract }) =>
      contract === undefined
        ? { provider: id, bands: [] }
        : {
            provider: id,
            floor: { low: contract.floor, high: contract.floor * 2 },
            bands: contract.bands.map(({ commitment, discount }) => ({ commitment, discount: shareText(discount) })),
            fulfilment: contract.window === 1 ? 'monthly' : 'annual',
            overage: contract.overList ? 'list' : 'contract',
            termMonths: MONTHS,
            ground: 'quoted',
          },
    ),
  };
  return { card, profile, offers };
}
