import type { Day } from '../../domain/day.ts';
import type { TermGap } from '../../domain/plan.ts';
import type { PricedPart, PricesAhead } from '../../domain/prices-ahead.ts';
import { statistic } from '../../domain/statistic.ts';
import { ALL } from '../../domain/units.ts';
import type { Usage } from '../plan/gathered.ts';
import { type DirectOption, type Instance, instanceOf } from '../plan/instance.ts';
import type { Choices } from '../plan/options.ts';
import { unpriced } from '../plan/solution.ts';

/** A part of the portfolio at one set of prices: the same workloads and contracts in the same places. */
export interface PricedInstance {
  readonly instance: Instance;
  /** What a purchase of the first month is at these prices; undefined where nothing like it is sold there. */
  readonly same: (index: number, option: DirectOption) => DirectOption | undefined;
}

/** A set of prices with the part of a month in which it counts. */
export interface MonthPart extends PricedInstance {
  readonly part: number;
}

/** By month, the sets of prices that count in it: equal months are one object, and later months are as the last. */
export type MonthPrices = readonly [readonly MonthPart[], ...(readonly MonthPart[])[]];

/** A workload at a set of prices. */
const atSet = (choices: Choices, set: number): Choices => choices.later?.[set - 1] ?? choices;

/** The purchase of an instance that is the same as one of another. */
export function sameIn({ direct }: Instance): PricedInstance['same'] {
  const known = new Map<DirectOption, DirectOption | undefined>();
  return (index, option) => {
    if (known.has(option)) return known.get(option);
    const under = (direct[index] ?? []).filter(({ provider }) => provider === option.provider);
    const { of, levers } = option.usage;
    const own = under.find(
      ({ usage, channel }) =>
        usage.of.service.asked === of.service.asked && usage.levers === levers && channel?.id === option.channel?.id,
    );
    const cheapest = under.reduce<DirectOption | undefined>(
      (least, each) => (least === undefined || each.list + each.beside < least.list + least.beside ? each : least),
      undefined,
    );
    known.set(option, own ?? cheapest);
    return own ?? cheapest;
  };
}

/** What has no price any more is in no amount of the months: it is bought nowhere, at nothing. */
function leftOut(instance: Instance): Instance {
  const open = instance.open.map((cost, index) => {
    const choices = instance.choices[index];
    return choices !== undefined && unpriced(choices) ? 0 : cost;
  });
  return { ...instance, open };
}

/** The work of a term that has no price from a day in it on, what answered for it last, and why. */
export function gapsOver(all: readonly Choices[], ahead: PricesAhead | undefined): TermGap[] {
  return all.flatMap((choices): TermGap[] => {
    const place = choices.later?.findIndex(unpriced) ?? -1;
    const [found, from] = [choices.later?.[place], ahead?.days[place + 1]];
    if (found === undefined || from === undefined || ahead === undefined) return [];
    const ended = ahead.gaps.filter(({ model }) => found.excluded.some((each) => each.model === model));
    const last = ended.find((each) => each.from === from);
    const reasons = found.excluded.flatMap(({ obstacle }) => (obstacle.code === 'unpriced' ? obstacle.reasons : []));
    const of = { workload: choices.workload.name, from };
    return [
      last === undefined
        ? { ...of, model: found.excluded[0]?.model ?? choices.workload.model, reason: [...new Set(reasons)].join('; ') }
        : { ...of, model: last.model, reason: undefined },
    ];
  });
}

const WHOLE: readonly PricedPart[] = [{ set: 0, part: ALL }];

/** The prices of a part of the portfolio month by month. */
export function monthPrices(instance: Instance, ahead: PricesAhead | undefined): MonthPrices {
  const sets = (ahead?.days ?? ['']).map((_, set): PricedInstance => {
    if (set === 0) return { instance, same: (_index, option) => option };
    const later = leftOut(
      instanceOf(
        instance.choices.map((each) => atSet(each, set)),
        instance.providers,
      ),
    );
    return { instance: later, same: sameIn(later) };
  });
  const known = new Map<string, readonly MonthPart[]>();
  const made = (parts: readonly PricedPart[]): readonly MonthPart[] => {
    const key = JSON.stringify(parts.map(({ set, part }) => [set, statistic(part)]));
    const found =
      known.get(key) ??
      parts.flatMap(({ set, part }) => {
        const at = sets[set];
        return at === undefined ? [] : [{ ...at, part: statistic(part) }];
      });
    known.set(key, found);
    return found;
  };
  const [first = WHOLE, ...rest] = ahead?.months ?? [WHOLE];
  return [made(first), ...rest.map(made)];
}

/** Months in which prices that are announced begin to count, and those of which they first count in all. */
export function changedMonths({ days, months, known }: PricesAhead): number[] {
  const isKnown = (set: number) => set > 0 && known.includes(days[set] as Day);
  const beginsIn = (month: number) => {
    const before = Math.max(0, ...(months[month - 1] ?? []).map(({ set }) => set));
    return (months[month] ?? []).some(({ set }) => set > before && isKnown(set));
  };
  const isSplit = (month: number) => (months[month] ?? []).slice(1).some(({ set }) => isKnown(set));
  return months.flatMap((_, month) => (month > 0 && (beginsIn(month) || isSplit(month - 1)) ? [month] : []));
}

/** The prices of a month, the first being 0. */
export const pricesIn = (months: MonthPrices, month: number): readonly MonthPart[] =>
  months[Math.min(month, months.length - 1)] ?? months[0];

/** By month, what a purchase under a provider's contract lists at, as a multiple of the first month, 0 where it has no price; undefined where prices stay. */
export function listCourse(choices: Choices, provider: string, usage: Usage, ahead: PricesAhead | undefined) {
  const now = statistic(usage.listCost);
  if (ahead === undefined || now === 0) return undefined;
  const listAt = ({ direct }: Choices) => {
    const all = direct.get(provider) ?? [];
    const like = ({ of, levers }: Usage) => of.service.asked === usage.of.service.asked && levers === usage.levers;
    const same = all.find(like);
    if (same !== undefined) return statistic(same.listCost);
    return all.length === 0 ? 0 : Math.min(...all.map(({ listCost }) => statistic(listCost)));
  };
  return ahead.months.map((parts) => amountIn(choices, parts, listAt) / now);
}

/** Of what each workload costs at a set of prices, the mean of a month. */
export function amountIn(
  choices: Choices,
  parts: readonly PricedPart[] | undefined,
  of: (choices: Choices) => number,
): number {
  return (parts ?? WHOLE).reduce((total, { set, part }) => total + statistic(part) * of(atSet(choices, set)), 0);
}
