import type { Estimate } from '../../domain/estimate.ts';
import { numeral } from '../../domain/exact.ts';
import { horizonOf } from '../../domain/horizon.ts';
import { LEVER_STATES, type Levers } from '../../domain/levers.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { channelObstacle, openChannels } from '../channels/channels.ts';
import { marketplaceNotes } from '../channels/marketplace-notes.ts';
import { idleStatements, type Shown } from '../stated/idle.ts';
import { forOthers, growthNotes, horizonTaken } from '../stated/users.ts';
import { advisedRows, type Context, estimateOf, priceable } from './estimate.ts';
import { horizonNotes } from './horizon-notes.ts';
import { schedule } from './schedule.ts';
import { listBill, type Priceable } from './spend.ts';

const NO_CHANGES = { assumptions: [], warnings: [] };

/** What an estimate shows of a workload by itself: its list prices, what closes channels to it, its rows and what it is advised. */
function shownOf(all: readonly Priceable[], workloads: readonly Workload[], context: Context): Shown {
  const known = new Map(workloads.map((workload, index) => [workload, all[index]]));
  const priced = latest((workload: Workload) => known.get(workload) ?? priceable(workload, context));
  const price = (of: Priceable, levers: Levers) => {
    const bill = listBill(of, levers);
    return `${numeral(pricedTotal(bill))} ${bill.unpriced.length}`;
  };
  return {
    parts: [
      (stated) => price(priced(stated), 'both'),
      (stated) => LEVER_STATES.map((levers) => price(priced(stated), levers)).join(' '),
      (stated) => {
        const { model, workload } = priced(stated);
        const channels = openChannels(context.offers, model, workload);
        return channels.map((channel) => channelObstacle(channel, workload, [])?.code).join(' ');
      },
    ],
    whole: (stated) => {
      const { workloads, advice } = advisedRows([priced(stated)], context);
      return [workloads.map(({ configurations }) => configurations), advice];
    },
  };
}

/** A function that remembers its last answer: one thing is asked about several times in a row. */
function latest<Of, Value>(find: (of: Of) => Value): (of: Of) => Value {
  let last: { readonly of: Of; readonly value: Value } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, value: find(of) };
    return last.value;
  };
}

/** The estimate of a whole profile: month by month where it says when it runs, and what of it an estimate leaves to others. */
export function estimateProfile(profile: Profile, context: Context): Estimate {
  const { workloads } = profile;
  const horizon = profile.horizon && horizonOf(profile.horizon, context.day);
  const months = horizon === undefined ? {} : { schedule: schedule(profile, horizon, context) };
  const all = workloads.map((workload) => priceable(workload, context));
  const found = estimateOf(all, context);
  const told = [...found.assumptions, ...found.warnings];
  const elsewhere = [
    ...horizonTaken(profile, context),
    ...growthNotes(profile, context),
    ...forOthers(profile, 'estimate'),
    ...idleStatements(workloads, told, shownOf(all, workloads, context)),
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
