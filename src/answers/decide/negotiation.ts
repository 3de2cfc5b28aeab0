import { GROUNDS } from '../../domain/ground.ts';
import type { Ask, HeldWork, Negotiation, Talk } from '../../domain/negotiation.ts';
import { factor, maybeUsd, share, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import { clause, clauseOf, maybe, partsPerMillion, probability, signed } from './expected.ts';
import { planCost, planCostOf, walkAway, walkAwayOf } from './proposal.ts';
import type { DecideWords } from './words.ts';

const ground = (z: Z) => z.enum(GROUNDS);

const ask = (z: Z) =>
  z.strictObject({
    ...signed(z).shape,
    ground: ground(z).describe('what its discount rests on'),
    basis: z
      .enum(['range', 'rival', 'reseller', 'offer', 'proposal', 'counter'])
      .describe(
        'whose figure: what such a spend is said to get, a rival’s quote, a reseller’s claim, the offer, the proposal, the counter to it',
      ),
    plan: planCost(z).describe('everything that is bought, with it'),
  });

const work = (z: Z) =>
  z.strictObject({
    workload: z.string(),
    listSpend: usd(z),
    otherwise: z
      .strictObject({ seller: z.string(), model: z.string(), ground: ground(z) })
      .describe('what it is bought as without the contract'),
    leaves: z.boolean().describe('false: it stays with the provider at list, and is no leverage'),
    heldBy: z.array(z.string()),
  });

const talk = (z: Z) =>
  z.strictObject({
    proposed: z.boolean().describe('true: of a proposal; false: of the contract of the plan, or the best one on offer'),
    ground: ground(z).describe('what the terms held against demand rest on'),
    ...signed(z).shape,
    listSpend: usd(z),
    contractCost: usd(z, 'US dollars a month, exact, as stated'),
    work: z.array(work(z)),
    leaving: usd(z, 'list spend that goes elsewhere without the contract'),
    leavingShare: factor(z).nullable(),
    signed: planCost(z).describe('everything that is bought, with those terms signed'),
    alternative: z
      .strictObject({
        label: z.string(),
        ground: ground(z),
        plan: planCost(z),
        atPublished: planCost(z).nullable().describe('without the contract, at published prices alone'),
      })
      .describe('the best plan without a contract of this provider'),
    opening: ask(z),
    target: ask(z),
    walkAway: probability(z)
      .nullable()
      .describe('the discount, at the commitment of the target, under which no contract costs less; null: none does'),
    curve: z.array(walkAway(z)),
    clauses: z.array(clause(z)),
  });

const silence = (z: Z) =>
  z.strictObject({
    reason: z.enum(['notOffered', 'nothingDirect', 'underFloor', 'neverBetter']),
    short: maybeUsd(z, 'list dollars a month that are missing to the floor'),
    deepest: share(z, '0 to 1, exact').nullable().describe('the most there is evidence for'),
    text: z.string(),
  });

/** What to go into a talk with one provider with, or why there is none. */
export const negotiation = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    talk: talk(z).nullable(),
    silence: silence(z).nullable().describe('why a provider is not worth a talk'),
  });

const askOf = ({ commitment, discount, ground, basis, plan }: Ask): Written<typeof ask> => ({
  commitment,
  discount,
  ground,
  basis: basis.kind,
  plan: planCostOf(plan),
});

const workOf = (each: HeldWork, words: DecideWords): Written<typeof work> => ({
  ...each,
  heldBy: [...new Set(each.heldBy.map(words.obstacle))],
});

const talkOf = (of: Talk, words: DecideWords): Written<typeof talk> => ({
  proposed: of.proposed,
  ground: of.ground,
  commitment: of.audit.proposal.commitment,
  discount: of.audit.proposal.discount,
  listSpend: of.listSpend,
  contractCost: of.contractCost,
  work: of.work.map((each) => workOf(each, words)),
  leaving: of.leaving,
  leavingShare: of.leavingShare ?? null,
  signed: planCostOf(of.audit.plans.signed),
  alternative: {
    label: of.audit.alternative.label,
    ground: of.alternativeGround,
    plan: planCostOf(of.audit.plans.unsigned),
    atPublished: of.atPublished === undefined ? null : planCostOf(of.atPublished),
  },
  opening: askOf(of.opening),
  target: askOf(of.target),
  walkAway: maybe(of.walkAway, partsPerMillion),
  curve: of.audit.walkAway.map(walkAwayOf),
  clauses: of.audit.clauses.map((each) => clauseOf(each, words)),
});

export function negotiationOf({ provider, outcome }: Negotiation, words: DecideWords): Written<typeof negotiation> {
  if (outcome.worth) return { provider, talk: talkOf(outcome, words), silence: null };
  const { reason } = outcome;
  return {
    provider,
    talk: null,
    silence: {
      reason,
      short: reason === 'underFloor' ? outcome.short : null,
      deepest: reason === 'neverBetter' ? outcome.deepest : null,
      text: words.silence(outcome, provider),
    },
  };
}
