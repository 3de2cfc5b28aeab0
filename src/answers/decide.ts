import type { ConstraintCost, Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import { GROUNDS } from '../domain/ground.ts';
import type { ExcludedOption } from '../domain/plan.ts';
import { ranked } from '../domain/ranked-drivers.ts';
import { allocation } from './allocation.ts';
import { commitment, commitmentOf } from './decide/commitment.ts';
import { driver, driverOf } from './decide/drivers.ts';
import { levers, leversOf, reservation, reservationOf } from './decide/levers.ts';
import { negotiation, negotiationOf } from './decide/negotiation.ts';
import { plan, planOf, proof, proofOf } from './decide/plan.ts';
import { proposal, proposalOf } from './decide/proposal.ts';
import { risk, riskOf } from './decide/risk.ts';
import { crossover, crossoverOf, leverage, leverageOf } from './decide/standing.ts';
import type { DecideWords } from './decide/words.ts';
import { head, headOf } from './head.ts';
import { note, notesOf } from './note.ts';
import { maybeUsd, share, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const constraint = (z: Z) =>
  z.strictObject({
    code: z.enum(['latency', 'channels', 'residency', 'quality', 'singleChannel']),
    inForce: z.boolean().describe('false: what the rule would cost'),
    cost: maybeUsd(z, 'null where nothing serves every workload'),
  });

const excluded = (z: Z) =>
  z.strictObject({
    workload: z.string(),
    model: z.string(),
    channel: z.string().nullable().describe('null: the model itself is ruled out'),
    reasonCode: z.string(),
    reason: z.string(),
  });

/** `decide --format json`. */
export const decideAnswer = (z: Z) =>
  z.strictObject({
    ...head(z, 'decide'),
    plan: plan(z),
    proof: proof(z),
    evidence: z
      .array(
        z.strictObject({
          ground: z.enum(GROUNDS),
          effectiveCost: maybeUsd(z, 'null where nothing serves every workload'),
        }),
      )
      .describe('the best plan that leans on no worse than each ground; none is dearer than the one before'),
    belief: z
      .strictObject({
        sellers: z.array(z.string()),
        gain: usd(z).describe('a month under the best plan without them, where every claim is true'),
        loss: usd(z).describe(
          'a month over the best plan without them, where each is billed at list; 0 or below: none',
        ),
        breakEven: share(z).describe('the share of belief from which the plan is expected to pay; 0: nothing is lost'),
        insteadHoped: z.boolean().describe('the best plan without them counts on a discount that nobody has offered'),
      })
      .nullable()
      .describe('how far claims that the plan leans on have to be believed; null where it leans on none'),
    leverage: z.array(leverage(z)),
    crossovers: z.array(crossover(z)),
    drivers: z.array(driver(z)),
    risk: risk(z).describe(
      'how likely the plan is to be right over the demand there may be; null where something has no price',
    ),
    commitment: z.array(commitment(z)).describe('how much to commit to, by provider; expectations are statistics'),
    levers: levers(z).nullable().describe('what a negotiation can move'),
    reserved: z.array(reservation(z)),
    proposals: z.array(proposal(z)).describe('what vendors propose, with the answer to each'),
    negotiations: z
      .array(negotiation(z))
      .nullable()
      .describe('with --brief: what to go into the talk with each provider with; null without it'),
    constraints: z.array(constraint(z)),
    unstatedLevers: z
      .array(
        z.strictObject({
          lever: z.enum(['cache', 'batch']),
          workloads: z.array(z.string()).describe('which say nothing of it and would cost less'),
          level: share(z),
          effectiveCost: usd(z),
          saving: usd(z),
        }),
      )
      .describe(
        'levers that nobody stated: what everything would cost a month with them, at the level worth looking at',
      ),
    splitting: z
      .strictObject({ workloads: z.array(z.string()), saving: usd(z) })
      .nullable()
      .describe('streams that would cost less a month if they were bought in parts; null where that saves little'),
    excluded: z.array(excluded(z)),
    next: z.string().nullable(),
    allocation: allocation(z).exactOptional().describe('with --by: the cost by who causes it'),
    assumptions: z.array(note(z)),
    warnings: z.array(note(z)),
  });

const constraintOf = ({ code, inForce, cost }: ConstraintCost): Written<typeof constraint> => ({
  code,
  inForce,
  cost: cost ?? null,
});

const excludedOf = (each: ExcludedOption, words: DecideWords): Written<typeof excluded> => ({
  workload: each.workload,
  model: each.model,
  channel: each.channel ?? null,
  reasonCode: each.obstacle.code,
  reason: words.obstacle(each.obstacle),
});

/** The answer of `decide` as its schema describes it. */
export function decideAnswerOf(
  decision: Decision,
  provenance: Provenance,
  words: DecideWords,
): Written<typeof decideAnswer> {
  return {
    ...headOf(provenance, 'decide'),
    plan: planOf(decision),
    proof: proofOf(decision.plan, words),
    evidence: decision.evidence.map(({ ground, effectiveCost }) => ({ ground, effectiveCost: effectiveCost ?? null })),
    belief: decision.belief ?? null,
    leverage: decision.leverage.map((each) => leverageOf(each, decision.start, words)),
    crossovers: decision.crossovers.map((each) => crossoverOf(each, words)),
    drivers: ranked(decision.drivers).map((each) => driverOf(each, words)),
    risk: riskOf(decision.risk, words),
    commitment: decision.commitments.map((each) => commitmentOf(each, words)),
    levers: decision.levers === undefined ? null : leversOf(decision.levers),
    reserved: (decision.reservations ?? []).map(reservationOf),
    proposals: decision.proposals.map((each) => proposalOf(each, decision.plan, words)),
    negotiations: decision.negotiations?.map((each) => negotiationOf(each, words)) ?? null,
    constraints: decision.constraints.map(constraintOf),
    unstatedLevers: decision.unstatedLevers.map(({ lever, workloads, level, cost, saving }) => ({
      lever,
      workloads: [...workloads],
      level,
      effectiveCost: cost,
      saving,
    })),
    splitting: decision.splitting ?? null,
    excluded: decision.plan.excluded.map((each) => excludedOf(each, words)),
    next: words.next(decision) ?? null,
    assumptions: notesOf(decision.assumptions, words.note),
    warnings: notesOf(decision.warnings, words.note),
  };
}
