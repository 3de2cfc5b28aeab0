import type { ContractBand, FloorBand } from './contract.ts';
import type { Day } from './day.ts';
import type { CloudCommitment } from './marketplace.ts';
import type { Obstacle } from './obstacle.ts';
import type { Purchase } from './purchase.ts';
import type { HeldUnits } from './reserved.ts';
import type { Factor, Usd } from './units.ts';

/** What one workload is bought as, against what it would cost as it was stated. A shortfall is the contract's, not the workload's. */
export interface PlannedWorkload extends Purchase {
  /** Every token of the stated model at the standard, uncached, global list price. */
  readonly baselineCost: Usd;
}

/** A contract that the plan signs. */
export interface PlannedContract {
  readonly provider: string;
  readonly floor: FloorBand;
  readonly band: ContractBand;
  /** Contracted dollars due a month in any case: less than a commitment that is on list dollars. */
  readonly due: Usd;
  /** What a list dollar over the commitment costs; undefined where it is the contract's price. */
  readonly overage: Factor | undefined;
  /** Whether it counts calls too. */
  readonly coversCalls: boolean;
  /** List price, with the chosen levers, of the workloads bought direct: what the floor is tested on. */
  readonly listSpend: Usd;
  readonly contractedCost: Usd;
  /** What is due less contracted cost, 0 when covered: take or pay. */
  readonly shortfall: Usd;
  /** What usage over the commitment costs beyond the contract's price. */
  readonly overagePremium: Usd;
  /** What the contract costs: usage, shortfall and overage. */
  readonly effectiveCost: Usd;
}

/** Reserved units that a plan takes. */
export interface PlannedReservation {
  readonly held: HeldUnits;
  /** The streams that use them, by the names that the profile has for them. */
  readonly workloads: readonly string[];
  /** Of what they serve, US dollars a month: at the standard, uncached list price, and at list price. */
  readonly baselineCost: Usd;
  readonly listCost: Usd;
  /** What is due over the months that they bind for. */
  readonly dueInAll: Usd;
}

/** A plan with its units and the best one without any, where all of the work is more or less: US dollars a month. */
export interface UnitsAt {
  readonly volume: Factor;
  readonly withUnits: Usd;
  readonly without: Usd;
  /** The one less the other: below 0 where the units cost more than they save. */
  readonly saves: Usd;
}

/** What the reserved units of a plan are worth. */
export interface UnitsWorth {
  /** What the best plan without any costs, US dollars a month, and what the units take off it. */
  readonly without: Usd;
  readonly saves: Usd;
  readonly low: UnitsAt | undefined;
  readonly high: UnitsAt | undefined;
  /** The volume, as a multiple, from which the units pay, to a hundredth above; undefined where they do at the low one too. */
  readonly paysFrom: Factor | undefined;
}

/** What a plan buys through one cloud, against the commitment that the buyer owes it. */
export interface PlannedDrawdown {
  readonly commitment: CloudCommitment;
  readonly marketplaces: readonly string[];
  readonly contractedCost: Usd;
  /** Taken off the balance of the commitment. */
  readonly drawdown: Usd;
  /** Committed dollars a month that nothing else will use, and those of them that the plan uses. */
  readonly exposed: Usd;
  readonly avoidedShortfall: Usd;
}

/**
 * How the plan is known to be the cheapest. `bounds`: every combination of contracts is worth no less, by a bound that
 * its own cheapest choice or a multiplier proves. `enumeration`: every plan was priced exactly. `solver`: a
 * mixed-integer solver closed what bounds left open, and its plan was priced again exactly.
 */
export type ProofMethod = 'bounds' | 'enumeration' | 'solver';

const STRENGTH: readonly ProofMethod[] = ['bounds', 'enumeration', 'solver'];

/** Of several ways in which parts of a plan are known to be the cheapest, the one that took the most. */
export const strongest = (methods: readonly ProofMethod[]): ProofMethod =>
  STRENGTH.findLast((method) => methods.includes(method)) ?? 'bounds';

export interface Proof {
  readonly method: ProofMethod;
  /** No plan costs less than this, USD a month. */
  readonly lowerBound: Usd;
  /** Combinations of contracts looked at. */
  readonly states: number;
  /** Of those, how many a bound settled. */
  readonly settledByBounds: number;
  /** False when the solver was stopped before the gap closed. */
  readonly optimal: boolean;
}

/** Work that a plan moves to another model, where that costs something. */
export interface PlannedMove {
  readonly workload: string;
  readonly from: string;
  /** What the month is bought as; undefined where a later month of the term is the first that is bought as another model. */
  readonly to: string | undefined;
  /** US dollars, once. */
  readonly cost: Usd;
  /** Months that it is spread over, and the part of one of them. */
  readonly months: number;
  readonly monthly: Usd;
}

/** A way to buy that a constraint rules out, and why. */
export interface ExcludedOption {
  readonly workload: string;
  readonly model: string;
  /** Undefined where it is the model that is ruled out, through every channel. */
  readonly channel: string | undefined;
  readonly obstacle: Obstacle;
}

/** A contract over the term of a plan, in dollars of an average month. Months count from 1. */
export interface TermContract {
  readonly provider: string;
  readonly floor: FloorBand;
  readonly band: ContractBand;
  /** The month it is signed for. */
  readonly begins: number;
  /** Without a commitment, the month from which its floor is usually reached; undefined where it never is. */
  readonly opens: number | undefined;
  /** Months whose use is held against the commitment together. */
  readonly window: number;
  readonly listSpend: Usd;
  readonly cost: Usd;
  /** What is due and buys nothing. */
  readonly shortfall: Usd;
  /** It commits to nothing, its floor is usually never reached, and it is expected to save less than is worth a signature. */
  readonly slight: boolean;
}

/**
 * A plan over its term: what it is expected to cost under the growth and the demand that are stated, each month bought
 * as it is cheapest under what is signed. Statistics to the cent where demand is uncertain.
 */
export interface PlanTerm {
  readonly months: number;
  /** What sets its months apart, growth before demand before prices before models that end with nothing named after them. */
  readonly moves: readonly ('growth' | 'demand' | 'prices' | 'trend' | 'ends')[];
  /** Of an average month. */
  readonly effectiveCost: Usd;
  readonly totalCost: Usd;
  /** List price without any lever, of an average month. */
  readonly baselineCost: Usd;
  readonly contracts: readonly TermContract[];
  /** Work that has no price from a day of the term on: it is in no amount from then, so that each is a lower bound. */
  readonly gaps: readonly TermGap[];
  /** No plan with other reserved units is expected to cost less, US dollars a month; undefined where each count was looked at or ruled out. */
  readonly unitsBound?: Usd | undefined;
  /** Month by month, the first first: one where the months are alike. Statistics, in dollars of that month. */
  readonly byMonth: readonly TermMonth[];
}

/** Work without a price from a day of a term on. */
export interface TermGap {
  readonly workload: string;
  /** The model that answered for it last. */
  readonly model: string;
  readonly from: Day;
  /** Why; undefined where the model ends and nothing is named after it. */
  readonly reason: string | undefined;
}

/** A month of a term: what it is expected to cost, and what of that is due in any case. */
export interface TermMonth {
  /** False where some work has no price in all of it or in a part: it may cost more then. */
  readonly complete: boolean;
  readonly expected: number;
  readonly committed: number;
}

/** The cheapest way to buy a whole portfolio. */
export interface Plan {
  readonly workloads: readonly PlannedWorkload[];
  /** Workloads left out because no way to buy them has a known price: every total is a lower bound then. */
  readonly unpriced: readonly string[];
  readonly contracts: readonly PlannedContract[];
  readonly clouds: readonly PlannedDrawdown[];
  readonly moves: readonly PlannedMove[];
  readonly reservations: readonly PlannedReservation[];
  /** Every token at the standard, uncached, global list price. */
  readonly baselineCost: Usd;
  /** Published price of what the plan uses. */
  readonly listCost: Usd;
  /** Agreed prices x quantities, before shortfalls. */
  readonly contractedCost: Usd;
  readonly shortfallCost: Usd;
  /** What usage over commitments costs beyond the contracts' prices. */
  readonly overagePremium: Usd;
  /** Shortfalls and overage: what contracts cost beside the contracted amount. */
  readonly besideContracts: Usd;
  /** Shortfalls toward clouds that what is bought through them spares. */
  readonly sparedCost: Usd;
  /** A month's part of what it costs to move work to other models: the buyer's own expense, which nobody invoices. */
  readonly switchingCost: Usd;
  /** Contracted cost, shortfalls, overage and switching, less the shortfalls that clouds are spared: what the month's work costs. */
  readonly effectiveCost: Usd;
  /** What is invoiced in the month: credit in whole blocks, commitments in full (FOCUS BilledCost). */
  readonly billedCost: Usd;
  readonly proof: Proof;
  readonly excluded: readonly ExcludedOption[];
  /** Undefined where nothing is stated that sets a month of the term apart: every amount is of any month then, else of the first. */
  readonly term: PlanTerm | undefined;
}

/** What a month costs: of the term where there is one, else as stated. */
export const monthlyCostOf = ({ term, effectiveCost }: Pick<Plan, 'term' | 'effectiveCost'>): Usd =>
  term?.effectiveCost ?? effectiveCost;

/** The same at list price without any lever. */
export const monthlyBaselineOf = ({ term, baselineCost }: Pick<Plan, 'term' | 'baselineCost'>): Usd =>
  term?.baselineCost ?? baselineCost;

/** False where some work has no price, in all of the plan or in a part of its term: every total is a lower bound then. */
export const isComplete = ({ unpriced, term }: Pick<Plan, 'unpriced' | 'term'>): boolean =>
  unpriced.length === 0 && (term === undefined || term.gaps.length === 0);

/** True where nothing of a profile has a known price, so that there is no plan and no amount. */
export function nothingPriced({ workloads, unpriced }: Plan): boolean {
  return workloads.length === 0 && unpriced.length > 0;
}
