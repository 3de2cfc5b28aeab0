import { compare, divide, isZero, multiply, numeral, ONE } from '../../domain/exact.ts';
import type { HeldUnits, LeftPart } from '../../domain/reserved.ts';
import { atVolume } from '../../domain/scaled.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import {
  complement,
  type Factor,
  factor,
  lessThan,
  NONE,
  type Share,
  share,
  times,
  type Usd,
  usd,
} from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Context } from '../estimate/estimate.ts';
import { heldUnits, loadAt, type Taking, type UnitTerms } from '../reserved/offered-units.ts';
import { servedAt } from '../reserved/unit-counts.ts';
import type { PricedWorkload } from './options.ts';
import {
  type Candidate,
  candidatesOf,
  type Member,
  NOTHING_SAVED,
  type Reservable,
  reservable,
  servedPart,
} from './reservable.ts';

/** Units of an offer with the workloads that use them, by their names. */
export interface TakenUnits {
  readonly taking: Taking;
  readonly members: readonly Member[];
}

/** What is left of a workload where a part of its tokens is served, none of it what can wait; undefined where nothing is. */
function restPart(workload: Workload, part: Share, { open }: Pick<Member, 'open'>): Workload | undefined {
  const left = complement(part);
  const { others, storedTokenHours, batchEligible } = workload;
  if (isZero(left) && others === undefined && storedTokenHours === undefined) return undefined;
  const spared = compare(open, ONE) === 0;
  const batch =
    batchEligible === undefined || spared || isZero(left) ? batchEligible : share(divide(batchEligible, left));
  return {
    ...atVolume(workload, factor(left)),
    ...(others === undefined ? {} : { others }),
    ...(storedTokenHours === undefined ? {} : { storedTokenHours }),
    ...(batch === undefined ? {} : { batchEligible: batch }),
  };
}

/** What units leave of a workload in the months of a plan; undefined where that is nothing in any of them. */
function leftOf({ workload }: Member, held: HeldUnits, { taking, members }: TakenUnits, by: UnitTerms) {
  const { load, counts, offer, term, model } = taking;
  const at = servedAt(load, counts, by.normal);
  const most = by.over?.of(workload).most ?? 1;
  const part = complement(held.served);
  const idle = isZero(part);
  if (idle && at(most) === 1) return undefined;
  const names = members.map((each) => each.workload.name);
  const base = idle ? 1 : statistic(part);
  const left: LeftPart = {
    key: JSON.stringify([offer.id, term.name, model, counts.join('+'), names, numeral(held.served)]),
    at: (volume) => (volume * (1 - at(volume))) / base,
    idle,
  };
  return left;
}

/** A workload of which nothing is left in the month as stated, and something in others. */
function leftInOthers(workload: Workload, left: LeftPart): Workload {
  const { name, partOf } = workload;
  return {
    ...workload,
    name: `${name} (in other months)`,
    partOf: { workload: partOf?.workload ?? name, share: NONE },
    left,
  };
}

/** A workload in parts: what units serve, and what they leave. */
function partsOf(member: Member, held: HeldUnits, taken: TakenUnits, by: UnitTerms): Workload[] {
  const { workload, open, work } = member;
  const left = by.over === undefined ? undefined : leftOf(member, held, taken, by);
  if (left?.idle === true)
    return [
      { ...servedPart(workload, share(ONE)), served: { held, levers: work.levers } },
      leftInOthers(workload, left),
    ];
  const part = share(multiply(held.served, open));
  const rest = restPart(workload, part, member);
  const served = { ...servedPart(workload, part), served: { held, levers: work.levers } };
  const parts = rest === undefined ? [served] : [served, left === undefined ? rest : { ...rest, left }];
  const whole = workload.partOf?.share ?? ONE;
  return parts.map((each, index) => ({
    ...each,
    name: parts.length === 1 ? workload.name : `${workload.name} (${index + 1} of ${parts.length})`,
    ...(parts.length === 1
      ? {}
      : {
          partOf: {
            workload: workload.partOf?.workload ?? workload.name,
            share: share(multiply(index === 0 ? part : complement(part), whole)),
          },
        }),
  }));
}

/** The portfolio with the parts that some units serve told apart; undefined where one workload would be served twice. */
function withParts(
  workloads: readonly Workload[],
  taken: readonly TakenUnits[],
  by: UnitTerms,
): Workload[] | undefined {
  const parts = new Map<string, Workload[]>();
  for (const units of taken) {
    const { taking, members } = units;
    const held = heldUnits(taking, by.normal);
    if (held === undefined || isZero(held.served)) return undefined;
    for (const member of members) {
      if (parts.has(member.workload.name)) return undefined;
      parts.set(member.workload.name, partsOf(member, held, units, by));
    }
  }
  return workloads.flatMap((workload) => parts.get(workload.name) ?? [workload]);
}

const takenOf = ({ group: { members, offer, term, model, load }, counts }: Candidate): TakenUnits => ({
  taking: { offer, term, model, load, counts, works: members.map(({ work }) => work) },
  members,
});

/** A portfolio as it is bought, as far as units are chosen by it. */
interface Costed {
  readonly outcome: { readonly cost: Usd } | undefined;
  /** Names of work that is decided together. */
  readonly shared: readonly (readonly string[])[];
}

/** What a search for units found. */
export interface Reserved<Bought> {
  readonly bought: Bought;
  /** None where no units pay. */
  readonly taken: readonly TakenUnits[];
  /** No plan with other units costs less than this; undefined where every count was looked at or ruled out. */
  readonly bound: Usd | undefined;
  /** Models of which units could serve more than was weighed over several months. */
  readonly partly: readonly string[];
}

/** Plans that a search for units makes at most, and in a large portfolio. */
const MOST_PLANS = 160;
const MOST_PLANS_OF_MANY = 24;
/** The same of a plan over several months, each of which is as long as those. */
const MOST_PLANS_OVER_MONTHS = 32;
/** What floats lose between counts where volumes are the means of many, as a share. */
const BETWEEN_MEANS = 1e-4;

type Chosen = ReadonlyMap<string, Candidate>;

const keyOf = (chosen: Chosen) =>
  [...chosen.values()]
    .map(({ group, counts }) => [
      group.offer.id,
      group.model,
      counts.join('+'),
      ...group.members.map(({ workload }) => workload.name),
    ])
    .map((each) => JSON.stringify(each))
    .sort()
    .join();

/** The longer part of a stretch in the golden section. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Looks at counts of units, the fewest first, as if what they save rose up to the best of them and fell from there on: at
 * those that leave nothing, and at ever closer ones. Where a count leaves too little for what has to be signed, at fewer.
 */
async function closeIn(own: readonly Candidate[], look: (next: Candidate) => Promise<Usd | undefined>): Promise<void> {
  const known = new Map<number, number>();
  const costOf = async (place: number): Promise<number> => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const cost = await look(own[place] as Candidate);
    const inFloats = cost === undefined ? Number.POSITIVE_INFINITY : statistic(cost);
    known.set(place, inFloats);
    return inFloats;
  };
  let [low, high] = [0, own.length - 1];
  await costOf(high);
  while (high - low > 2) {
    const part = Math.round((high - low) * GOLDEN);
    const [left, right] = [Math.min(high - part, low + part - 1), low + part];
    if ((await costOf(left)) <= (await costOf(right))) high = right;
    else low = left;
  }
  for (let place = low; place <= high; place++) await costOf(place);
}

/**
 * The cheapest plan with reserved units beside whatever else it buys: each offer, each set of workloads that may share its
 * units, and each count of them is held against the best plan of the rest. Units save no more than what they serve costs at
 * most in any other way; more of them save no more over fewer than what they serve more costs: what these two bounds leave
 * is planned. Of several models each is settled with the units of the others as they are, until none changes, and then
 * every set of counts that the bounds leave. Work moves to the units of one offer at most. Where nothing is to be proven,
 * counts are closed in on and no bound is told.
 */
export async function withUnits<Bought extends Costed>(
  base: Bought,
  priced: readonly PricedWorkload[],
  context: Context,
  by: UnitTerms & { readonly many: boolean; readonly proven?: false },
  buy: (workloads: readonly Workload[]) => Promise<Bought>,
): Promise<Reserved<Bought>> {
  const offered = base.outcome === undefined ? [] : reservable(priced, context, by);
  const partly = [...new Set(offered.filter((each) => each.partly).map(({ model }) => model))];
  const nothing: Reserved<Bought> = { bought: base, taken: [], bound: undefined, partly };
  if (base.outcome === undefined) return nothing;
  const byModel = new Map<string, Candidate[]>();
  for (const candidate of offered.flatMap(({ groups }) => groups.flatMap((group) => candidatesOf(group, by)))) {
    const own = byModel.get(candidate.group.model) ?? [];
    byModel.set(candidate.group.model, [...own, candidate]);
  }
  if (byModel.size === 0) return nothing;
  const workloads = priced.map(({ workload }) => workload);
  const known = new Map<string, Bought | undefined>([['', base]]);
  let left = by.over !== undefined ? MOST_PLANS_OVER_MONTHS : by.many ? MOST_PLANS_OF_MANY : MOST_PLANS;
  const planWith = async (chosen: Chosen): Promise<Bought | undefined> => {
    const key = keyOf(chosen);
    if (known.has(key)) return known.get(key);
    left -= 1;
    const parts = withParts(workloads, [...chosen.values()].map(takenOf), by);
    const found = parts && (await buy(parts));
    known.set(key, found?.outcome === undefined ? undefined : found);
    return known.get(key);
  };
  let best: { bought: Bought; chosen: Chosen; cost: Usd } = {
    bought: base,
    chosen: new Map(),
    cost: base.outcome.cost,
  };
  let open = 0;
  const settle = async (model: string, candidates: readonly Candidate[]) => {
    const others = new Map([...best.chosen].filter(([id]) => id !== model));
    const without = await planWith(others);
    if (without?.outcome === undefined) return;
    const from = statistic(without.outcome.cost);
    const limits = new Map(candidates.map((each) => [each, each.atMost]));
    const look = async (next: Candidate): Promise<Usd | undefined> => {
      limits.delete(next);
      const chosen = new Map([...others, [model, next] as const]);
      const found = await planWith(chosen);
      if (found?.outcome === undefined) return undefined;
      const { cost } = found.outcome;
      if (lessThan(cost, best.cost)) best = { bought: found, chosen, cost };
      const saved = from - statistic(cost);
      const value = statistic(next.group.value);
      for (const [each, was] of limits) {
        if (each.group !== next.group || each.served < next.served) continue;
        const more = value * (each.served - next.served) * (by.over === undefined ? 1 : 1 + BETWEEN_MEANS);
        limits.set(each, Math.min(was, saved + more - (each.cost - next.cost)));
      }
      return cost;
    };
    if (by.proven === false) {
      const groups = [...new Set(candidates.map(({ group }) => group))].map((of) =>
        candidates.filter(({ group }) => group === of),
      );
      const most = (own: readonly Candidate[]) => own.reduce((top, { atMost }) => Math.max(top, atMost), 0);
      const byMost = groups.sort((a, b) => most(b) - most(a));
      for (const own of byMost) {
        if (left <= 0 || most(own) <= from - statistic(best.cost) + NOTHING_SAVED) break;
        await closeIn(
          own.toSorted((a, b) => a.served - b.served),
          look,
        );
      }
      return;
    }
    // Units that leave too little for what has to be signed: how many are too many is found by halves.
    const fewerThan = async (tooMany: Candidate) => {
      const own = [...limits.keys()].filter(({ group }) => group === tooMany.group);
      const most = own.reduce((top, { served }) => Math.max(top, served), 0);
      const fewer = own.filter(({ served }) => served < tooMany.served).sort((a, b) => a.served - b.served);
      let [enough, over] = [0, fewer.length];
      while (enough < over && left > 0) {
        const middle = Math.floor((enough + over) / 2);
        if ((await look(fewer[middle] as Candidate)) !== undefined) enough = middle + 1;
        else over = middle;
      }
      const least = fewer[over]?.served ?? tooMany.served;
      // Those that leave nothing may do where others leave too little.
      for (const each of own) if (each.served >= least && each.served < most) limits.delete(each);
    };
    open = 0;
    while (limits.size > 0) {
      const [next, limit] = [...limits].reduce((most, each) => (each[1] > most[1] ? each : most));
      if (limit <= from - statistic(best.cost) + NOTHING_SAVED) return;
      if (left <= 0) {
        open = Math.max(open, limit - (from - statistic(best.cost)));
        return;
      }
      if ((await look(next)) === undefined) await fewerThan(next);
    }
  };
  for (let before = ''; ; ) {
    for (const [model, candidates] of byModel) await settle(model, candidates);
    const now = keyOf(best.chosen);
    if (byModel.size === 1 || now === before || left <= 0) break;
    before = now;
  }
  const models = [...byModel.values()];
  const names = models.map(
    (own) => new Set(own.flatMap(({ group }) => group.members.map(({ workload }) => workload.name))),
  );
  if (by.proven !== false && byModel.size > 1 && left > 0 && meet(base, names)) {
    const start = statistic(base.outcome.cost);
    const saved = () => start - statistic(best.cost) + NOTHING_SAVED;
    const most = models.map((own) => own.reduce((top, { atMost }) => Math.max(top, atMost), 0));
    const after = (from: number) => most.slice(from).reduce((total, each) => total + each, 0);
    const among = async (index: number, chosen: Chosen, atMost: number): Promise<void> => {
      if (atMost + after(index) <= saved()) return;
      const own = models[index];
      if (own === undefined) {
        if (left <= 0) {
          open = Math.max(open, atMost - saved());
          return;
        }
        const found = await planWith(chosen);
        if (found?.outcome !== undefined && lessThan(found.outcome.cost, best.cost))
          best = { bought: found, chosen, cost: found.outcome.cost };
        return;
      }
      for (const each of [...own].sort((a, b) => b.atMost - a.atMost)) {
        if (atMost + each.atMost + after(index + 1) <= saved()) break;
        if (left <= 0) {
          open = Math.max(open, atMost + each.atMost + after(index + 1) - saved());
          break;
        }
        await among(index + 1, new Map([...chosen, [each.group.model, each] as const]), atMost + each.atMost);
      }
      await among(index + 1, chosen, atMost);
    };
    await among(0, new Map(), 0);
  }
  open = Math.max(open, mostBeyond(offered, byModel) - (statistic(base.outcome.cost) - statistic(best.cost)));
  return {
    bought: best.bought,
    taken: [...best.chosen.values()].map(takenOf),
    bound: open > NOTHING_SAVED ? usd(exactOf(statistic(best.cost) - open, 6)) : undefined,
    partly,
  };
}

/** What all units save at most where not every set of workloads was looked at; nothing to say where each was. */
function mostBeyond(offered: readonly Reservable[], byModel: ReadonlyMap<string, readonly Candidate[]>): number {
  if (offered.every(({ atMost }) => atMost === undefined)) return 0;
  const most = new Map<string, number>();
  const raise = (model: string, amount: number) => most.set(model, Math.max(most.get(model) ?? 0, amount));
  for (const { model, atMost } of offered) raise(model, atMost ?? 0);
  for (const [model, own] of byModel) for (const { atMost } of own) raise(model, atMost);
  return [...most.values()].reduce((total, each) => total + each, 0);
}

/** True where work on two models is decided together: a contract, a cloud or a fee is for both. */
function meet({ shared }: Costed, names: readonly ReadonlySet<string>[]): boolean {
  return shared.some((part) => names.filter((own) => part.some((name) => own.has(name))).length > 1);
}

/** The portfolio at another volume with the very units: what they then serve, and what they leave. */
export function atOtherVolume(
  workloads: readonly Workload[],
  taken: readonly TakenUnits[],
  by: Factor,
  terms: UnitTerms,
): Workload[] {
  const moved = taken.map(({ taking, members }): TakenUnits => {
    const works = taking.works.map((each) => ({ ...each, list: times(each.list, by) }));
    return {
      taking: { ...taking, works, load: loadAt(taking.load, by) },
      members: members.map((each) => ({ ...each, workload: atVolume(each.workload, by) })),
    };
  });
  const all = workloads.map((each) => atVolume(each, by));
  return withParts(all, moved, terms) ?? all;
}
