import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Plan } from '../../domain/plan.ts';
import { minus } from '../../domain/units.ts';
import { headJson, notesJson } from '../estimate/json.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { commitmentJson } from './commitment-json.ts';
import { driverJson } from './drivers-json.ts';
import { ranked } from './drivers-text.ts';
import { leversJson, reservedJson } from './levers-json.ts';
import { nextQuestion } from './next-question.ts';
import { proofText } from './plan-text.ts';
import { proposalJson } from './proposal-json.ts';
import { riskJson } from './risk-json.ts';
import { crossoverJson, leverageJson } from './standing-json.ts';

function planJson(plan: Plan): JsonValue {
  const { effectiveCost, baselineCost, listCost, contractedCost, shortfallCost, overagePremium, billedCost, unpriced } =
    plan;
  return {
    effectiveCost,
    baselineCost,
    savings: minus(baselineCost, effectiveCost),
    listCost,
    contractedCost,
    shortfallCost,
    overagePremium,
    billedCost,
    complete: unpriced.length === 0,
    unpriced: [...unpriced],
    workloads: plan.workloads.map((each) => ({
      name: each.workload.name,
      model: each.model.id,
      provider: each.model.provider,
      tokenFactor: each.tokenFactor,
      channel: each.channel.id,
      cache: each.cache,
      batch: each.batch,
      baselineCost: each.baselineCost,
      listCost: each.listCost,
      monthlyCost: each.monthlyCost,
    })),
    clouds: plan.clouds.map(({ commitment, contractedCost, drawdown, exposed, avoidedShortfall }) => ({
      cloud: commitment.cloud,
      contractedCost,
      drawdown,
      exposed,
      avoidedShortfall,
    })),
    contracts: plan.contracts.map(
      ({ provider, floor, band, listSpend, contractedCost, shortfall, overagePremium }) => ({
        provider,
        floor: { low: floor.low, high: floor.high },
        commitment: band.commitment,
        discount: band.discount,
        listSpend,
        contractedCost,
        shortfall,
        overagePremium,
      }),
    ),
  };
}

/** The answer of `decide` with the keys that scripts rely on. */
export function decideJson(decision: Decision, provenance: Provenance): JsonValue {
  const nameOf = provenance.providerName;
  const { plan } = decision;
  const { method, lowerBound, states, settledByBounds, optimal } = plan.proof;
  return {
    ...headJson(provenance),
    plan: planJson(plan),
    proof: { method, lowerBound, optimal, states, settledByBounds, text: proofText(plan.proof, plan.effectiveCost) },
    leverage: decision.leverage.map((each) => leverageJson(each, nameOf, decision.start)),
    crossovers: decision.crossovers.map((each) => crossoverJson(each, nameOf)),
    drivers: ranked(decision.drivers).map((each) => driverJson(each, nameOf)),
    risk: riskJson(decision.risk, nameOf),
    commitment: decision.commitments.map((each) => commitmentJson(each, nameOf)),
    levers: decision.levers === undefined ? null : leversJson(decision.levers),
    reserved: reservedJson(decision.reservations ?? []),
    proposals: decision.proposals.map((each) => proposalJson(each, nameOf)),
    constraints: decision.constraints.map(({ code, inForce, cost }) => ({ code, inForce, cost: cost ?? null })),
    excluded: plan.excluded.map(({ workload, model, channel, obstacle }) => ({
      workload,
      model,
      channel: channel ?? null,
      reasonCode: obstacle.code,
      reason: obstacleText(obstacle, nameOf),
    })),
    next: nextQuestion(decision, nameOf) ?? null,
    assumptions: notesJson(decision.assumptions, nameOf),
    warnings: notesJson(decision.warnings, nameOf),
  };
}
