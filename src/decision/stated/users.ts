import type { Day, Month } from '../../domain/day.ts';
import { anyGrowth } from '../../domain/growth.ts';
import { horizonOf, type StatedHorizon } from '../../domain/horizon.ts';
import type { Note } from '../../domain/note.ts';
import { isTrend } from '../../domain/price-trend.ts';
import type { Profile, Workload } from '../../domain/workload.ts';

/** The day that an answer is of. */
interface Priced {
  readonly day: Day;
}

/** A command that reads a profile. */
export type Asker = 'estimate' | 'check' | 'decide' | 'compare';

interface Statement {
  /** The commands whose answer it may move; the others say that they leave it out. */
  readonly users: readonly Asker[];
  readonly stated: (workload: Workload, profile: Profile) => boolean;
}

/**
 * What of a profile not every command uses, by its key. Everything else that a workload states goes into its price, and
 * is looked at by what it moves. Months have words of their own, so has growth where months count it, and so have
 * alternatives in an estimate.
 */
const STATEMENTS: Readonly<Record<string, Statement>> = {
  demand: { users: ['decide'], stated: ({ demand }, { common }) => (demand ?? common?.demand) !== undefined },
  correlation: { users: ['decide'], stated: (_, { common }) => common?.correlation !== undefined },
  load: { users: ['decide'], stated: ({ load }) => load !== undefined },
  failures: { users: ['decide'], stated: ({ failures }) => failures !== undefined },
  alternatives: { users: ['decide', 'estimate', 'compare'], stated: ({ alternatives }) => alternatives.length > 0 },
  growth: {
    users: ['decide', 'estimate', 'check'],
    stated: (_, { workloads, common }) => anyGrowth(workloads, common),
  },
  listPriceChange: {
    users: ['decide'],
    stated: (_, { priceTrend }) => priceTrend !== undefined && isTrend(priceTrend),
  },
  divisible: { users: ['decide'], stated: ({ divisible }) => divisible === true },
  switchingCost: { users: ['decide'], stated: ({ switchingCost }) => switchingCost !== undefined },
  minQualityTier: { users: ['decide', 'compare'], stated: ({ quality }) => quality !== undefined },
  singleChannel: { users: ['decide'], stated: (_, { singleChannel }) => singleChannel === true },
  units: { users: ['estimate', 'check', 'decide'], stated: ({ units }) => units !== undefined },
  channel: { users: ['check'], stated: ({ channel }) => channel !== undefined },
};

/** What a profile states for other commands than this one. */
export function forOthers(profile: Profile, asker: Asker): Note[] {
  const idle = Object.entries(STATEMENTS).filter(
    ([, { users, stated }]) => !users.includes(asker) && profile.workloads.some((each) => stated(each, profile)),
  );
  const of = (user: Asker) => idle.filter(([, { users }]) => users.includes(user)).map(([key]) => key);
  const [decide, check] = [of('decide'), of('check')];
  return [
    ...(decide.length === 0 ? [] : [{ code: 'onlyDecideUses' as const, keys: decide }]),
    ...(check.length === 0 ? [] : [{ code: 'onlyCheckUses' as const, keys: check }]),
  ];
}

/** Where growth counts: in the months of a profile, and nowhere in the amounts of one month. */
export function growthNotes({ workloads, common, horizon }: Profile, { day }: Priced): Note[] {
  if (!anyGrowth(workloads, common)) return [];
  const from = horizon && horizonOf(horizon, day).start;
  return [from === undefined ? { code: 'growthWithoutMonths' } : { code: 'growthCounts', from }];
}

/** What is taken of the months of a profile that does not say all of them. */
export function horizonTaken({ horizon }: Pick<Profile, 'horizon'>, { day }: Priced): Note[] {
  if (horizon === undefined) return [];
  const { start, months } = horizonOf(horizon, day);
  return [
    ...startTaken(horizon, start),
    ...(horizon.months === undefined ? [{ code: 'monthsTaken' as const, months, because: 'year' as const }] : []),
  ];
}

/** That a first month is the program's. */
export const startTaken = (stated: StatedHorizon, start: Month): Note[] =>
  stated.start === undefined ? [{ code: 'startTaken', start }] : [];
