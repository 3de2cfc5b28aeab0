import { type PriceTerms, priceTermsOf } from '../../domain/clauses.ts';
import type { Clause } from '../../domain/commitment.ts';
import { bandGround, type Contract, type ContractBand, type StatedTerms } from '../../domain/contract.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { Note } from '../../domain/note.ts';
import type { PlanCost, Proposal, ProposalAudit, UnstatedTerm } from '../../domain/proposal.ts';
import { NONE } from '../../domain/units.ts';
import { proposedBand } from '../contract/proposed.ts';
import { contractWith } from '../contract/quote.ts';
import type { Context } from '../estimate/estimate.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market } from '../plan/driver-path.ts';
import { expectedCosts } from '../risk/expected-cost.ts';
import { withFixedPrices } from '../term/fixed-prices.ts';
import { mostFavouredUnder } from '../term/most-favoured.ts';
import { movesUnder } from '../term/price-terms.ts';
import type { Reserve } from './own-units.ts';
import type { Sizing } from './plan-commitments.ts';
import { auditProposal } from './proposal.ts';
import { verdictOf, WORTH_ASKING } from './proposal-choices.ts';
import {
  type AskedPlan,
  type Asking,
  directSubject,
  planSigned,
  planWithout,
  type SignedPlan,
  subjectOfPlans,
} from './proposal-plans.ts';

/** The audits of some proposals, and what there is to say of them beside. */
export interface Judged {
  readonly audits: readonly ProposalAudit[];
  readonly notes: readonly Note[];
}

export const NOTHING_JUDGED: Judged = { audits: [], notes: [] };

/** What proposals are judged in: the offers without them, the market with them, and the search for a plan. */
export interface Bench {
  /** As the buyer's files and the shipped ones say, without what is proposed. */
  readonly context: Context;
  readonly market: Market;
  readonly replan: Solve;
  readonly sizing: Sizing;
  /** Plans with reserved units of their own over some months; none are looked for where it is left out. */
  readonly reserving: ((over: Sizing) => Reserve) | undefined;
  /** Plans without a contract that are known already: the same whatever is proposed. */
  readonly unsigned: Map<string, Promise<AskedPlan | undefined>>;
}

/** The provider's offer beside its proposal. Where none is on offer, the proposal is the offer, at the usual floor. */
function offerBeside({ provider }: Proposal, band: ContractBand, { context }: Bench): [Contract, ContractBand[]] {
  const { offers, quote } = context;
  const offered = contractWith(offers, provider, quote);
  if (offered !== 'notOffered') return [offered, [...offered.bands]];
  const floor = quote.floor ?? offers.usualFloor;
  return [{ floor, bands: [band], discountRange: undefined, source: undefined }, []];
}

/** What the contract of a proposal says beside it: terms that usual offers are only taken to have are not the vendor's. */
function ownTerms({ bands, terms }: Contract): StatedTerms | undefined {
  return bands.some((band) => bandGround(band) !== 'hoped') ? terms : undefined;
}

/** What the plans of a proposal are asked of, and the contract that it is a band of. */
export interface ProposalScope {
  readonly asking: Asking;
  readonly contract: Contract;
  readonly band: ContractBand;
  /** Bands on offer beside it. */
  readonly beside: readonly ContractBand[];
}

/** The scope of a proposal: over the months of its term, in the contract that its provider offers. */
export function scopeOf(proposal: Proposal, bench: Bench): ProposalScope {
  const { market, replan, sizing, reserving } = bench;
  const band = proposedBand(proposal);
  const [offered, beside] = offerBeside(proposal, band, bench);
  const own = ownTerms(offered);
  const term = proposal.terms.termMonths ?? own?.termMonths ?? sizing.defaults.terms.termMonths;
  const over = withTerm(sizing, term);
  const asking = {
    market,
    replan,
    expectedCost: expectedCosts(market, over),
    usual: over.defaults.terms,
    months: term,
    reserve: reserving?.(over),
  };
  return { asking, contract: { ...offered, terms: own }, band, beside };
}

/** The best plan without a contract of the provider of a proposal, over the months of its term. */
export function unsignedPlan({ provider }: Proposal, asking: Asking, { unsigned }: Bench) {
  const key = JSON.stringify([provider, asking.months]);
  const found = unsigned.get(key) ?? planWithout(provider, asking);
  unsigned.set(key, found);
  return found;
}

/** Its audit without the terms that it leaves open; undefined where there is nothing to hold it against. */
export async function judge(proposal: Proposal, bench: Bench): Promise<ProposalAudit | undefined> {
  const { provider } = proposal;
  const { sizing } = bench;
  const { asking, contract, band, beside } = scopeOf(proposal, bench);
  const without = await unsignedPlan(proposal, asking, bench);
  const signed = await planSigned(provider, contract, band, asking);
  const planned = signed && without && subjectOfPlans(provider, signed, without, asking.usual);
  const subject = planned ?? directSubject(provider, bench.market);
  if (subject === undefined || without === undefined || signed === undefined) return undefined;
  const isCut = signed.units.length + without.units.length > 0;
  const apart = planned !== undefined && isCut ? { apart: without.expectedCost - signed.expectedCost } : {};
  const of = { provider, ...subject, ...apart, common: sizing.common, contract };
  const audit = auditProposal(of, proposal, sizing.defaults, sizing.normal, beside);
  return audit && withPlans(audit, { signed, without }, contract, asking);
}

/** Everything over the months of one contract. */
function withTerm(sizing: Sizing, termMonths: number): Sizing {
  const { defaults } = sizing;
  return { ...sizing, months: termMonths, defaults: { ...defaults, terms: { ...defaults.terms, termMonths } } };
}

export const costOf = ({ outcome, expectedCost, units }: AskedPlan): PlanCost => ({
  effectiveCost: outcome.cost,
  expectedCost,
  units,
});

/** The plan with the counter-offer signed, at the terms that the counter-offer has. */
function counterPlan({ proposal, counter }: ProposalAudit, contract: Contract, asking: Asking) {
  const { signed, kind, ground } = counter;
  const tuned = kind === 'tuned';
  const like = contract.bands.find(
    (each) => compare(each.commitment, signed.commitment) === 0 && compare(each.discount, signed.discount) === 0,
  );
  const prices = tuned ? priceTermsOf(proposal.clauses) : like?.prices;
  const terms = tuned ? proposal.terms : undefined;
  const band: ContractBand = { id: 'counter', ...signed, terms, ground, ...(prices === undefined ? {} : { prices }) };
  return planSigned(proposal.provider, contract, band, asking);
}

/** An audit beside the three plans that its answer follows from. */
async function withPlans(
  audit: ProposalAudit,
  { signed, without }: { readonly signed: SignedPlan; readonly without: AskedPlan },
  contract: Contract,
  asking: Asking,
): Promise<ProposalAudit> {
  const countered = await counterPlan(audit, contract, asking);
  const counter = countered === undefined || (countered.waived && !signed.waived) ? undefined : countered;
  const verdict = verdictOf(signed.expectedCost, counter?.expectedCost ?? signed.expectedCost, without.expectedCost);
  const plans = { signed: costOf(signed), unsigned: costOf(without), countered: counter && costOf(counter) };
  return { ...audit, verdict, plans, clearsFloor: !signed.waived };
}

const withClauses = (proposal: Proposal, change: Partial<PriceTerms>): Proposal => ({
  ...proposal,
  clauses: { ...proposal.clauses, ...change },
});

/**
 * What the clauses of a proposal on prices are worth a month: the plan in which it is signed without one, less the plan with
 * it. Only those that some price is about.
 */
async function priceClausesOf({ proposal }: ProposalAudit, bench: Bench): Promise<Clause[]> {
  const { choices, terms } = bench.market;
  const { newer, rises } = movesUnder(choices, proposal.provider);
  const band = { discount: proposal.discount, prices: priceTermsOf(proposal.clauses) };
  const matched = mostFavouredUnder(choices, proposal.provider, band, terms.offers);
  const cost = async (change: Partial<PriceTerms>) => {
    const { asking, contract, band } = scopeOf(withClauses(proposal, change), bench);
    return (await planSigned(proposal.provider, contract, band, asking))?.expectedCost;
  };
  const worth = async (without: Partial<PriceTerms>, granted: Partial<PriceTerms>) => {
    const [dear, cheap] = [await cost(without), await cost(granted)];
    return dear === undefined || cheap === undefined ? 0 : dear - cheap;
  };
  const { priceProtection, newerModels, mostFavoured, discounts } = proposal.clauses;
  const found: Clause[] = [];
  if (rises)
    found.push({
      kind: 'priceProtection',
      granted: priceProtection,
      assumed: false,
      worth: await worth({ priceProtection: false }, { priceProtection: true }),
    });
  if (newer.length > 0)
    found.push({
      kind: 'newerModels',
      granted: newerModels === undefined || newerModels === 'included',
      assumed: newerModels === undefined,
      worth: await worth(
        { newerModels: newerModels === 'included' ? NONE : (newerModels ?? NONE) },
        { newerModels: 'included' },
      ),
    });
  if (matched !== undefined)
    found.push({
      kind: 'mostFavoured',
      granted: mostFavoured,
      assumed: false,
      worth: await worth({ discounts }, { discounts: matched.discounts }),
      lower: matched.lower,
    });
  return found;
}

/** An audit with what is worked out of its clauses by planning anew, the one worth most first. */
export async function withPriceClauses(audit: ProposalAudit, bench: Bench): Promise<ProposalAudit> {
  const clauses = [...audit.clauses, ...(await priceClausesOf(audit, bench))].sort((a, b) => b.worth - a.worth);
  return { ...audit, clauses };
}

/** How a vendor may read what a proposal leaves open, each the dear way. */
const DEAR = {
  overage: { overage: 'list' },
  fulfilment: { fulfilment: 'monthly' },
  floorBasis: { floorBasis: 'contracted' },
} as const satisfies Record<Exclude<UnstatedTerm['term'], 'priceProtection' | 'newerModels'>, StatedTerms>;

const TERMS = Object.keys(DEAR) as (keyof typeof DEAR)[];

/** The terms that a proposal leaves open and that cost something where they are read the dear way. */
export async function unstatedTerms(audit: ProposalAudit, bench: Bench): Promise<UnstatedTerm[]> {
  const found: UnstatedTerm[] = [];
  const { proposal } = audit;
  const open = isZero(proposal.commitment) ? (['floorBasis'] as const) : TERMS;
  const readDear: [UnstatedTerm['term'], () => Promise<ProposalAudit | undefined>][] = open
    .filter((each) => audit.terms.assumed.includes(each))
    .map((term) => [term, () => judge({ ...proposal, terms: { ...proposal.terms, ...DEAR[term] } }, bench)]);
  if (!proposal.clauses.priceProtection && bench.market.terms.ahead?.trend !== undefined) {
    const market = withFixedPrices(bench.market, proposal.provider);
    readDear.push(['priceProtection', () => judge(proposal, { ...bench, market, unsigned: new Map() })]);
  }
  if (
    proposal.clauses.newerModels === undefined &&
    movesUnder(bench.market.choices, proposal.provider).newer.length > 0
  )
    readDear.push(['newerModels', () => judge(withClauses(proposal, { newerModels: NONE }), bench)]);
  for (const [term, read] of readDear) {
    const dear = await read();
    if (dear === undefined) continue;
    const costs = dear.plans.signed.expectedCost - audit.plans.signed.expectedCost;
    const lost = audit.clearsFloor && !dear.clearsFloor;
    if (lost || costs >= WORTH_ASKING) found.push({ term, costs: lost ? undefined : costs, verdict: dear.verdict });
  }
  return found;
}

/** Of several proposals of one provider the one that is expected to cost least is answered, and the others are declined. */
function compared(audits: readonly ProposalAudit[]): ProposalAudit[] {
  return audits.map((audit) => {
    const rivals = audits.filter(({ proposal: { provider } }) => provider === audit.proposal.provider);
    const best = rivals.reduce((a, b) => (b.plans.signed.expectedCost < a.plans.signed.expectedCost ? b : a));
    if (best === audit) return audit;
    const saves = audit.plans.signed.expectedCost - best.plans.signed.expectedCost;
    return { ...audit, verdict: 'decline', better: { file: best.proposal.file, saves } };
  });
}

/** With what its clauses are worth, where that is shown. */
const told = (audit: ProposalAudit, bench: Bench) =>
  bench.sizing.detailed === false && bench.sizing.brief === undefined ? audit : withPriceClauses(audit, bench);

/**
 * Each proposal by the plan in which it is signed, the best plan without a contract of its provider, and the one with the
 * best counter-offer. One that has nothing to be held against, or can not be signed any more, is noted.
 */
export async function judgeProposals(proposals: readonly Proposal[], bench: Bench): Promise<Judged> {
  const audits: ProposalAudit[] = [];
  const notes: Note[] = [];
  for (const proposal of proposals) {
    const { provider, file, validUntil } = proposal;
    const audit = await judge(proposal, bench);
    if (audit === undefined) notes.push({ code: 'proposalNotJudged', provider, file });
    else audits.push(await told({ ...audit, unstated: await unstatedTerms(audit, bench) }, bench));
    if (validUntil !== undefined && validUntil < bench.context.day)
      notes.push({ code: 'proposalLapsed', provider, file, validUntil });
  }
  return { audits: compared(audits), notes };
}
