// The cheapest plan by trying every one, by rules written here and nowhere else: over an arithmetic, so that a search in
// floats is settled in fractions.
import { FLOATS, FRACTIONS, number } from './fraction.mjs';
import { START, WRITTEN } from './instance.mjs';

const DAYS_OF_A_MONTH = 365.25 / 12;
const WINDOW = { monthly: 1, quarterly: 3, annual: 12 };

/** Ways to buy a workload at the prices of a day: what each costs by itself, or counts under a contract, a fee or a cloud. */
function optionsOf(by, { models, aggregators, market, contracts, proposal }, workload, priceFactorOf) {
  const of = by.of;
  const all = [];
  const uses = [{ model: workload.model, factor: 1 }, ...workload.alternatives];
  for (const { model: id, factor } of uses) {
    const model = models.find((each) => each.id === id);
    const tokens = by.plus(
      by.times(of(workload.input), of(model.input)),
      by.times(of(workload.output), of(model.output)),
    );
    const asIs = by.times(by.times(tokens, of(factor)), of(priceFactorOf(id)));
    for (const batch of workload.batch > 0 ? [false, true] : [false]) {
      const off = batch ? by.times(of(workload.batch), of(WRITTEN.batch)) : of(0);
      const list = by.times(asIs, by.minus(of(1), off));
      if (market !== undefined && (!batch || market.batch)) {
        const premium = workload.regional ? of(WRITTEN.premium) : of(1);
        const spend = by.times(by.times(list, premium), by.minus(of(1), of(market.discount)));
        all.push({ kind: 'cloud', spend });
      }
      if (workload.regional) continue;
      all.push({ kind: 'open', cost: list });
      for (const [at, aggregator] of aggregators.entries()) {
        const discount = aggregator.discounts[id];
        if (discount === undefined || (batch && !aggregator.batch)) continue;
        const price = by.times(by.minus(of(1), of(discount)), by.plus(of(1), of(aggregator.markup)));
        all.push({ kind: 'bought', aggregator: at, drawn: by.times(list, price) });
      }
      const signable = contracts[model.provider] !== undefined || proposal?.provider === model.provider;
      if (signable) all.push({ kind: 'direct', provider: model.provider, list });
    }
  }
  return all;
}

/** What everything bought from an aggregator in a month costs, by the credit that it draws; nothing where nothing is. */
function aggregatorCost(by, { fee, least, monthly, credit }, drawn) {
  const { of } = by;
  const worth = credit === undefined ? of(1) : by.over(of(credit.pay), of(credit.credit));
  const lapsing =
    credit?.days === undefined ? of(0) : by.over(by.times(of(credit.credit), of(DAYS_OF_A_MONTH)), of(credit.days));
  const paid = by.times(by.larger(drawn, lapsing), worth);
  const share = by.times(paid, of(fee));
  return by.plus(by.plus(paid, by.larger(share, of(least))), of(monthly));
}

/** What a cloud's invoice adds to the cost of a month: all of it, less what is owed anyway and would be forfeit. */
function cloudCost(by, { drawdown, owed }, spend) {
  return by.minus(spend, by.smaller(by.of(owed), by.times(spend, by.of(drawdown))));
}

/** The list dollars under which a band does not open. */
function opensAt(by, { floor }, { discount, floorBasis }) {
  return floorBasis === 'contracted' ? by.over(by.of(floor), by.minus(by.of(1), by.of(discount))) : by.of(floor);
}

/** What is due a month, what a list dollar within it takes of it, and what one beyond it costs. */
function bandTerms(by, { commitment, discount, commitmentBasis, overage }) {
  const price = by.minus(by.of(1), by.of(discount));
  const due = commitmentBasis === 'list' ? by.times(by.of(commitment), price) : by.of(commitment);
  const beyond = overage === 'contract' ? price : by.of(overage === 'list' ? 1 : overage);
  return { price, due, beyond };
}

/** What the list dollars of some months cost whose commitment is due so many times, with list dollars carried over into them. */
function settled(by, band, list, times = 1, carried = by.of(0)) {
  const { price, due, beyond } = bandTerms(by, band);
  const owed = by.times(due, by.of(times));
  const covered = by.over(owed, price);
  const over = by.larger(by.of(0), by.minus(by.minus(list, covered), carried));
  return by.plus(owed, by.times(over, beyond));
}

/** The bands of a provider with the terms that each is under. */
function bandsOf({ contracts, proposal }, provider) {
  const contract = contracts[provider];
  const { bands = [], ...terms } = contract ?? {};
  const own = bands.map((band) => ({ ...terms, ...band }));
  if (proposal?.provider !== provider) return own;
  return [...own, { ...terms, ...proposal }];
}

/** The cost of a month with one option of each workload; undefined where a contract does not open for it. */
function monthCost(by, instance, picked) {
  const { aggregators, market, contracts, providers } = instance;
  let cost = by.of(0);
  const drawn = aggregators.map(() => undefined);
  const direct = Array.from({ length: providers }, () => undefined);
  let spend;
  const more = (before, amount) => (before === undefined ? amount : by.plus(before, amount));
  for (const option of picked) {
    if (option.kind === 'open') cost = by.plus(cost, option.cost);
    else if (option.kind === 'cloud') spend = more(spend, option.spend);
    else if (option.kind === 'bought') drawn[option.aggregator] = more(drawn[option.aggregator], option.drawn);
    else direct[option.provider] = more(direct[option.provider], option.list);
  }
  for (const [at, amount] of drawn.entries())
    if (amount !== undefined) cost = by.plus(cost, aggregatorCost(by, aggregators[at], amount));
  if (spend !== undefined) cost = by.plus(cost, cloudCost(by, market, spend));
  for (const [provider, list] of direct.entries()) {
    if (list === undefined) continue;
    let best;
    for (const band of bandsOf(instance, provider)) {
      if (by.less(list, opensAt(by, contracts[provider], band))) continue;
      const own = settled(by, band, list);
      best = best === undefined ? own : by.smaller(best, own);
    }
    if (best === undefined) return undefined;
    cost = by.plus(cost, best);
  }
  return cost;
}

function* picksOf(counts) {
  const at = counts.map(() => 0);
  for (;;) {
    yield at;
    let place = counts.length - 1;
    for (; place >= 0; place--) {
      at[place] += 1;
      if (at[place] < counts[place]) break;
      at[place] = 0;
    }
    if (place < 0) return;
  }
}

const unchanged = () => 1;
/** Plans that floats tell within this many dollars of the best are settled in fractions. */
const CLOSE = 0.01;

/** How many ways there are to buy a month. */
export const waysOf = (instance) =>
  instance.workloads.reduce((all, each) => all * optionsOf(FLOATS, instance, each, unchanged).length, 1);

/** The cost of the cheapest way to buy one month, exactly; undefined where there is none. */
export function cheapestMonth(instance) {
  const rough = instance.workloads.map((each) => optionsOf(FLOATS, instance, each, unchanged));
  const exact = instance.workloads.map((each) => optionsOf(FRACTIONS, instance, each, unchanged));
  let least = Number.POSITIVE_INFINITY;
  let close = [];
  for (const picks of picksOf(rough.map(({ length }) => length))) {
    const cost = monthCost(
      FLOATS,
      instance,
      picks.map((pick, at) => rough[at][pick]),
    );
    if (cost === undefined || cost > least + CLOSE) continue;
    if (cost < least) {
      least = cost;
      close = close.filter((each) => each.cost <= least + CLOSE);
    }
    close.push({ cost, picks: [...picks] });
  }
  const settledCosts = close.flatMap(({ picks }) => {
    const cost = monthCost(
      FRACTIONS,
      instance,
      picks.map((pick, at) => exact[at][pick]),
    );
    return cost === undefined ? [] : [cost];
  });
  if (settledCosts.length === 0) return undefined;
  return number(settledCosts.reduce((best, cost) => FRACTIONS.smaller(best, cost)));
}

/** The parts of a month with the price of each model in them, as a multiple of the first. */
function partsOf({ changes }, month) {
  const [year, first] = START.split('-').map(Number);
  const [from, to] = [Date.UTC(year, first - 1 + month, 1), Date.UTC(year, first + month, 1)];
  const days = changes.flatMap((change) => {
    const at = Date.parse(`${change.from}T00:00:00Z`);
    return at > from && at < to ? [at] : [];
  });
  const edges = [from, ...days, to];
  return edges.slice(1).map((end, at) => ({
    part: (end - edges[at]) / (to - from),
    factorOf: (model) =>
      changes.reduce(
        (all, change) =>
          change.model === model && Date.parse(`${change.from}T00:00:00Z`) <= edges[at] ? change.factor : all,
        1,
      ),
  }));
}

/** Ways to buy each workload in a month of a term: what needs no contract moves on the day a price changes, the rest by the month. */
function monthOptions(instance, workload, month) {
  const volume = (1 + instance.growth) ** month;
  const parts = partsOf(instance, month).map(({ part, factorOf }) => ({
    part: part * volume,
    options: optionsOf(FLOATS, instance, workload, factorOf),
  }));
  const openCost = ({ options }) =>
    Math.min(
      ...options.flatMap((option) => {
        if (option.kind === 'open') return [option.cost];
        return option.kind === 'bought'
          ? [aggregatorCost(FLOATS, instance.aggregators[option.aggregator], option.drawn)]
          : [];
      }),
    );
  const open = parts.reduce((all, each) => all + each.part * openCost(each), 0);
  const [{ options }] = parts;
  const direct = options.flatMap((option, at) => {
    if (option.kind !== 'direct') return [];
    return [
      { provider: option.provider, list: parts.reduce((all, each) => all + each.part * each.options[at].list, 0) },
    ];
  });
  return [{ cost: open }, ...direct];
}

/** By month, every way to buy it: dollars without a contract, and list dollars under each provider. */
function waysByMonth(instance) {
  return Array.from({ length: instance.months }, (_, month) => {
    const options = instance.workloads.map((workload) => monthOptions(instance, workload, month));
    return Array.from(picksOf(options.map(({ length }) => length)), (picks) => {
      let beside = 0;
      const list = Array.from({ length: instance.providers }, () => 0);
      for (const [workload, pick] of picks.entries()) {
        const option = options[workload][pick];
        if (option.provider === undefined) beside += option.cost;
        else list[option.provider] += option.list;
      }
      return { beside, list };
    });
  });
}

/** What a provider's list dollars by month cost under a band that is signed for a month. */
function termCost(contract, band, begins, used) {
  const { due, price } = bandTerms(FLOATS, band);
  const months = used.length;
  let cost = 0;
  if (band.commitment === 0) {
    const opens = opensAt(FLOATS, contract, band);
    for (const list of used) cost += FLOATS.less(list, opens) ? list : settled(FLOATS, band, list);
    return cost;
  }
  let carried = 0;
  for (let from = begins; from < months; from += WINDOW[band.fulfilment]) {
    const to = Math.min(months, from + WINDOW[band.fulfilment]);
    const list = used.slice(from, to).reduce((all, each) => all + each, 0);
    cost += settled(FLOATS, band, list, to - from, carried);
    carried = band.rollover * Math.max(0, (due * (to - from)) / price - list);
  }
  return cost;
}

/** How much there is to try over a term. */
export function termWork(instance) {
  const ways = waysOf(instance);
  const signatures = instance.contracts.reduce(
    (all, contract, provider) =>
      all * (1 + bandsOf(instance, provider).length * (contract === undefined ? 0 : instance.months)),
    1,
  );
  return ways ** instance.months * signatures;
}

/** List dollars by month that can be bought under a provider's contract, as one of the options of each workload is picked. */
function reachable(instance, provider, pick) {
  return Array.from({ length: instance.months }, (_, month) =>
    instance.workloads.reduce((all, workload) => {
      const lists = monthOptions(instance, workload, month).flatMap((each) =>
        each.provider === provider ? [each.list] : [],
      );
      return all + (lists.length === 0 ? 0 : pick(...lists));
    }, 0),
  );
}

/** The months that `decide` says it signs a commitment for: docs/decisions.md, "the plan is over the term that is stated". */
function statedMonths(instance, provider, band) {
  const opens = opensAt(FLOATS, instance.contracts[provider], band);
  const { due, price } = bandTerms(FLOATS, band);
  const [most, least] = [reachable(instance, provider, Math.max), reachable(instance, provider, Math.min)];
  const first = (lists, amount) => lists.findIndex((list) => !FLOATS.less(list, amount));
  const changed = changedMonths(instance).filter((month) => !FLOATS.less(most[month], opens));
  const months = [
    first(most, opens),
    first(least, opens),
    first(least, Math.max(opens, due / price)),
    ...(paysIn(instance, provider, band, instance.months - 1) ? changed : []),
  ];
  return [...new Set(months)].filter((month) => month >= 0);
}

/** Whether all that could be bought under a band costs no more under it in a month than without a contract. */
function paysIn(instance, provider, band, month) {
  let [list, open] = [0, 0];
  for (const workload of instance.workloads) {
    const options = monthOptions(instance, workload, month);
    const lists = options.flatMap((each) => (each.provider === provider ? [each.list] : []));
    if (lists.length === 0) continue;
    list += Math.min(...lists);
    open += options[0].cost;
  }
  return !FLOATS.less(open, settled(FLOATS, band, list));
}

/** The months whose prices are not those of the month before. */
function changedMonths(instance) {
  const pricesOf = (month) =>
    JSON.stringify(
      partsOf(instance, month).map(({ factorOf, part }) => [
        part === 1 ? 'all' : 'part',
        instance.models.map(({ id }) => factorOf(id)),
      ]),
    );
  return Array.from({ length: instance.months }, (_, month) => month).filter(
    (month) => month > 0 && pricesOf(month) !== pricesOf(month - 1),
  );
}

/**
 * The mean month of the cheapest plan over a term: every signature and every way to buy every month tried. A band with a
 * commitment is signed for a month in which what is bought under it reaches its floor; later months buy what would have
 * reached it in that month too. `whenever` tries every month for it, else those that the program says it tries.
 */
export function cheapestTerm(instance, whenever) {
  const ways = waysByMonth(instance);
  const { months, providers, contracts } = instance;
  const all = Array.from({ length: months }, (_, month) => month);
  const beginnings = (provider, band) => {
    if (band.commitment === 0) return [0];
    return whenever ? all : statedMonths(instance, provider, band);
  };
  const signable = Array.from({ length: providers }, (_, provider) => [
    undefined,
    ...bandsOf(instance, provider).flatMap((band) => beginnings(provider, band).map((begins) => ({ band, begins }))),
  ]);
  let best = { cost: Number.POSITIVE_INFINITY };
  for (const at of picksOf(signable.map(({ length }) => length))) {
    const signed = at.map((place, provider) => signable[provider][place]);
    const reaches = (own, provider, way) =>
      own.band.commitment === 0 ||
      !FLOATS.less(ways[own.begins][way].list[provider], opensAt(FLOATS, contracts[provider], own.band));
    const open = ways.map((all, month) =>
      all.filter(({ list }, way) =>
        signed.every((own, provider) => {
          if (own === undefined || month < own.begins) return list[provider] === 0;
          return reaches(own, provider, way);
        }),
      ),
    );
    for (const picks of picksOf(open.map(({ length }) => length))) {
      if (open.some((all) => all.length === 0)) break;
      let cost = 0;
      for (const [month, pick] of picks.entries()) cost += open[month][pick].beside;
      if (cost >= best.cost) continue;
      for (const [provider, own] of signed.entries()) {
        if (own === undefined) continue;
        const used = picks.map((pick, month) => open[month][pick].list[provider]);
        cost += termCost(contracts[provider], own.band, own.begins, used);
      }
      if (cost < best.cost) best = { cost, signed, picks: [...picks] };
    }
  }
  return best.cost / months;
}
