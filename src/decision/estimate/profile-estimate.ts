import type { Estimate } from '../../domain/estimate.ts';
import { numeral } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { priceConfiguration } from '../../engine/pricer.ts';
import { channelObstacle, openChannels } from '../channels/channels.ts';
import { marketplaceNotes } from '../channels/marketplace-notes.ts';
import { idleStatements } from '../stated/idle.ts';
import { forOthers, growthNotes } from '../stated/users.ts';
import { type Context, estimate, estimateOf, priceable } from './estimate.ts';
import { horizonNotes } from './horizon-notes.ts';
import { schedule } from './schedule.ts';

const NO_CHANGES = { assumptions: [], warnings: [] };

/** What an estimate shows of a workload by itself: its rows, and what it is advised. */
function wholeOf(workload: Workload, context: Context): object {
  const { workloads, advice } = estimateOf([priceable(workload, context)], context);
  return [workloads.map(({ configurations }) => configurations), advice];
}

/** Of that, its list price with all its levers, and what closes channels to it. */
function partOf(stated: Workload, context: Context): string {
  const { workload, model, stated: levels, listSheet } = priceable(stated, context);
  const bill = priceConfiguration(workload, levels, listSheet, 'both');
  const closed = openChannels(context.offers, model, workload).map((channel) => channelObstacle(channel, workload, []));
  return [numeral(pricedTotal(bill)), bill.unpriced.length, ...closed.map((obstacle) => obstacle?.code)].join(' ');
}

/** The estimate of a whole profile: month by month where it says when it runs, and what of it an estimate leaves to others. */
export function estimateProfile(profile: Profile, context: Context): Estimate {
  const { workloads, horizon } = profile;
  const months = horizon === undefined ? {} : { schedule: schedule(profile, horizon, context) };
  const found = estimate(workloads, context);
  const told = [...found.assumptions, ...found.warnings];
  const elsewhere = [
    ...growthNotes(profile),
    ...forOthers(profile, 'estimate'),
    ...idleStatements(workloads, told, {
      part: (workload) => partOf(workload, context),
      whole: (workload) => wholeOf(workload, context),
    }),
    ...marketplaceNotes(workloads, context),
  ];
  const changes = horizon === undefined ? NO_CHANGES : horizonNotes(workloads, horizon, context, told);
  return {
    ...found,
    ...months,
    assumptions: [...found.assumptions, ...changes.assumptions, ...elsewhere],
    warnings: [...changes.warnings, ...found.warnings],
  };
}
