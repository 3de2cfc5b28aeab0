// What a way to buy costs a company over many futures, by rules written here and nowhere else.
import { randomOf } from '../fuzz/random.mjs';
import { MONTHS } from './company.mjs';

/** Of demand between any two months, and between workloads with forecasts of their own: what the program assumes. */
const CORRELATION = 0.5;

/** Normal scores by stream, future and month, the same for what is stated and what is true. */
export function scoresOf(company, futures) {
  const { unit } = randomOf(company.seed * 40_503 + 977);
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const streams = company.apart ? company.workloads.length : 1;
  const scores = Array.from({ length: streams }, () => new Float64Array(futures * MONTHS));
  // Half of the futures mirror the others, so that the means of both halves lie on either side of the true one.
  for (let future = 0; future < futures; future += 2) {
    const common = normal();
    for (let month = 0; month < MONTHS; month++) {
      for (const own of scores) {
        const score = Math.sqrt(CORRELATION) * common + Math.sqrt(1 - CORRELATION) * normal();
        own[future * MONTHS + month] = score;
        if (future + 1 < futures) own[(future + 1) * MONTHS + month] = -score;
      }
    }
  }
  return scores;
}

/** List dollars of each workload by future and month, as stated (`said`) or as it is (`truth`). */
export function demandIn(company, scores, which) {
  return company.workloads.map(({ list, demand }, index) => {
    const { median, below, above, growth } = demand[which];
    const own = scores[company.apart ? index : 0];
    return own.map((score, at) => {
      const month = at % MONTHS;
      return list * median * (1 + growth) ** month * Math.exp(score * (score < 0 ? below : above));
    });
  });
}

/** What a contract charges for the list dollars of a window of some months. */
function windowCost({ contract, band }, used, months) {
  const price = 1 - band.discount;
  if (band.commitment === 0) return used < contract.floor * (1 - 1e-12) ? used : used * price;
  const due = band.commitment * months;
  return due + (contract.overList ? 1 : price) * Math.max(0, used - due / price);
}

/**
 * The mean dollars of a month of one provider's work in which some of it is bought direct from a month on, and the rest at
 * what it costs without a contract: at the reseller's price in so many of ten futures as its claim holds, else at list.
 */
export function costOf({ company, demand, provider, futures, holds, reseller = true }, { band, begins, direct }) {
  const { contract } = company.providers[provider];
  let total = 0;
  const list = new Float64Array(futures * MONTHS);
  for (const [index, workload] of company.workloads.entries()) {
    if (workload.provider !== provider) continue;
    const own = demand[index];
    const open = reseller ? 1 - holds * workload.claimed : 1;
    const signed = band !== undefined && direct.has(index);
    for (let at = 0; at < own.length; at++) {
      if (signed && at % MONTHS >= begins) list[at] += own[at];
      else total += own[at] * open;
    }
  }
  if (band !== undefined) {
    const size = band.commitment === 0 ? 1 : contract.window;
    for (let future = 0; future < futures; future++) {
      for (let from = begins; from < MONTHS; from += size) {
        const to = Math.min(MONTHS, from + size);
        let used = 0;
        for (let month = from; month < to; month++) used += list[future * MONTHS + month];
        total += windowCost({ contract, band }, used, to - from);
      }
    }
  }
  return total / (futures * MONTHS);
}

/** The places of a provider's workloads. */
const workOf = (company, provider) =>
  company.workloads.flatMap((workload, index) => (workload.provider === provider ? [index] : []));

/** From each month on, what the months cost together. */
function fromEachMonth(monthly) {
  for (let month = MONTHS - 2; month >= 0; month--) monthly[month] += monthly[month + 1];
  return monthly;
}

function openFrom({ company, demand, holds, reseller = true }, index) {
  const open = reseller ? 1 - holds * company.workloads[index].claimed : 1;
  const monthly = new Float64Array(MONTHS + 1);
  for (const [at, dollars] of demand[index].entries()) monthly[at % MONTHS] += open * dollars;
  return fromEachMonth(monthly);
}

/** What the list dollars of work that is direct cost under a band, signed for each month. */
function signedFrom(contract, band, list) {
  const monthly = new Float64Array(MONTHS + 1);
  const one = { contract, band };
  if (band.commitment === 0 || contract.window === 1) {
    for (const [at, dollars] of list.entries()) monthly[at % MONTHS] += windowCost(one, dollars, 1);
    return fromEachMonth(monthly);
  }
  for (let from = 0; from < list.length; from += MONTHS) {
    let used = 0;
    for (let month = MONTHS - 1; month >= 0; month--) {
      used += list[from + month];
      monthly[month] += windowCost(one, used, MONTHS - month);
    }
  }
  return monthly;
}

/**
 * The cheapest of the plans of a provider's work that hold one band from one month on: of each way to sign, whatever part
 * of the work is bought under it. `ways` are bands with the months, from 0, that they may be signed for.
 */
function cheapest(scene, ways) {
  const { company, demand, provider, futures } = scene;
  const { contract } = company.providers[provider];
  const work = workOf(company, provider);
  const open = work.map((index) => openFrom(scene, index));
  const all = open.reduce((total, own) => total + own[0], 0);
  const scale = 1 / (futures * MONTHS);
  let best = { band: undefined, begins: 0, direct: new Set(), cost: all * scale };
  const list = new Float64Array(futures * MONTHS);
  for (let bits = 1; bits < 2 ** work.length; bits++) {
    const picked = work.flatMap((_, at) => ((bits >> at) & 1 ? [at] : []));
    list.fill(0);
    for (const at of picked) for (const [place, dollars] of demand[work[at]].entries()) list[place] += dollars;
    for (const { band, months } of ways) {
      const signed = signedFrom(contract, band, list);
      for (const begins of months) {
        const left = picked.reduce((total, at) => total + open[at][begins], 0);
        const cost = (all - left + signed[begins]) * scale;
        if (cost >= best.cost * (1 - 1e-12)) continue;
        best = { band, begins, direct: new Set(picked.map((at) => work[at])), cost };
      }
    }
  }
  return best;
}

/** What is bought direct under a band that is signed, so that it costs least: a commitment is due whatever is bought. */
export function underBand(scene, { band, begins }) {
  if (band === undefined) return cheapest(scene, []);
  const found = cheapest(scene, [{ band, months: [begins] }]);
  if (found.band !== undefined) return found;
  const plan = { band, begins, direct: new Set() };
  const none = { ...plan, cost: costOf(scene, plan) };
  if (band.commitment === 0) return none;
  // Nothing signed would cost less; of what may be done under what is signed the best is looked for by itself.
  const { company, provider } = scene;
  const work = workOf(company, provider);
  let best = none;
  for (let bits = 1; bits < 2 ** work.length; bits++) {
    const direct = new Set(work.filter((_, at) => (bits >> at) & 1));
    const cost = costOf(scene, { band, begins, direct });
    if (cost < best.cost) best = { band, begins, direct, cost };
  }
  return best;
}

/** Months, from 0, in which a vendor signs a band: those in which the median of what was forecast reaches its floor. */
export function monthsToSign(company, provider, band) {
  const { contract } = company.providers[provider];
  return Array.from({ length: MONTHS }, (_, month) => month).filter((month) => {
    const spend = workOf(company, provider).reduce((all, index) => {
      const { list, demand } = company.workloads[index];
      return all + list * demand.said.median * (1 + demand.said.growth) ** month;
    }, 0);
    return band.commitment === 0 || spend >= contract.floor;
  });
}

/** The plan that costs least of all that hold one band, or none, from one month on, at the earliest the `from`th. */
export function bestPlan(scene, from = 0) {
  const { company, provider } = scene;
  const bands = company.providers[provider].contract?.bands ?? [];
  return cheapest(
    scene,
    bands.map((band) => ({ band, months: monthsToSign(company, provider, band).filter((month) => month >= from) })),
  );
}
