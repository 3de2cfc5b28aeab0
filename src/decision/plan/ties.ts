import { approximately, compare } from '../../domain/exact.ts';
import { better, type Candidate, candidate, channelsOf } from './candidate.ts';
import { roughCost } from './enumerate.ts';
import { cheapestDirect, type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';
import { withLeversOn } from './levers-on.ts';
import type { Part } from './parts.ts';

/** Far over what floats lose, of a dollar and of any amount. */
const NEARLY = 1e-6;

/**
 * The purchases under a state: where it costs the same, each from a provider rather than without a contract, and then
 * each without one where that is another.
 */
function cheapest(instance: Instance, state: Candidate['state']): Candidate['assignment'][] {
  const { direct, open } = instance;
  const under = new Array<DirectOption | undefined>(direct.length);
  let without: (DirectOption | undefined)[] | undefined;
  for (let index = 0; index < direct.length; index++) {
    const free = open[index] as number;
    const option = cheapestDirect(direct[index] as readonly DirectOption[], state, free * (1 + FLOAT_SLACK));
    under[index] = option;
    if (without !== undefined) without[index] = option;
    const band = option && state[option.provider];
    if (option === undefined || band === undefined) continue;
    if (band.factor * option.list + option.beside < free * (1 - FLOAT_SLACK)) continue;
    without ??= under.slice();
    without[index] = undefined;
  }
  return without === undefined ? [under] : [under, without];
}

/** False where a plan plainly costs something else than another: nearly all do, and exact costs take their time. */
function mayTie(
  instance: Instance,
  state: Candidate['state'],
  assignment: Candidate['assignment'],
  { cost }: Candidate,
): boolean {
  const known = approximately(cost);
  return Math.abs(roughCost(instance, state, assignment) - known) <= Math.abs(known) * NEARLY + NEARLY;
}

/**
 * The best plan of a part, or one that costs the same and goes before it: with another band of one provider, or the work
 * bought direct that a reseller sells at the same price. Bounds tell a search when nothing is cheaper, and not when
 * something is as cheap.
 */
function settledPart({ instance, solved }: Part, elsewhere: ReadonlySet<string>): Part {
  let kept = solved.best;
  // A state that was looked at goes before no plan that is kept later.
  const seen = new Set<string>();
  for (const [provider, { bands, signed: holds }] of instance.providers.entries()) {
    for (const band of [kept.state[provider], ...bands, ...(holds ? [] : [undefined])]) {
      const state = kept.state.with(provider, band);
      const key = state.map((each, at) => (each && instance.providers[at]?.bands.indexOf(each)) ?? '').join();
      if (seen.has(key)) continue;
      seen.add(key);
      for (const assignment of cheapest(instance, state)) {
        if (!mayTie(instance, state, assignment, kept)) continue;
        const found = candidate(instance, state, assignment);
        // A search to a gap keeps its start though something is a little cheaper: that is no tie.
        if (found !== undefined && compare(found.cost, kept.cost) === 0)
          kept = better(instance, kept, found, elsewhere) ?? kept;
      }
    }
  }
  return kept === solved.best
    ? { instance, solved }
    : { instance, solved: { ...solved, best: withLeversOn(instance, kept) } };
}

const paidIn = ({ instance, solved }: Part) => channelsOf(solved.best, instance).map(({ id }) => id);

/** Parts with their ties settled, one after the other: who is paid for another part anyway is no further party. */
export function settledTies(parts: readonly Part[]): Part[] {
  return parts.reduce<Part[]>(
    (settled, part, index) =>
      settled.with(index, settledPart(part, new Set(settled.toSpliced(index, 1).flatMap(paidIn)))),
    [...parts],
  );
}
