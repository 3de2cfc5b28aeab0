import { NO_CLAUSES } from '../../domain/clauses.ts';
import { bandGround, type Contract, type ContractBand } from '../../domain/contract.ts';
import type { Crossover, Leverage } from '../../domain/decision.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { Ask, Negotiation, Silence, Talk } from '../../domain/negotiation.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Proposal, ProposalAudit } from '../../domain/proposal.ts';
import { shareOf } from '../../domain/saving.ts';
import { lessThan, minus, NO_USD, type Share, sum, type Usd } from '../../domain/units.ts';
import {
  type Bench,
  costOf,
  judge,
  scopeOf,
  unsignedPlan,
  unstatedTerms,
  withPriceClauses,
} from '../commitment/plan-proposals.ts';
import { type AskedPlan, asked, marketWith, planSigned } from '../commitment/proposal-plans.ts';
import { contractWith } from '../contract/quote.ts';
import type { Market } from '../plan/driver-path.ts';
import { type Deep, deepestOf } from './asks.ts';
import { heldWork, worstGround } from './held-work.ts';

/** What briefs are made from: the plan that is decided on, and what plans are asked of. */
export interface Table {
  readonly plan: Plan;
  readonly bench: Bench;
  readonly leverage: readonly Leverage[];
  readonly crossovers: readonly Crossover[];
  readonly audits: readonly ProposalAudit[];
  /** What may be bought at published prices alone. */
  readonly published: () => Market;
}

type Outcome = Negotiation['outcome'];

/** The proposal, or a band on offer as if it were one: both are held against demand alike. */
interface Subject {
  readonly proposal: Proposal;
  readonly proposed: boolean;
  readonly band: ContractBand;
}

const FILE = '';

/** A band on offer as a proposal, so that one set of rules judges both. */
function asProposal(provider: string, band: ContractBand, contract: Contract): Proposal {
  const { commitment, discount } = band;
  return {
    provider,
    commitment,
    discount,
    terms: { ...contract.terms, ...band.terms },
    clauses: { ...NO_CLAUSES, ...band.prices },
    written: { amount: commitment, per: 'year' },
    date: undefined,
    validUntil: undefined,
    note: undefined,
    signed: false,
    start: undefined,
    file: FILE,
  };
}

/** The band that the plan signs, else the one on offer with which everything is expected to cost least. */
async function bandOf(provider: string, contract: Contract, { plan, bench }: Table): Promise<ContractBand> {
  const signed = plan.term?.contracts ?? plan.contracts;
  const own = signed.find((each) => each.provider === provider);
  const chosen = own && contract.bands.find(({ id }) => id === own.band.id);
  if (chosen !== undefined) return chosen;
  let [best] = contract.bands;
  let least = Number.POSITIVE_INFINITY;
  for (const band of contract.bands) {
    const scope = scopeOf(asProposal(provider, band, contract), bench);
    const found = await planSigned(provider, scope.contract, band, scope.asking);
    const cost = found === undefined || found.waived ? Number.POSITIVE_INFINITY : found.expectedCost;
    if (cost < least) [best, least] = [band, cost];
  }
  return best;
}

async function subjectOf(
  provider: string,
  contract: Contract | 'notOffered',
  table: Table,
): Promise<Subject | undefined> {
  const audit = table.audits.find(({ proposal, better }) => proposal.provider === provider && better === undefined);
  if (audit !== undefined) {
    const { proposal } = audit;
    return { proposal, proposed: true, band: scopeOf(proposal, table.bench).band };
  }
  if (contract === 'notOffered') return undefined;
  const band = await bandOf(provider, contract, table);
  return { proposal: asProposal(provider, band, contract), proposed: false, band };
}

/** The best plan with a band at another discount. */
type AtDiscount = (discount: Share) => Promise<AskedPlan | undefined>;

async function askAt(deep: Deep, commitment: Usd, planAt: AtDiscount): Promise<Ask | undefined> {
  const found = await planAt(deep.discount);
  return found && { ...deep, commitment, plan: costOf(found) };
}

/** What to aim for: the counter where there is one, else what is on the table or on offer. */
function targetOf({
  audit,
  proposed,
  contract,
}: {
  audit: ProposalAudit;
  proposed: boolean;
  contract: Contract | 'notOffered';
}): Ask {
  const { verdict, plans, counter, proposal } = audit;
  if (verdict === 'counter' && plans.countered !== undefined) {
    const { signed, ground } = counter;
    const basis = { kind: 'counter' } as const;
    return { ...signed, ground, basis, plan: plans.countered };
  }
  const { commitment, discount } = proposal;
  const source = contract === 'notOffered' ? undefined : contract.source;
  const band = contract === 'notOffered' ? undefined : contract.bands.find((each) => sameTerms(each, proposal));
  const ground = proposed || band === undefined ? 'quoted' : bandGround(band);
  const basis = proposed ? ({ kind: 'proposal' } as const) : ({ kind: 'offer', source } as const);
  return { commitment, discount, ground, basis, plan: plans.signed };
}

const sameTerms = (
  a: Pick<ContractBand, 'commitment' | 'discount'>,
  b: Pick<ContractBand, 'commitment' | 'discount'>,
) => compare(a.commitment, b.commitment) === 0 && compare(a.discount, b.discount) === 0;

/** The least discount at a commitment that everything does not cost more with: from the curve, or from the counter's own. */
function walkAwayAt({ commitment }: Ask, { walkAway, counter }: ProposalAudit): number | undefined {
  const own = walkAway.find((each) => compare(each.commitment, commitment) === 0);
  if (own !== undefined) return own.discount;
  return compare(counter.signed.commitment, commitment) === 0 ? counter.discountToMatch : undefined;
}

/** Why nothing is to be said to a provider whose floor the spend does not reach, or with which there can be none. */
function underFloor(provider: string, { leverage }: Table): Silence | undefined {
  const own = leverage.find((each) => each.provider === provider);
  if (own === undefined || !lessThan(own.runway, NO_USD)) return undefined;
  const short = minus(NO_USD, own.runway);
  const nothing = !lessThan(short, own.floor.low);
  return nothing ? { reason: 'nothingDirect' } : { reason: 'underFloor', short, floor: own.floor.low };
}

async function outcomeOf(provider: string, table: Table, rivals: readonly string[]): Promise<Outcome> {
  const { bench, crossovers } = table;
  const { context, market } = bench;
  const contract = contractWith(context.offers, provider, context.quote);
  const subject = await subjectOf(provider, contract, table);
  if (subject === undefined) return { worth: false, reason: 'notOffered' };
  const { proposal, proposed } = subject;
  const judged = proposed ? table.audits.find((each) => each.proposal === proposal) : await judge(proposal, bench);
  const { asking, contract: laid, band } = scopeOf(proposal, bench);
  const without = await unsignedPlan(proposal, asking, bench);
  const signed = await planSigned(provider, laid, band, asking);
  if (judged === undefined || without === undefined || signed === undefined)
    return { worth: false, ...(underFloor(provider, table) ?? ({ reason: 'nothingDirect' } as const)) };
  if (signed.waived && !proposed) {
    const silence = underFloor(provider, table);
    if (silence !== undefined) return { worth: false, ...silence };
  }
  const audit = proposed
    ? judged
    : await withPriceClauses({ ...judged, unstated: await unstatedTerms(judged, bench) }, bench);
  const target = targetOf({ audit, proposed, contract });
  // A price for use over a commitment is no term of a contract that commits to nothing.
  const { overage: _, ...free } = band.terms ?? {};
  const terms = isZero(target.commitment) ? free : band.terms;
  const planAt: AtDiscount = (discount) =>
    planSigned(provider, laid, { ...band, commitment: target.commitment, discount, terms, id: 'asked' }, asking);
  const deep = deepestOf({
    provider,
    contract: contract === 'notOffered' ? undefined : contract,
    rivals,
    offers: market.terms.offers,
    crossovers,
  });
  const deeper = deep !== undefined && lessThan(target.discount, deep.discount);
  const opening = (deeper ? await askAt(deep, target.commitment, planAt) : undefined) ?? target;
  if (opening.plan.expectedCost >= without.expectedCost) {
    const { discount: deepest, plan } = opening;
    return { worth: false, reason: 'neverBetter', deepest, signed: plan, unsigned: costOf(without) };
  }
  const published = marketWith(table.published(), provider, 'notOffered');
  const atPublished = await asked(published, asking);
  const work = heldWork(provider, signed, without);
  const own = signed.outcome.contracts.find((each) => each.provider === provider);
  const listSpend = sum(work.map((each) => each.listSpend));
  const leaving = sum(work.filter(({ leaves }) => leaves).map((each) => each.listSpend));
  const talk: Talk = {
    audit,
    proposed,
    ground: proposed ? 'quoted' : bandGround(subject.band),
    listSpend,
    contractCost: own?.effective ?? NO_USD,
    work,
    leaving,
    leavingShare: shareOf(leaving, listSpend),
    alternativeGround: worstGround(work),
    atPublished: atPublished && costOf(atPublished),
    opening,
    target,
    walkAway: walkAwayAt(target, audit),
    gain: without.expectedCost - target.plan.expectedCost,
    givenAway: target.plan.expectedCost - opening.plan.expectedCost,
  };
  return { worth: true, ...talk };
}

/** Providers that the plan could be under a contract with, those whose contract is worth most first. */
function providersOf({ plan, leverage, audits }: Table): string[] {
  const proposed = audits.map(({ proposal }) => proposal.provider);
  const signed = (plan.term?.contracts ?? plan.contracts).map(({ provider }) => provider);
  const bySpend = [...leverage].sort((a, b) => compare(b.optimisedSpend, a.optimisedSpend));
  return [...new Set([...proposed, ...signed, ...bySpend.map(({ provider }) => provider)])];
}

/**
 * What to go into the room with, for each provider of a portfolio, or for one: where the buyer stands, what there is
 * without an agreement, what to open with, to aim for and to walk away at; or why a provider is not worth a talk. Every
 * cost is of a plan that `decide` solves: with the contract, without it, with another discount. Pure but for the solver.
 */
export async function negotiationsOf(table: Table, only: string | undefined): Promise<Negotiation[]> {
  const all = providersOf(table);
  const found: Negotiation[] = [];
  for (const provider of all.filter((each) => only === undefined || each === only)) {
    const rivals = all.filter((each) => each !== provider);
    found.push({ provider, outcome: await outcomeOf(provider, table, rivals) });
  }
  return found;
}
