import type { Splitting } from '../../domain/decision.ts';
import { approximately } from '../../domain/exact.ts';
import type { UnitsAt, UnitsWorth } from '../../domain/plan.ts';
import { atVolume } from '../../domain/scaled.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { type Factor, factor, lessThan, minus, NONE, smaller, type Usd, usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { Context } from '../estimate/estimate.ts';
import type { UnitTerms } from '../reserved/offered-units.ts';
import { outcomeOver, overTerm } from '../term/over-term.ts';
import type { TermSolution } from '../term/term-plan.ts';
import { volumesOver } from '../term/volumes.ts';
import { type CutPortfolio, cutPortfolio } from './divide.ts';
import type { MilpSolver } from './milp.ts';
import { type Choices, choicesAmong, type PricedWorkload, pricedWorkload } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Part, Solution } from './parts.ts';
import { MANY } from './replan.ts';
import { atOtherVolume, type TakenUnits, withUnits } from './reserving.ts';
import type { SolveLimits } from './search.ts';
import { solvedParts } from './solution.ts';
import { closes } from './solve.ts';

/** A portfolio as it is bought: over its term where it states one, in parts where it says that it may be. */
export interface Bought {
  readonly workloads: readonly Workload[];
  readonly priced: readonly PricedWorkload[];
  readonly choices: readonly Choices[];
  readonly solution: Solution;
  readonly term: TermSolution | undefined;
  /** Undefined where nothing serves every workload. */
  readonly outcome: Outcome | undefined;
  /** Reserved units of it, where units pay. */
  readonly units?: BoughtUnits;
  /** Models of which units could serve more than was weighed over the term; all there are where none was. */
  readonly unweighed?: readonly string[] | 'all';
}

/** Reserved units of a plan, with what the best plan without them costs. */
export interface BoughtUnits {
  readonly taken: readonly TakenUnits[];
  readonly without: Usd;
  /** That plan. */
  readonly base: Pick<Bought, 'choices' | 'outcome'>;
  /** What they take off it. */
  readonly saves: Usd;
  /** What they were reckoned with. */
  readonly by: UnitTerms;
}

/** How a plan is made: the term it is over, and how far the search goes. */
export interface Making {
  readonly span: Sizing | undefined;
  readonly solver: () => Promise<MilpSolver>;
  readonly limits?: SolveLimits;
  /** What the workloads are priced at, in their order, where that is known already. */
  readonly priced?: readonly (PricedWorkload | undefined)[] | undefined;
  /** What reserved units are reckoned with; none are weighed where it is left out. */
  readonly units?: UnitTerms | undefined;
}

/** The parts of a month as stated, over a term too: where a stream is cut is decided on them. */
async function monthOf(
  { choices, term, solution }: Bought,
  terms: Context,
  { solver, limits }: Making,
): Promise<Part[]> {
  const month = term === undefined ? solution : await solvedParts(choices, terms, solver, limits);
  return 'parts' in month ? [...month.parts] : [];
}

/** A portfolio bought as it stands, each stream as one. */
async function boughtWhole(workloads: readonly Workload[], terms: Context, making: Making): Promise<Bought> {
  const { span, solver, limits } = making;
  const priced = workloads.map((workload, index) => {
    const known = making.priced?.[index];
    return known?.workload === workload ? known : pricedWorkload(workload, terms);
  });
  const choices = priced.map((each) => choicesAmong(each, terms.offers));
  const term = span && overTerm({ choices, terms }, span);
  const solution = term?.solution ?? (await solvedParts(choices, terms, solver, limits));
  return { workloads, priced, choices, solution, term, outcome: outcomeOver(choices, solution, term) };
}

/** A saving by buying in parts is looked for from this share of the cost: in streams that may be cut, and in the others. */
const ANY = 1e-9;
const WORTH_SAYING = 1 / 1000;

/** Work that costs something to move is not cut: each of its parts could be moved, and would cost that. */
const movesAtNoCost = ({ switchingCost, served }: Workload) => switchingCost === undefined && served === undefined;

/** What no way to cut the streams goes under is a bound of the plan: its own where that is proven. */
function boundedBy(bought: Bought, { bound }: CutPortfolio): Bought {
  const { solution, term, outcome } = bought;
  if (term !== undefined || outcome === undefined || !('parts' in solution)) return bought;
  if (closes(bound, approximately(outcome.cost))) return bought;
  return { ...bought, solution: { ...solution, otherwise: usd(exactOf(bound, 6)) } };
}

/** The names of the work of each part that is decided by itself. */
const sharedOf = (solution: Solution) =>
  'parts' in solution
    ? solution.parts.map(({ instance }) => instance.choices.map(({ workload }) => workload.name))
    : [];

/** The cheapest of a portfolio bought with the streams cut that may be, and with reserved units beside that. */
export async function bought(workloads: readonly Workload[], terms: Context, making: Making): Promise<Bought> {
  const base = await boughtInParts(workloads, terms, making);
  const { units } = making;
  if (units === undefined || base.outcome === undefined || terms.singleChannel === true) return base;
  if (terms.offers.reserved.every((offer) => offer.terms.length === 0)) return base;
  const over = base.term && making.span && volumesOver(workloads, base.term.model, nothingAssumed(making.span));
  if (
    base.term !== undefined &&
    (terms.ahead !== undefined || over === undefined || workloads.length > FEW_OVER_MONTHS)
  )
    return { ...base, unweighed: 'all' };
  const priced = base.workloads === workloads ? base.priced : workloads.map((each) => pricedWorkload(each, terms));
  const known = new Map(priced.map((each) => [each.workload, each]));
  const withShared = (found: Bought) => ({ ...found, shared: sharedOf(found.solution) });
  const by = {
    ...units,
    many: workloads.length >= MANY,
    ...(over === undefined ? {} : { over, months: making.span?.months }),
  };
  const found = await withUnits(withShared(base), priced, terms, by, async (parts) =>
    withShared(await boughtInParts(parts, terms, { ...making, priced: parts.map((each) => known.get(each)) })),
  );
  const { shared: _, ...best } = { ...ofSameWork(found.bought, base), unweighed: found.partly };
  const { solution } = best;
  const bounded =
    found.bound === undefined || !('parts' in solution)
      ? best
      : best.term !== undefined
        ? { ...best, term: { ...best.term, term: { ...best.term.term, unitsBound: found.bound } } }
        : { ...best, solution: { ...solution, otherwise: smaller(found.bound, solution.otherwise ?? found.bound) } };
  const { outcome } = bounded;
  if (found.taken.length === 0 || outcome === undefined) return bounded;
  const saves = minus(base.outcome.cost, outcome.cost);
  return { ...bounded, units: { taken: found.taken, without: base.outcome.cost, base, saves, by } };
}

/** A plan over a term is of the demand that is stated: what nobody says is taken as it stands. */
const nothingAssumed = (span: Sizing): Sizing => ({ ...span, defaults: { ...span.defaults, sigma: NONE } });

/** Workloads up to which units are weighed over several months: each count of them is a plan of all of those. */
export const FEW_OVER_MONTHS = 60;

/** Over a term, what the same work costs at list is what it was without units: what those serve is due whatever there is of it. */
function ofSameWork<Each extends Bought>(found: Each, { term: base }: Bought): Each {
  const { term } = found;
  if (term === undefined || base === undefined) return found;
  return { ...found, term: { ...term, term: { ...term.term, baselineCost: base.term.baselineCost } } };
}

/** The cheaper of a portfolio bought as it stands and one with the streams cut that may be. */
async function boughtInParts(workloads: readonly Workload[], terms: Context, making: Making): Promise<Bought> {
  const whole = await boughtWhole(workloads, terms, making);
  const mayCut = (each: Workload) => each.divisible === true && movesAtNoCost(each);
  if (!workloads.some(mayCut) || terms.singleChannel === true || whole.outcome === undefined) return whole;
  const cut = await cutPortfolio(workloads, await monthOf(whole, terms, making), mayCut, ANY, making.solver);
  const parts = cut.cut.length === 0 ? undefined : await boughtWhole(cut.workloads, terms, making);
  const cheaper = parts?.outcome !== undefined && lessThan(parts.outcome.cost, whole.outcome.cost);
  return boundedBy(cheaper ? parts : whole, cut);
}

/** What it would save to buy in parts what nothing says may be; undefined where that is little. */
export async function splittingOf(whole: Bought, terms: Context, making: Making): Promise<Splitting | undefined> {
  const { workloads, outcome } = whole;
  if (outcome === undefined || terms.singleChannel === true) return undefined;
  const month = await monthOf(whole, terms, making);
  const { cut, workloads: inParts } = await cutPortfolio(workloads, month, movesAtNoCost, WORTH_SAYING, making.solver);
  const other = cut.length === 0 ? undefined : await boughtWhole(inParts, terms, making);
  if (other?.outcome === undefined) return undefined;
  const saving = minus(outcome.cost, other.outcome.cost);
  const names = workloads.filter(({ name }) => cut.includes(name)).map(({ name, partOf }) => partOf?.workload ?? name);
  return approximately(saving) < WORTH_SAYING * Math.abs(approximately(outcome.cost))
    ? undefined
    : { workloads: [...new Set(names)], saving };
}

/** Steps in which the volume is narrowed down from which units pay. */
const HALVINGS = 6;

const ONE_HUNDREDTH = 2;

/** Decimals kept of a volume that is tried. */
const PLACES = 6;

/** What reserved units are worth: beside the best plan without any, and where all of the work is more or less. */
export async function unitsWorth(
  { taken, without, saves, by }: BoughtUnits,
  workloads: readonly Workload[],
  terms: Context,
  making: Making,
): Promise<UnitsWorth> {
  const costOf = async (all: readonly Workload[]) => (await boughtInParts(all, terms, making)).outcome?.cost;
  const at = async (volume: Factor): Promise<UnitsAt | undefined> => {
    const withThem = await costOf(atOtherVolume(workloads, taken, volume, by));
    const best = await costOf(workloads.map((each) => atVolume(each, volume)));
    return withThem === undefined || best === undefined
      ? undefined
      : { volume, withUnits: withThem, without: best, saves: minus(best, withThem) };
  };
  const [least, most] = terms.assumptions.drivers.volume;
  const [low, high] = [await at(least), await at(most)];
  const loses = (found: UnitsAt | undefined) => found !== undefined && lessThan(found.without, found.withUnits);
  if (!loses(low)) return { without, saves, low, high, paysFrom: undefined };
  let [from, to] = [statistic(least), 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (from + to) / 2;
    if (loses(await at(factor(exactOf(middle, PLACES))))) from = middle;
    else to = middle;
  }
  const hundredths = Math.ceil(to * 10 ** ONE_HUNDREDTH - 1e-9) / 10 ** ONE_HUNDREDTH;
  return { without, saves, low, high, paysFrom: factor(exactOf(hundredths, ONE_HUNDREDTH)) };
}
