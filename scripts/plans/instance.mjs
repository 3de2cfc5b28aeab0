// Random small portfolios with everything a plan may meet, and the files that tell the program of them. Every draw comes of
// the seed.
import { randomOf } from '../fuzz/random.mjs';

/** The day that is asked about, and the first month of a term. */
export const DAY = '2026-11-27';
export const START = '2026-12';
const BATCH = 0.5;
export const CLOUD = 'nimbus';
export const REGION = 'moon';
const PREMIUM = 1.1;

const shareText = (share) => `${Number((share * 100).toFixed(6))}%`;

function modelsOf(random, providers) {
  const count = random.below(3) + 1;
  return Array.from({ length: Math.max(count, providers) }, (_, at) => ({
    id: `m${at}`,
    provider: at % providers,
    input: random.pick([1, 1.25, 2, 3, 5]),
    output: random.pick([4, 6, 8, 12.5, 15, 25]),
  }));
}

function workloadsOf(random, models, { count, regional }) {
  return Array.from({ length: count }, (_, at) => {
    const model = random.pick(models);
    const others = models.filter(({ id }) => id !== model.id && random.chance(0.5));
    return {
      name: `w${at}`,
      model: model.id,
      alternatives: others.map(({ id }) => ({ model: id, factor: random.pick([0.7, 0.85, 1, 1.15, 1.3]) })),
      // Million tokens a month.
      input: random.pick([0, 100, 400, 1_000, 2_500]) + random.below(50),
      output: random.pick([50, 150, 300, 800, 2_000]) + random.below(50),
      batch: random.chance(0.4) ? random.pick([0.3, 0.5, 0.8, 1]) : 0,
      regional: regional && random.chance(0.4),
    };
  });
}

const listOf = (models, { model, input, output }) => {
  const own = models.find(({ id }) => id === model);
  return own.input * input + own.output * output;
};

function aggregatorOf(random, models, spend, { pooled }) {
  const discounts = Object.fromEntries(
    models.flatMap(({ id }) => (random.chance(0.7) ? [[id, random.pick([0, 0.05, 0.1, 0.125, 0.18, 0.25, 0.3])]] : [])),
  );
  const fees = { markup: random.chance(0.3) ? random.pick([0.02, 0.05]) : 0, fee: 0, least: 0, monthly: 0 };
  const kind = random.below(pooled ? 6 : 2);
  if (kind === 1 || kind === 4) fees.fee = random.pick([0.02, 0.055]);
  if (kind === 2) fees.monthly = Math.round(spend * random.pick([0.01, 0.05, 0.1]));
  if (kind === 3) Object.assign(fees, { fee: 0.05, least: Math.round(spend * random.pick([0.01, 0.03])) });
  const pay = Math.round((spend * random.pick([0.3, 1, 3])) / 100) * 100 + 100;
  if (kind === 4 || kind === 5)
    fees.credit = {
      pay,
      credit: Math.round(pay * random.pick([1.05, 1.2])),
      days: random.pick([undefined, 30, 90, 365]),
    };
  return { discounts, ...fees, batch: random.chance(0.6) };
}

function termsOf(random, { months }) {
  const terms = {
    overage: random.pick(['contract', 'contract', 'list', 1.1, 0.9]),
    floorBasis: random.pick(['list', 'list', 'contracted']),
    commitmentBasis: random.pick(['contracted', 'contracted', 'list']),
    fulfilment: 'monthly',
    rollover: 0,
    termMonths: 12,
  };
  if (months === 1) return terms;
  const fulfilment = random.pick(['monthly', 'quarterly', 'annual']);
  return {
    ...terms,
    fulfilment,
    rollover: random.chance(0.15) && fulfilment !== 'annual' ? 0.4 : 0,
    termMonths: months,
  };
}

function bandsOf(random, spend, count) {
  let discount = random.pick([0.05, 0.1, 0.15]);
  return Array.from({ length: count }, (_, at) => {
    discount = Number((discount + random.pick([0.02, 0.04, 0.07])).toFixed(3));
    const free = at === 0 && random.chance(0.6);
    return { commitment: free ? 0 : Math.round((spend * random.pick([0.2, 0.4, 0.6, 0.9, 1.2])) / 10) * 10, discount };
  });
}

function contractOf(random, spend, { months }) {
  return {
    floor: Math.round(spend * random.pick([0, 0.2, 0.4, 0.7, 0.95, 1.1])) + 10,
    bands: bandsOf(random, spend, random.below(3) + 1),
    ...termsOf(random, { months }),
  };
}

/** A portfolio of one month, with everything at once. */
export function monthOf(seed) {
  const random = randomOf(seed * 7_919 + 13);
  const providers = random.below(3) + 1;
  const models = modelsOf(random, providers);
  const cloud = random.chance(0.4);
  const workloads = workloadsOf(random, models, { count: random.below(4) + 1, regional: cloud });
  const spend = workloads.reduce((all, workload) => all + listOf(models, workload), 0);
  const contracts = Array.from({ length: providers }, () =>
    random.chance(0.75) ? contractOf(random, spend / providers, { months: 1 }) : undefined,
  );
  // A vendor proposes to who buys from it.
  const buys = new Set(workloads.map(({ model }) => models.find(({ id }) => id === model).provider));
  const offered = contracts.flatMap((contract, at) => (contract !== undefined && buys.has(at) ? [at] : []));
  const proposed = offered.length > 0 && random.chance(0.25) ? random.pick(offered) : undefined;
  return {
    seed,
    months: 1,
    growth: 0,
    changes: [],
    providers,
    models,
    workloads,
    contracts,
    aggregators: Array.from({ length: random.below(3) }, () => aggregatorOf(random, models, spend, { pooled: true })),
    market: cloud
      ? {
          drawdown: random.pick([0, 0.5, 1]),
          discount: random.pick([0, 0, 0.06]),
          batch: random.chance(0.7),
          // Dollars a month of what is owed that nothing else would use.
          monthsLeft: random.pick([6, 12]),
          other: Math.round(spend * random.pick([0, 0.3])),
          owed: Math.round(spend * random.pick([0.1, 0.5, 1])),
        }
      : undefined,
    proposal:
      proposed === undefined
        ? undefined
        : {
            provider: proposed,
            ...bandsOf(random, spend / providers, 1)[0],
            ...termsOf(random, { months: 1 }),
            floorBasis: contracts[proposed].floorBasis,
          },
  };
}

/** A portfolio over a term: growth, prices that change, windows that settle months together. */
export function termOf(seed) {
  const random = randomOf(seed * 104_729 + 7);
  const months = random.below(4) + 2;
  const providers = random.below(2) + 1;
  const models = modelsOf(random, providers);
  const count = random.below(months > 3 ? 2 : 3) + 1;
  const workloads = workloadsOf(random, models, { count, regional: false }).map((workload) => ({
    ...workload,
    alternatives: workload.alternatives.slice(0, 1),
    batch: months > 3 ? 0 : workload.batch,
  }));
  const spend = workloads.reduce((all, workload) => all + listOf(models, workload), 0);
  const growth = random.pick([-0.05, -0.02, 0, 0.03, 0.08, 0.15]);
  const changed = growth === 0 || random.chance(0.5) ? random.pick(models) : undefined;
  return {
    seed,
    months,
    growth,
    // The day from which a model has another price: the first of the third month at the latest, or inside a month.
    changes:
      changed === undefined
        ? []
        : [
            {
              model: changed.id,
              from: random.pick(['2027-01-01', '2027-01-17']),
              factor: random.pick([0.5, 0.8, 1.25, 2]),
            },
          ],
    providers,
    models,
    workloads,
    contracts: Array.from({ length: providers }, () =>
      random.chance(0.85) ? contractOf(random, spend / providers, { months }) : undefined,
    ),
    aggregators: Array.from({ length: random.below(2) }, () => aggregatorOf(random, models, spend, { pooled: false })),
    market: undefined,
    proposal: undefined,
  };
}

const SOURCE = { url: 'https://plans.example/prices', checked: '2026-10-30', confidence: 'official' };

function cardOf({ models, providers }) {
  return {
    id: 'plans',
    version: '2026-11-01',
    providers: Object.fromEntries(Array.from({ length: providers }, (_, at) => [`p${at}`, { name: `P${at}` }])),
    models: Object.fromEntries(
      models.map(({ id, provider, input, output }) => [
        id,
        {
          provider: `p${provider}`,
          rates: [{ from: '2026-01-01', usdPerMtok: { input, output }, batch: { multiplier: BATCH }, source: SOURCE }],
        },
      ]),
    ),
  };
}

function overlayOf({ models, changes }, base) {
  return {
    id: 'plans-ahead',
    version: '2026-11-02',
    extends: base,
    models: Object.fromEntries(
      changes.map(({ model, from, factor }) => {
        const { input, output } = models.find(({ id }) => id === model);
        const usdPerMtok = { input: input * factor, output: output * factor };
        return [model, { rates: [{ from, usdPerMtok, batch: { multiplier: BATCH }, source: SOURCE }] }];
      }),
    ),
  };
}

function aggregatorEntry({ discounts, markup, fee, least, monthly, credit, batch }) {
  return {
    discounts: Object.fromEntries(Object.entries(discounts).map(([id, share]) => [id, shareText(share)])),
    ...(markup === 0 ? {} : { markup: shareText(markup) }),
    ...(fee === 0 ? {} : { purchaseFee: { share: shareText(fee), ...(least === 0 ? {} : { minimum: least }) } }),
    ...(monthly === 0 ? {} : { monthlyFee: monthly }),
    ...(credit === undefined
      ? {}
      : {
          topUp: {
            pay: credit.pay,
            credit: credit.credit,
            ...(credit.days === undefined ? {} : { expiresAfterDays: credit.days }),
          },
          prepay: true,
        }),
    serves: batch ? ['batch'] : [],
  };
}

const termsEntry = ({ overage, floorBasis, commitmentBasis, fulfilment, rollover, termMonths }) => ({
  overage,
  floorBasis,
  commitmentBasis,
  fulfilment,
  rollover: shareText(rollover),
  termMonths,
});

const bandEntry = ({ commitment, discount }) => ({ commitment, discount: shareText(discount) });

function offersOf({ aggregators, contracts, market, providers }) {
  return {
    ...(aggregators.length === 0
      ? {}
      : { aggregators: Object.fromEntries(aggregators.map((each, at) => [`hub${at}`, aggregatorEntry(each)])) }),
    contracts: contracts.map((contract, at) =>
      contract === undefined
        ? { provider: `p${at}`, bands: [] }
        : {
            provider: `p${at}`,
            floor: { low: contract.floor, high: contract.floor * 2 },
            bands: contract.bands.map(bandEntry),
            ...termsEntry(contract),
          },
    ),
    ...(market === undefined
      ? {}
      : {
          marketplaces: {
            bazaar: {
              name: 'Bazaar',
              cloud: CLOUD,
              providers: Array.from({ length: providers }, (_, at) => `p${at}`),
              regionalPremium: PREMIUM,
              drawdown: shareText(market.drawdown),
              discount: shareText(market.discount),
              serves: market.batch ? ['batch'] : [],
            },
          },
          cloudCommitments: {
            [CLOUD]: {
              remaining: (market.owed + market.other) * market.monthsLeft,
              monthsLeft: market.monthsLeft,
              otherMonthlySpend: market.other,
            },
          },
        }),
  };
}

/** The command line that asks for the plan, with the files it names. */
export function argvOf(instance, file) {
  const { months, growth, workloads, proposal, changes } = instance;
  const profile = {
    ...(months === 1 ? {} : { start: START, months }),
    ...(growth === 0 ? {} : { growth: shareText(growth) }),
    workloads: workloads.map(({ name, model, alternatives, input, output, batch, regional }) => ({
      name,
      model,
      tokens: { input: input * 1_000_000, output: output * 1_000_000 },
      ...(alternatives.length === 0
        ? {}
        : { alternatives: alternatives.map(({ model: id, factor }) => ({ model: id, tokenFactor: factor })) }),
      ...(batch === 0 ? {} : { batchEligible: shareText(batch) }),
      ...(regional ? { region: REGION } : {}),
    })),
  };
  const card = file('card', cardOf(instance));
  const argv = [
    'decide',
    '--profile',
    file('profile', profile),
    '--card',
    changes.length === 0 ? card : file('overlay', overlayOf(instance, card)),
    '--offers',
    file('offers', offersOf(instance)),
  ];
  if (proposal === undefined) return argv;
  const vendor = { provider: `p${proposal.provider}`, per: 'month', ...bandEntry(proposal), ...termsEntry(proposal) };
  return [...argv, '--proposal', file('proposal', vendor)];
}

/** Multiples that the rules need as they are written in the files. */
export const WRITTEN = { batch: BATCH, premium: PREMIUM };
