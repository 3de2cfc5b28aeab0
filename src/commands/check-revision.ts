import { check } from '../decision/check/check.ts';
import { budgetChanges, priceChanges } from '../decision/check/ground-changes.ts';
import { type Context, serviceOf } from '../decision/estimate/estimate.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import type { Amount } from '../domain/amount.ts';
import type { Baseline } from '../domain/baseline.ts';
import type { Budget } from '../domain/budget.ts';
import { compare } from '../domain/exact.ts';
import type { GroundChange, GroundSince } from '../domain/ground-change.ts';
import { Problem, problem } from '../domain/problem.ts';
import { NO_USD, plus } from '../domain/units.ts';
import type { Profile } from '../domain/workload.ts';
import { type Revision, revisionOf, textAt, withFilesAt } from '../files/revision.ts';
import { shippedPricing } from '../files/shipped.ts';
import { MOST_SAVED_MEGABYTES, readText } from '../files/text-file.ts';
import { contextOf } from './context.ts';
import type { InputOptions } from './options.ts';
import { READS } from './paths.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';

/** Flags of `check` that name what it is judged by, and the revisions to take that from. */
export interface GroundOptions extends InputOptions {
  readonly budget?: string;
  readonly baseline?: string;
  readonly budgetRef?: string;
  readonly baselineRef?: string;
}

/** What a check is judged by. */
export interface Ground {
  readonly budget: Budget;
  readonly baseline: Baseline | undefined;
  readonly since?: GroundSince;
}

/** Reads a budget for the profile at hand. */
export type ReadBudget = (text: string, path: string) => Promise<Budget>;

/** Throws `usage` where a revision is named and the file that is to be taken from it is not, or comes through a pipe. */
export function refuseRefs({ budget, baseline, profile, budgetRef, baselineRef }: GroundOptions): void {
  if (budgetRef !== undefined && (budget === undefined || budget === '-'))
    throw problem('usage', '--budget-ref needs --budget.', 'Name the file of limits whose older version counts.');
  if (baselineRef === undefined || (baseline !== undefined && baseline !== '-')) return;
  if (baseline === undefined && profile !== undefined && profile !== '-') return;
  const remedy = 'Name the saved answer whose older version counts, or the profile that is to be priced as it was.';
  throw problem('usage', '--baseline-ref needs --baseline or --profile.', remedy);
}

const ownCard = (options: GroundOptions, shell: Shell) =>
  shippedPricing(shell.pricingFolder).cardIds().includes(options.card) || options.card === '-'
    ? undefined
    : options.card;

/** All that an answer depends on, with the card and the offers as a revision has them; its own where it has none. */
async function contextAt<Result>(
  revision: Revision,
  options: GroundOptions,
  shell: Shell,
  use: (then: Context, notThere: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const card = ownCard(options, shell);
  const offers = (options.offers ?? []).filter((path) => path !== '-');
  return withFilesAt(revision, { card, offers }, async (at) => {
    const notThere = [
      ...(card !== undefined && at.card === undefined ? [card] : []),
      ...offers.filter((_, index) => at.offers[index] === undefined),
    ];
    const laid = at.offers.filter((path) => path !== undefined);
    return use(await contextOf({ ...options, card: at.card ?? options.card, offers: laid }, shell), notThere);
  });
}

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

/** What moved between the card and offers of a revision and those at hand, and what the workloads would cost there. */
async function pricesSince(
  revision: Revision,
  { workloads }: Profile,
  context: Context,
  options: GroundOptions,
  shell: Shell,
): Promise<Pick<GroundSince, 'changes' | 'amountThen' | 'notThere'>> {
  const card = ownCard(options, shell);
  if (card === undefined && options.offers === undefined) return { changes: [], amountThen: undefined, notThere: [] };
  return contextAt(revision, options, shell, async (then, notThere) => {
    const models = new Set(workloads.map(({ model }) => serviceOf(model, context).model.id));
    const prices = priceChanges(then.card, context.card, context.day, models);
    const altered: GroundChange[] =
      card !== undefined && prices.length === 0 && then.card.sha256 !== context.card.sha256 && !notThere.includes(card)
        ? [{ what: 'card', file: card }]
        : [];
    const offers = (options.offers ?? [])
      .filter((path) => path !== '-' && !notThere.includes(path))
      .filter((path) => textAt(revision, path) !== readText(path, READS.offers.expected))
      .map((file): GroundChange => ({ what: 'offers', file }));
    const [before, now] = [priced(workloads, then), priced(workloads, context)];
    const same = before === undefined || (now !== undefined && compare(before.amount, now.amount) === 0);
    return { changes: [...prices, ...altered, ...offers], amountThen: same ? undefined : before, notThere };
  });
}

/** What the profile of a revision came to there, as an answer that was kept. Undefined where it had none yet. */
async function baselineAt(revision: Revision, path: string, options: GroundOptions, shell: Shell) {
  const text = textAt(revision, path);
  if (text === undefined) return undefined;
  const { loadRestingProfile } = await import('../files/profile-file.ts');
  const { checkAnswerOf } = await import('../answers/check.ts');
  const { checkWords } = await import('../output/check/answer-words.ts');
  const { jsonText } = await import('../domain/json.ts');
  const { loadBaseline } = await import('../files/baseline-file.ts');
  const name = `${path} of ${revision.name}`;
  return contextAt(revision, options, shell, async (then) => {
    const { workloads } = loadRestingProfile(text, name, (workload) => workloadFaults(workload, then));
    const provenance = provenanceOf('check', then);
    const answer = checkAnswerOf(check(workloads, [], then), provenance, checkWords(provenance.providerName));
    return loadBaseline(jsonText(answer), name);
  });
}

/** That the file of the project says something else in the change at hand. */
const configChanges = ({ taken = [] }: GroundOptions): GroundChange[] =>
  taken.flatMap((note): GroundChange[] =>
    note.code === 'fromConfig' && note.differs ? [{ what: 'config', file: note.ownFile }] : [],
  );

const totalOf = ({ listSpend }: Baseline): Amount => ({
  amount: [...listSpend.values()].reduce((sum, { amount }) => plus(sum, amount), NO_USD),
  complete: [...listSpend.values()].every(({ complete }) => complete),
});

/** The budget of a revision, and what the one at hand does to it. */
async function budgetSince(revision: Revision, path: string, own: Ground, read: ReadBudget) {
  const text = textAt(revision, path);
  if (text === undefined) return { budget: own.budget, changes: [], notThere: [path] };
  const then = await read(text, `${path} of ${revision.name}`);
  return { budget: then, changes: budgetChanges(then, own.budget), notThere: [] };
}

/** The baseline of a revision, and whether the file at hand says something else. */
async function baselineSince(revision: Revision, own: Ground, options: GroundOptions, shell: Shell) {
  const { baseline: path, profile = '' } = options;
  if (path === undefined) {
    const baseline = await baselineAt(revision, profile, options, shell);
    return { baseline, changes: [], notThere: baseline === undefined ? [profile] : [] };
  }
  const text = textAt(revision, path);
  if (text === undefined) return { baseline: own.baseline, changes: [], notThere: [path] };
  const { loadBaseline } = await import('../files/baseline-file.ts');
  const then = loadBaseline(text, `${path} of ${revision.name}`);
  const same = text === readText(path, READS.baseline.expected, MOST_SAVED_MEGABYTES);
  const moved: GroundChange = {
    what: 'baseline',
    old: totalOf(then),
    new: own.baseline === undefined ? undefined : totalOf(own.baseline),
  };
  return { baseline: then, changes: same ? [] : [moved], notThere: [] };
}

/**
 * The limits and the baseline of the revisions that were named, in the place of one's own: a change cannot raise its
 * own limit. What it moved, its prices among it, is told. Throws `unknownRevision` and what reading throws.
 */
export async function groundAt(
  own: Ground,
  profile: Profile,
  context: Context,
  options: GroundOptions,
  { read, shell }: { readonly read: ReadBudget; readonly shell: Shell },
): Promise<Ground> {
  const [ofBudget, ofBaseline] = [
    options.budgetRef === undefined ? undefined : revisionOf('--budget-ref', options.budgetRef),
    options.baselineRef === undefined ? undefined : revisionOf('--baseline-ref', options.baselineRef),
  ];
  const revision = ofBudget ?? ofBaseline;
  if (revision === undefined) return own;
  const limits = ofBudget === undefined ? undefined : await budgetSince(ofBudget, options.budget ?? '', own, read);
  const growth = ofBaseline === undefined ? undefined : await baselineSince(ofBaseline, own, options, shell);
  const prices = await pricesSince(revision, profile, context, options, shell);
  const found = [limits, growth, prices].filter((each) => each !== undefined);
  return {
    budget: limits?.budget ?? own.budget,
    baseline: growth === undefined ? own.baseline : growth.baseline,
    since: {
      revision: revision.name,
      commit: revision.commit,
      changes: [...configChanges(options), ...found.flatMap(({ changes }) => changes)],
      amountThen: prices.amountThen,
      notThere: [...new Set(found.flatMap(({ notThere }) => notThere))],
    },
  };
}
