import { type Day, daysIn, MINUTES_PER_DAY, monthOf } from '../../domain/day.ts';
import type { LeverReport } from '../../domain/lever-report.ts';
import type { LeverTerms } from '../../domain/lever-terms.ts';
import type { Levers } from '../../domain/levers.ts';
import type { LineItem } from '../../domain/line-item.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { scaled } from '../../domain/scaled.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import type { Priceable } from '../estimate/spend.ts';
import type { LeversUsed } from '../reserved/reservation.ts';
import { reservations } from '../reserved/reserved.ts';
import { leverReport } from './lever-report.ts';
import { USUAL_LEVEL } from './service-level.ts';

/** What a plan leaves to negotiate, and the capacity that could be reserved for its work. */
export interface PlanLevers {
  readonly levers: LeverReport;
  readonly reservations: readonly Reservation[];
}

/** Minutes of the month that a day is in: an uptime of 99.9% allows more of them in a long month. */
function minutesOfMonth(day: Day): number {
  return daysIn(monthOf(day)) * MINUTES_PER_DAY;
}

const NOTHING: readonly LineItem[] = [];

/** What a reservation would spare of a plan: nothing of what a commitment pays for that is not used up anyway. */
function paidItems(planned: PlannedWorkload | undefined, { contracts, clouds }: Plan): readonly LineItem[] {
  if (planned === undefined) return NOTHING;
  const { channel, model, bill } = planned;
  const idle =
    channel.kind === 'direct'
      ? contracts.some(({ provider, shortfall }) => provider === model.provider && lessThan(NO_USD, shortfall))
      : channel.kind === 'marketplace' &&
        clouds.some(
          ({ commitment, avoidedShortfall, exposed }) =>
            commitment.cloud === channel.marketplace.cloud && lessThan(avoidedShortfall, exposed),
        );
  return idle ? NOTHING : bill.lineItems;
}

/** The work of a plan, as the models and with the levers it chose, against what can be negotiated and reserved. */
export function planLevers(plan: Plan, context: Context, terms: LeverTerms, normal: Normal): PlanLevers {
  const { workloads } = plan;
  const switches = new Map<Priceable, Levers>();
  for (const { workload, tokenFactor, model, levers } of workloads) {
    const of = priceable({ ...scaled(workload, tokenFactor), model: model.id }, context);
    switches.set(of, levers);
  }
  const portfolio = [...switches.keys()];
  const used: LeversUsed = (of) => switches.get(of) ?? 'asIs';
  const { offers, day } = context;
  const paid = new Map(portfolio.map((of, index) => [of, paidItems(workloads[index], plan)]));
  const paidAs = (of: Priceable) => paid.get(of);
  const found = reservations(offers.reserved, portfolio, used, { terms: terms.reserved, normal, paidAs });
  const level = offers.serviceLevels.find(({ id }) => id === USUAL_LEVEL);
  const valued = { ...context, terms, level, minutesOfMonth: minutesOfMonth(day), used, reservations: found };
  return { levers: leverReport(portfolio, valued), reservations: found };
}
