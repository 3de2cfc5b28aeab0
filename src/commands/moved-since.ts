import { check } from '../decision/check/check.ts';
import { alteredModels, priceChanges } from '../decision/check/ground-changes.ts';
import { type Context, serviceOf } from '../decision/estimate/estimate.ts';
import type { Amount } from '../domain/amount.ts';
import { compare } from '../domain/exact.ts';
import type { GroundChange, GroundSince } from '../domain/ground-change.ts';
import { Problem } from '../domain/problem.ts';
import type { Profile } from '../domain/workload.ts';
import { type Revision, textAt } from '../files/revision.ts';
import { readText } from '../files/text-file.ts';
import { contextAt, ownCard } from './context-at.ts';
import type { InputOptions } from './options.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';

function priced(profile: Profile['workloads'], context: Context): Amount | undefined {
  try {
    const { amount, complete } = check(profile, [], context);
    return { amount, complete };
  } catch (error) {
    // What the revision does not sell has no price there.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Own offers that say something else than at a revision, and what. */
async function offersSince(
  revision: Revision,
  { offers = [] }: InputOptions,
  notThere: readonly string[],
): Promise<GroundChange[]> {
  const { statedChanges } = await import('../files/stated-changes.ts');
  return offers
    .filter((path) => path !== '-' && !notThere.includes(path))
    .flatMap((file): GroundChange[] => {
      const [then, now] = [textAt(revision, file), readText(file, READS.offers.expected)];
      const stated = then === undefined || then === now ? [] : statedChanges(then, now, file, 'offers file');
      return stated.length === 0 ? [] : [{ what: 'offers', file, stated }];
    });
}

/** Keys of a profile that say over which months it is looked at. */
const HORIZON = ['start', 'months'];

/** That the profile is looked at over other months than at a revision: fewer of them may stay within what more would not. */
export async function horizonSince(revision: Revision, { profile }: InputOptions): Promise<GroundChange[]> {
  if (profile === undefined || profile === '-') return [];
  const { statedChanges } = await import('../files/stated-changes.ts');
  const then = textAt(revision, profile);
  if (then === undefined) return [];
  const now = readText(profile, READS.profile.expected);
  try {
    const stated = statedChanges(then, now, profile, 'profile').filter(({ at }) => HORIZON.includes(at));
    return stated.length === 0 ? [] : [{ what: 'months', file: profile, stated }];
  } catch (error) {
    // A profile that the revision has and nobody can read states no months.
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** What moved between the card and offers of a revision and those at hand, and what the workloads would cost there. */
export async function pricesSince(
  revision: Revision,
  { workloads }: Profile,
  context: Context,
  options: InputOptions,
  shell: Shell,
): Promise<Pick<GroundSince, 'changes' | 'amountThen' | 'notThere'>> {
  const card = ownCard(options, shell);
  if (card === undefined && options.offers === undefined) return { changes: [], amountThen: undefined, notThere: [] };
  return contextAt(revision, options, shell, async (then, notThere) => {
    const models = new Set(workloads.map(({ model }) => serviceOf(model, context).model.id));
    const prices = priceChanges(then.card, context.card, context.day, models);
    const altered: GroundChange[] =
      card !== undefined && prices.length === 0 && then.card.sha256 !== context.card.sha256 && !notThere.includes(card)
        ? [{ what: 'card', file: card, models: alteredModels(then.card, context.card) }]
        : [];
    const offers = await offersSince(revision, options, notThere);
    const [before, now] = [priced(workloads, then), priced(workloads, context)];
    const same = before === undefined || (now !== undefined && compare(before.amount, now.amount) === 0);
    return { changes: [...prices, ...altered, ...offers], amountThen: same ? undefined : before, notThere };
  });
}

/** That the file of the project says something else in the change at hand. */
export const configChanges = ({ taken = [] }: InputOptions): GroundChange[] =>
  taken.flatMap((note): GroundChange[] =>
    note.code === 'fromConfig' && note.differs ? [{ what: 'config', file: note.ownFile }] : [],
  );
