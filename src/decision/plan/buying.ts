import type { Splitting } from '../../domain/decision.ts';
import { approximately } from '../../domain/exact.ts';
import { exactOf } from '../../domain/statistic.ts';
import { lessThan, minus, usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { Context } from '../estimate/estimate.ts';
import { outcomeOver, overTerm } from '../term/over-term.ts';
import type { TermSolution } from '../term/term-plan.ts';
import { type CutPortfolio, cutPortfolio } from './divide.ts';
import type { MilpSolver } from './milp.ts';
import { type Choices, choicesAmong, type PricedWorkload, pricedWorkload } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { Part, Solution } from './parts.ts';
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
}

/** How a plan is made: the term it is over, and how far the search goes. */
export interface Making {
  readonly span: Sizing | undefined;
  readonly solver: () => Promise<MilpSolver>;
  readonly limits?: SolveLimits;
  /** What the workloads are priced at, in their order, where that is known already. */
  readonly priced?: readonly PricedWorkload[] | undefined;
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
const movesAtNoCost = ({ switchingCost }: Workload) => switchingCost === undefined;

/** What no way to cut the streams goes under is a bound of the plan: its own where that is proven. */
function boundedBy(bought: Bought, { bound }: CutPortfolio): Bought {
  const { solution, term, outcome } = bought;
  if (term !== undefined || outcome === undefined || !('parts' in solution)) return bought;
  if (closes(bound, approximately(outcome.cost))) return bought;
  return { ...bought, solution: { ...solution, otherwise: usd(exactOf(bound, 6)) } };
}

/** The cheaper of a portfolio bought as it stands and one with the streams cut that may be. */
export async function bought(workloads: readonly Workload[], terms: Context, making: Making): Promise<Bought> {
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
