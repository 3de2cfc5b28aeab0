import type { Commitment, CommitmentChoice, Signed } from '../../domain/commitment.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import { lessThan, type Usd } from '../../domain/units.ts';
import { envelopeOf } from './envelope.ts';
import type { Interval } from './intervals.ts';
import { expectedOf, type Schedule } from './outcome.ts';

/** A choice before it is judged. */
export interface Considered {
  readonly kind: CommitmentChoice['kind'];
  readonly signed: Signed | undefined;
  readonly schedule: Schedule;
  readonly costAsStated: Usd;
  readonly available: boolean;
}

/** Every choice with its expectation; what cannot be had takes no part in the contest. */
export function judged(
  all: readonly Considered[],
  intervals: readonly Interval[],
  normal: Normal,
): readonly CommitmentChoice[] {
  const running = all.filter(({ available }) => available);
  const envelope = envelopeOf(
    running.map(({ schedule }) => schedule),
    intervals,
    normal,
  );
  return all.map((each): CommitmentChoice => {
    const expected = expectedOf(each.schedule, intervals, normal);
    const probabilityBest = envelope.probabilityBest[running.indexOf(each)] ?? 0;
    const regret = Math.max(0, expected.cost + expected.rolledOver - envelope.costWithHindsight);
    const { kind, signed, costAsStated, available } = each;
    return { kind, signed, expected, probabilityBest, regret, costAsStated, available };
  });
}

/** A commitment that is expected to save less than this part of the cost is none to sign: expectations are not known better. */
export const PART_WORTH_ASKING = 1 / 1000;

/** The least expected cost; what commits to nothing goes before what is hardly cheaper. */
export function worthSigning(choices: readonly CommitmentChoice[]): CommitmentChoice | undefined {
  const least = cheapest(choices);
  const free = cheapest(choices.filter(({ signed }) => signed === undefined || isZero(signed.commitment)));
  if (least === undefined || free === undefined) return least;
  return free.expected.cost <= least.expected.cost * (1 + PART_WORTH_ASKING) ? free : least;
}

/** Expectations are shown to the dollar. */
const SHOWN = 1;

/** What is expected to cost less than the choice that is worth making, by what is shown; undefined where nothing does. */
export function hardlyCheaperThan(
  best: CommitmentChoice,
  choices: readonly CommitmentChoice[],
): Commitment['hardlyCheaper'] {
  const least = cheapest(choices);
  const saves = best.expected.cost - (least ?? best).expected.cost;
  return saves >= SHOWN ? { signed: least?.signed, saves } : undefined;
}

/** The least expected cost, the earlier of two. */
export const cheapest = (choices: readonly CommitmentChoice[]) =>
  choices.reduce<CommitmentChoice | undefined>(
    (best, each) => (best === undefined || each.expected.cost < best.expected.cost ? each : best),
    undefined,
  );

/** The least cost at the stated volume, the earlier of two. */
export const cheapestAsStated = (choices: readonly CommitmentChoice[]) =>
  choices.reduce<CommitmentChoice | undefined>(
    (best, each) => (best === undefined || lessThan(each.costAsStated, best.costAsStated) ? each : best),
    undefined,
  );

/** Two winners that differ in more than the fine tuning of one commitment. */
export function differ(a: CommitmentChoice | undefined, b: CommitmentChoice | undefined): boolean {
  if (a?.signed === undefined || b?.signed === undefined)
    return (a?.signed === undefined) !== (b?.signed === undefined);
  return compare(a.signed.discount, b.signed.discount) !== 0;
}

/** The deepest of the offered discounts, where another band is expected to cost less. */
export function deepestTrap(choices: readonly CommitmentChoice[]): CommitmentChoice | undefined {
  const bands = choices.filter(({ kind }) => kind === 'band');
  const deepest = bands.reduce<CommitmentChoice | undefined>((best, each) => {
    const deeper =
      best?.signed === undefined || (each.signed !== undefined && lessThan(best.signed.discount, each.signed.discount));
    return deeper ? each : best;
  }, undefined);
  return deepest === cheapest(bands) ? undefined : deepest;
}
