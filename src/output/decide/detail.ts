import type { ConstraintCost, Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { nothingPriced } from '../../domain/plan.ts';
import { ranked } from '../../domain/ranked-drivers.ts';
import type { PagePart } from '../page.ts';
import { dollars } from '../render/numbers.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { commitmentParts } from './commitment-parts.ts';
import { DRIVER_HEAD, driverCells } from './drivers-text.ts';
import { floorPart } from './floor-part.ts';
import { leverParts } from './levers-text.ts';
import { moneyPart } from './money-text.ts';
import { proofText } from './plan-text.ts';
import { proposalParts } from './proposal-parts.ts';
import { reservedParts } from './reserved-text.ts';
import { riskParts } from './risk-text.ts';
import { crossoverText } from './standing-text.ts';
import { unitsParts } from './units-text.ts';

const CONSTRAINT: Readonly<Record<ConstraintCost['code'], string>> = {
  latency: 'The latency budgets',
  channels: 'The allowed channels',
  residency: 'The regions',
  quality: 'The quality tiers',
  singleChannel: 'One channel for everything',
};

function constraintText({ code, inForce, cost }: ConstraintCost): string {
  const name = CONSTRAINT[code];
  if (cost === undefined) {
    return inForce ? `${name}: nothing else serves every workload.` : `${name} would not serve every workload.`;
  }
  const verb = code === 'singleChannel' ? (inForce ? 'costs' : 'would cost') : 'cost';
  return `${name} ${verb} ${dollars(cost)} a month.`;
}

/** What stands behind the decision, in the order it is read. */
export function detailOf(decision: Decision, { providerName: nameOf }: Provenance): PagePart[] {
  const { plan, drivers, crossovers, leverage, constraints, commitments } = decision;
  return [
    ...(nothingPriced(plan) ? [] : [moneyPart(plan)]),
    {
      heading: 'Every driver',
      ...(drivers.length === 0 ? {} : { table: { head: DRIVER_HEAD, rows: ranked(drivers).map(driverCells) } }),
      items: [],
    },
    ...(decision.risk === undefined ? [] : riskParts(decision.risk, nameOf)),
    ...decision.proposals.flatMap((each) => proposalParts(each, decision.proposals, nameOf)),
    ...commitments.flatMap((each) => commitmentParts(each, nameOf)),
    { heading: 'Direct or aggregator', items: crossovers.map((each) => crossoverText(each, nameOf)) },
    floorPart(leverage, nameOf, decision.start),
    {
      heading: 'What the constraints cost',
      items: constraints.map(constraintText),
    },
    ...(decision.levers === undefined ? [] : leverParts(decision.levers, nameOf)),
    ...unitsParts(decision),
    ...reservedParts(decision.reservations ?? []),
    {
      heading: 'Ruled out',
      items: plan.excluded.map(
        ({ workload, model, channel, obstacle }) =>
          `${workload} ${channel === undefined ? `as ${model}` : `through ${channel}`}: ${obstacleText(obstacle, nameOf)}.`,
      ),
    },
    { heading: 'Proof', items: [proofText(plan)] },
  ];
}
