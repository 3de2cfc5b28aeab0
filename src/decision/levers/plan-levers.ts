import { type Day, daysBetween, firstDay, monthAfter, monthOf } from '../../domain/day.ts';
import type { LeverReport } from '../../domain/lever-report.ts';
import type { LeverTerms } from '../../domain/lever-terms.ts';
import type { Levers } from '../../domain/levers.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { scaled } from '../../domain/scaled.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import type { Priceable } from '../estimate/spend.ts';
import type { LeversUsed } from '../reserved/reservation.ts';
import { reservations } from '../reserved/reserved.ts';
import { leverReport } from './lever-report.ts';

/** What a plan leaves to negotiate, and the capacity that could be reserved for its work. */
export interface PlanLevers {
  readonly levers: LeverReport;
  readonly reservations: readonly Reservation[];
}

const MINUTES_OF_DAY = 24 * 60;

/** Minutes of the month that a day is in: an uptime of 99.9% allows more of them in a long month. */
function minutesOfMonth(day: Day): number {
  const month = monthOf(day);
  return daysBetween(firstDay(month), firstDay(monthAfter(month))) * MINUTES_OF_DAY;
}

/** The uptime agreement a contract of one's own would have. */
const USUAL = 'usual';

/** The work of a plan, as the models and with the levers it chose, against what can be negotiated and reserved. */
export function planLevers({ workloads }: Plan, context: Context, terms: LeverTerms, normal: Normal): PlanLevers {
  const switches = new Map<Priceable, Levers>();
  for (const { workload, tokenFactor, model, levers } of workloads) {
    const of = priceable({ ...scaled(workload, tokenFactor), model: model.id }, context);
    switches.set(of, levers);
  }
  const portfolio = [...switches.keys()];
  const used: LeversUsed = (of) => switches.get(of) ?? 'asIs';
  const { offers, day } = context;
  const found = reservations(offers.reserved, portfolio, used, { terms: terms.reserved, normal });
  const level = offers.serviceLevels.find(({ id }) => id === USUAL);
  const valued = { ...context, terms, level, minutesOfMonth: minutesOfMonth(day), used, reservations: found };
  return { levers: leverReport(portfolio, valued), reservations: found };
}
