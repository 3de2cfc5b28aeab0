import type { Decision } from '../../domain/decision.ts';
import { startAfter } from '../../domain/horizon.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import { nothingPriced, type Plan, type PlanTerm, type Proof } from '../../domain/plan.ts';
import { isTrend, NO_TREND, type PriceTrend } from '../../domain/price-trend.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import { problem } from '../../domain/problem.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { NO_USD, plus, smaller, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { countedOffers } from '../channels/asked-offers.ts';
import { unsoldNotes } from '../channels/marketplace-notes.ts';
import { withOwnUnits } from '../commitment/own-units.ts';
import { planCommitments, type Sizing } from '../commitment/plan-commitments.ts';
import { type Bench, type Judged, judgeProposals, NOTHING_JUDGED } from '../commitment/plan-proposals.ts';
import { withProposals } from '../contract/proposed.ts';
import { type Context, standingOf } from '../estimate/estimate.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import { type PlanLevers, planLevers } from '../levers/plan-levers.ts';
import { negotiationsOf, type Table } from '../negotiation/negotiations.ts';
import { planRisk } from '../risk/plan-risk.ts';
import { overTerm, termReplan } from '../term/over-term.ts';
import { clauseWorths, mostFavouredWorths, priceClauses } from '../term/price-clause.ts';
import { pricesAhead, trendOn } from '../term/prices-ahead.ts';
import { saysOfTerm, termMonths } from '../term/term-model.ts';
import { meanOverTerm } from '../term/term-plan.ts';
import { alternativeNotes } from './alternative-notes.ts';
import { beliefOf } from './belief.ts';
import { type Bought, bought, type Making, splittingOf, unitsWorth } from './buying.ts';
import { costsOf } from './choice-costs.ts';
import { constraintCosts, type PlanFor } from './constraints.ts';
import { crossovers, type ModelSpend } from './crossover.ts';
import {
  bears,
  gapNotes,
  monthsNotes,
  OF_ILLUSTRATION,
  pricesNotes,
  spreadNotes,
  stands,
  termNotes,
  unitsNotes,
} from './decision-notes.ts';
import type { Market, Stated } from './driver-path.ts';
import { driversOf, loadDriversOf } from './drivers.ts';
import { evidenceOf, rememberingPlans, termsUpTo } from './evidence.ts';
import { growingSpends } from './floor-growth.ts';
import { leverageOf } from './leverage.ts';
import type { MilpSolver } from './milp.ts';
import { type Choices, choicesAmong, choicesOf, isServed, type PricedWorkload, pricedWorkload } from './options.ts';
import type { Outcome } from './outcome.ts';
import { planned } from './plan.ts';
import { asideFrom, MANY, replanFrom } from './replan.ts';
import { solvedParts } from './solution.ts';
import { unstatedLevers } from './unstated-levers.ts';

/** List spend by model, with the stated levers, in the order of the profile; what has no list price is left out. */
function modelSpends(workloads: readonly Priceable[]): ModelSpend[] {
  const spends = new Map<Model, Usd>();
  for (const each of workloads) {
    const cost = totalOf(listBill(each, 'both'));
    if (cost === undefined) continue;
    spends.set(each.model, plus(spends.get(each.model) ?? NO_USD, cost));
  }
  return [...spends].map(([model, listSpend]) => ({ model, listSpend }));
}

/** What can be negotiated and reserved for a plan; nothing where the terms of levers were not given. */
function negotiable(base: Plan, context: Context, sizing: Sizing | undefined): Partial<PlanLevers> {
  if (sizing?.levers === undefined) return {};
  const { levers, reservations } = planLevers(base, context, sizing.levers, sizing.normal);
  const held = new Set(base.reservations.map(({ held: { model } }) => model));
  return { levers, reservations: reservations.filter(({ model }) => !held.has(model)) };
}

/** Nothing that is known today of prices lies further ahead. */
const FARTHEST = 120;

/** True where a price that changes is one of the work. */
const moves = ({ later = [], ...now }: Choices) =>
  later.some((each) => JSON.stringify(costsOf(each)) !== JSON.stringify(costsOf(now)));

/** Over what a plan is made: how long its term is and what becomes of prices in it, where something sets its months apart. */
function spanOf(
  workloads: readonly Workload[],
  terms: Context,
  sizing: Sizing,
  trend: PriceTrend,
): { readonly span: Sizing; readonly ahead: PricesAhead | undefined } {
  const start = sizing.start ?? startAfter(terms.day);
  const { proposals = [] } = sizing;
  const longest = isTrend(trend) ? Math.max(0, ...proposals.map((each) => each.terms.termMonths ?? 0)) : 0;
  // A proposal is judged over its own term: where prices are expected to move, they move in all of it.
  const over = (months: number) =>
    terms.singleChannel === true ? undefined : pricesAhead(workloads, start, Math.max(months, longest), terms, trend);
  const stated = saysOfTerm(workloads, sizing);
  if (!stated && over(sizing.months ?? FARTHEST) === undefined) return { span: sizing, ahead: undefined };
  const choices = workloads.map((workload) => choicesOf(workload, terms));
  const months = termMonths({ choices, terms }, sizing);
  const found = over(months);
  const [opening = terms.day] = found?.days ?? [];
  const apart = (workload: Workload, index: number) => {
    const first = choicesOf(workload, {
      ...terms,
      day: opening,
      asked: terms.day,
      ...(found === undefined ? {} : { ahead: found }),
    });
    const now = choices[index];
    return moves(first) || (now !== undefined && moves({ ...first, later: [now] }));
  };
  const ahead = found !== undefined && workloads.some(apart) ? found : undefined;
  return { span: stated || ahead !== undefined ? { ...sizing, months, start } : sizing, ahead };
}

/** The months that what is paid once is spread over: as many as are planned. Nothing where nothing is paid once. */
function spreadOf(workloads: readonly Workload[], terms: Context, span: Sizing | undefined): Pick<Context, 'spread'> {
  if (span === undefined || workloads.every(({ switchingCost }) => switchingCost === undefined)) return {};
  const choices = workloads.map((workload) => choicesOf(workload, terms));
  return { spread: termMonths({ choices, terms }, span) };
}

/** True of work that no marketplace is weighed for: other offers leave what it is priced at as it is. */
const isOffMarkets = ({ uses, later = [] }: PricedWorkload): boolean =>
  uses.every(({ markets }) => markets.length === 0) && later.every(isOffMarkets);

const NO_SPAN = { span: undefined, ahead: undefined };

/** The market over a term in which list prices are expected to do something else. */
function pricesUnder(workloads: readonly Workload[], context: Context, span: Sizing): (trend: PriceTrend) => Market {
  const { asked: day = context.day } = context;
  const start = span.start ?? startAfter(day);
  return (trend) => {
    const { ahead: _, ...still } = context;
    const ahead = pricesAhead(workloads, start, span.months ?? 1, { ...context, day }, trend);
    const under: Context = ahead === undefined ? still : { ...still, ahead, day: ahead.days[0] ?? day, asked: day };
    return { choices: workloads.map((each) => choicesOf(each, under)), terms: under };
  };
}

/** What drivers start from, of the work as it is stated and not in parts. */
function statedFrom<From extends Stated>(from: From, workloads: readonly Workload[], context: Context): From {
  const priced = workloads.map((each) => pricedWorkload(each, context));
  return { ...from, priced, choices: priced.map((each) => choicesAmong(each, context.offers)) };
}

/** The proof of a plan over a term: of other units than those that were looked at no more is known than a bound. */
function proofOver(proof: Proof, term: PlanTerm | undefined): Proof {
  const bound = term?.unitsBound;
  return bound === undefined ? proof : { ...proof, lowerBound: smaller(proof.lowerBound, bound), optimal: false };
}

/** Units that the plan does not weigh, or not for all the work that they could serve. */
function unweighedIn(reservations: readonly Reservation[], { unweighed = 'all' }: Bought): readonly Reservation[] {
  if (unweighed === 'all') return reservations;
  return reservations.filter(({ model }) => unweighed.includes(model));
}

/** A plan with all that could change it is made for so many at most. */
const MOST_DECIDED = 10_000;

/**
 * The procurement answer for a portfolio: the cheapest plan with its proof, where each provider stands at its floor,
 * when direct beats an aggregator, and what would change the answer. Pure but for the solver it is handed, which is
 * asked only for what bounds leave open. Throws what `plan` throws, and
 * `tooManyWorkloads`.
 */
export async function decide(
  stated: readonly Workload[],
  given: Context,
  solver: () => Promise<MilpSolver>,
  sizing?: Sizing,
): Promise<Decision> {
  if (stated.length > MOST_DECIDED) throw problem('tooManyWorkloads', stated.length, MOST_DECIDED);
  const asked = { ...given, offers: countedOffers(given.offers, given.assumptions) };
  const proposals = sizing?.proposals ?? [];
  const on = sizing?.evidence ?? 'hoped';
  const every = { ...asked, offers: withProposals(asked.offers, proposals, asked.day) };
  const trend = trendOn(sizing?.priceTrend ?? NO_TREND, asked);
  const { span, ahead } = sizing === undefined ? NO_SPAN : spanOf(stated, every, sizing, trend);
  const begins = ahead === undefined ? every : { ...every, ahead, day: ahead.days[0] ?? every.day, asked: every.day };
  const spread = spreadOf(stated, every, span);
  const over = { ...begins, ...spread };
  const context = on === 'hoped' ? over : termsUpTo(over, on);
  const units =
    sizing?.levers === undefined
      ? undefined
      : { terms: sizing.levers.reserved, normal: sizing.normal, months: sizing.months };
  const making: Making = { span, solver, units };
  const best = await bought(stated, context, making);
  const { workloads, priced, choices, solution, term, outcome } = best;
  const asStated = priced.flatMap(({ workload: { served }, uses: [own] }) =>
    own === undefined || served !== undefined || !isServed(own) ? [] : [own.of],
  );
  const once = planned(choices, solution, context.offers.cloudCommitments, term?.moved);
  const base = { ...once, term: term?.term, proof: proofOver(once.proof, term?.term) };
  const besideUnits = { ...base, workloads: base.workloads.filter(({ channel }) => channel.kind !== 'reserved') };
  const known = base.unpriced.length === 0 ? outcome : undefined;
  const prices =
    span?.months === undefined || span.months === 1 || term === undefined || workloads.length >= MANY
      ? {}
      : { prices: { trend, at: pricesUnder(workloads, context, span) } };
  const from = known && {
    context,
    terms: context,
    priced,
    choices,
    base: known,
    overTerm: term !== undefined,
    ...prices,
  };
  const replan = known && termReplan(replanFrom(known, solver), term && span);
  // Among fewer futures a contract that is hardly worth anything may not be: its loss is no flip.
  const slight = term?.term.contracts.some((each) => each.slight) === true;
  const alike = from && slight ? { ...from, base: (await replan?.({ choices, terms: context })) ?? from.base } : from;
  const tried = alike === undefined || replan === undefined ? [] : await driversOf(alike, replan, sizing?.detailed);
  // What units serve and leave is another part of other work: that is bought anew as it is stated, with as many as are the best.
  const uncut = alike && best.units && statedFrom(alike, stated, context);
  const buyAnew = async (all: readonly Workload[]) => (await bought(all, context, making)).outcome;
  const ofLoad = uncut === undefined || sizing?.detailed === false ? [] : await loadDriversOf(uncut, buyAnew);
  const levers =
    alike === undefined || replan === undefined
      ? []
      : await unstatedLevers(
          uncut ?? alike,
          [...ofLoad, ...tried],
          uncut === undefined ? replan : ({ choices: all }) => buyAnew(all.map(({ workload }) => workload)),
        );
  const held =
    from === undefined || span === undefined || replan === undefined || term === undefined
      ? []
      : [
          ...(await priceClauses(from.base, { choices, terms: context }, span, replan)).map(
            (clause): Note => ({ code: 'pricesOfContract', ...clause }),
          ),
          ...(await clauseWorths(from.base, { choices, terms: context }, span, replan)).map(
            (clause): Note => ({ code: 'clauseOfContract', ...clause }),
          ),
        ];
  const matching =
    from === undefined || span === undefined
      ? []
      : mostFavouredWorths(from.base, { choices, terms: context }, span).map(
          (clause): Note => ({ code: 'clauseOfContract', ...clause }),
        );
  const answer = standingOf(asStated, context);
  const others = alternativeNotes(priced, base, context);
  // The plans that a proposal is judged by are of the work as it is stated: each of them takes reserved units of its own.
  const whole = best.units?.base ?? best;
  const benchOf = (known: Outcome, sizing: Sizing): Bench => ({
    context: { ...asked, ...spread },
    market: { choices: whole.choices, terms: context },
    replan: replanFrom(whole.outcome ?? known, solver),
    sizing,
    reserving:
      units &&
      withOwnUnits({ context, solver, units: term === undefined ? units : { ...units, months: span?.months } }),
    unsigned: new Map(),
  });
  const judged: Judged =
    sizing === undefined || outcome === undefined
      ? NOTHING_JUDGED
      : await judgeProposals(proposals, benchOf(outcome, sizing));
  const aside = asideFrom(workloads.length, solver);
  const planFor: PlanFor = async (asked, otherwise) => {
    // Whoever buys through one channel takes no units beside it.
    const others = otherwise.singleChannel === true && best.units !== undefined ? stated : asked;
    // Nothing but the rule that is left out differs: what a workload without it costs is known.
    const all = others.map((each, index) => {
      const known = choices[index];
      return known?.workload === each ? known : choicesOf(each, otherwise);
    });
    const found = span && term && overTerm({ choices: all, terms: otherwise }, span);
    const clouds = otherwise.offers.cloudCommitments;
    if (found !== undefined) return { ...planned(all, found.solution, clouds, found.moved), term: found.term };
    return planned(all, await solvedParts(all, otherwise, aside.solver, aside.limits), clouds);
  };
  const providers = [...new Set(priced.flatMap(({ uses }) => uses.map(({ of }) => of.model.provider)))];
  const planUnder = rememberingPlans({ terms: context, outcome }, providers, async (terms) => {
    const alike = terms.offers.marketplaces === context.offers.marketplaces || priced.every(isOffMarkets);
    const under = { span: term && span, solver: aside.solver, limits: aside.limits, units };
    return (await bought(stated, terms, alike ? { ...under, priced } : under)).outcome;
  });
  const belief =
    known &&
    (await beliefOf(base.workloads, {
      cost: known.cost,
      offers: context.offers,
      planUnder: (offers) => planUnder({ ...context, offers }),
      meanOf: (dollarsOf) => meanOverTerm(choices, term, dollarsOf),
    }));
  const models = crossovers(modelSpends(asStated), context);
  const growing = growingSpends(asStated, context, sizing?.common);
  const leverage = answer.floors.map((floor) =>
    leverageOf(
      floor,
      context,
      models.filter(({ provider }) => provider === floor.provider),
      growing.filter(({ provider }) => provider === floor.provider),
    ),
  );
  const table: Table | undefined =
    sizing?.brief === undefined || outcome === undefined
      ? undefined
      : {
          plan: base,
          bench: benchOf(outcome, sizing),
          leverage,
          crossovers: models,
          audits: judged.audits,
          published: () => {
            const terms = termsUpTo(context, 'published');
            return { terms, choices: whole.choices.map(({ workload }) => choicesOf(workload, terms)) };
          },
        };
  const beside = negotiable(besideUnits, context, sizing);
  return {
    plan: base,
    ...(table === undefined ? {} : { negotiations: await negotiationsOf(table, sizing?.brief?.provider) }),
    belief,
    evidence: nothingPriced(base) ? [] : await evidenceOf(context, { ground: on, outcome }, planUnder),
    leverage,
    crossovers: models,
    drivers: [...ofLoad, ...tried],
    unstatedLevers: levers,
    risk:
      from === undefined || replan === undefined || sizing === undefined || best.units !== undefined
        ? undefined
        : await planRisk(
            from,
            tried.flatMap(({ outcomes }) => outcomes),
            sizing,
            replan,
            term?.model,
          ),
    constraints: sizing?.detailed === false ? [] : await constraintCosts(workloads, context, base, planFor),
    splitting: known && (await splittingOf(best, context, { ...making, limits: aside.limits, solver: aside.solver })),
    commitments:
      sizing === undefined
        ? []
        : planCommitments(besideUnits, context, sizing, new Map(choices.map((each) => [each.workload, each]))),
    proposals: judged.audits,
    ...beside,
    units: best.units && units && (await unitsWorth(best.units, stated, context, { span, ...aside })),
    assumptions: [
      ...termNotes(base, sizing ?? {}, context),
      ...(term === undefined ? [] : pricesNotes(ahead, span?.months ?? term.term.months)),
      ...spreadNotes(choices, sizing),
      ...others.assumptions,
      ...answer.assumptions
        .filter((note) => bears(note, base))
        .filter((note) => note.code !== 'alternativesNotWeighed' && !OF_ILLUSTRATION.has(note.code)),
    ],
    warnings: [
      ...others.warnings,
      ...answer.warnings.filter((note) => stands(note, base)),
      ...gapNotes(priced, base, asked),
      ...(term === undefined ? [] : unitsNotes(unweighedIn(beside.reservations ?? [], best))),
      ...held,
      ...matching,
      ...unsoldNotes(asStated, context),
      ...judged.notes,
      ...(spread.spread === undefined ? monthsNotes(base, sizing ?? {}, context) : []),
    ],
  };
}
