import { check } from '../decision/check/check.ts';
import { budgetChanges } from '../decision/check/ground-changes.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import type { Amount } from '../domain/amount.ts';
import type { Baseline } from '../domain/baseline.ts';
import type { Budget } from '../domain/budget.ts';
import type { GroundChange, GroundSince, GroundTaken } from '../domain/ground-change.ts';
import { problem } from '../domain/problem.ts';
import { NO_USD, plus } from '../domain/units.ts';
import type { Profile } from '../domain/workload.ts';
import { knownRevision, type Revision, revisionOf, textAt } from '../files/revision.ts';
import { MOST_SAVED_MEGABYTES, readText } from '../files/text-file.ts';
import { contextAt, ownCard } from './context-at.ts';
import { configChanges, horizonSince, pricesSince } from './moved-since.ts';
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

/**
 * What the profile of a revision came to there, as an answer that was kept, over the months that are looked at now.
 * Undefined where it had none yet.
 */
async function baselineAt(revision: Revision, { horizon }: Profile, options: GroundOptions, shell: Shell) {
  const { profile: path = '' } = options;
  const text = textAt(revision, path);
  if (text === undefined) return undefined;
  const { loadRestingProfile } = await import('../files/profile-file.ts');
  const { checkAnswerOf } = await import('../answers/check.ts');
  const { checkWords } = await import('../output/check/answer-words.ts');
  const { jsonText } = await import('../domain/json.ts');
  const { loadBaseline } = await import('../files/baseline-file.ts');
  const name = `${path} of ${revision.name}`;
  return contextAt(revision, options, shell, async (then) => {
    const { workloads, common } = loadRestingProfile(text, name, (workload) => workloadFaults(workload, then));
    const provenance = provenanceOf('check', then);
    const answer = checkAnswerOf(
      check(workloads, [], then, { course: { common, horizon } }),
      provenance,
      checkWords(provenance.providerName),
    );
    return loadBaseline(jsonText(answer), name);
  });
}

const totalOf = ({ listSpend }: Baseline): Amount => ({
  amount: [...listSpend.values()].reduce((sum, { amount }) => plus(sum, amount), NO_USD),
  complete: [...listSpend.values()].every(({ complete }) => complete),
});

/** A part of the ground, what the change at hand does to it, and files that the revision does not have. */
interface Found {
  readonly taken: readonly GroundTaken[];
  readonly changes: readonly GroundChange[];
  readonly notThere: readonly string[];
}

const STDIN = 'standard input';

const fromOf = ({ name, commit }: Revision): GroundTaken['from'] => ({ revision: name, commit });

/** What the flags of a ground say of one part of it: where it stands, and the revision that it is held against. */
interface Asked {
  readonly path: string | undefined;
  /** Whether that of the revision counts, or what the change does to it is told alone. */
  readonly counts: boolean;
  readonly revision: Revision | undefined;
}

/** Each part with the revision of its own flag, else with that of the other: there it is told alone. */
function askedOf(path: string | undefined, flag: string, own: string | undefined, other: string | undefined): Asked {
  const file = path === '-' ? undefined : path;
  if (own !== undefined) return { path, counts: true, revision: revisionOf(flag, own, file ?? '.') };
  return {
    path,
    counts: false,
    revision: other === undefined || file === undefined ? undefined : knownRevision(other, file),
  };
}

/** The limits that count, and what the change at hand does to them. */
async function limitsFor({ path, counts, revision }: Asked, own: Budget, read: ReadBudget) {
  const none: Found = { taken: [], changes: [], notThere: [] };
  if (path === undefined) return { budget: own, ...none };
  const file = path === '-' ? STDIN : path;
  const text = revision === undefined ? undefined : textAt(revision, path);
  const mine: GroundTaken = { what: 'limits', file, from: undefined };
  if (revision === undefined || text === undefined)
    return { budget: own, ...none, taken: [mine], notThere: counts ? [path] : [] };
  const then = await read(text, `${path} of ${revision.name}`);
  const changes = budgetChanges(then, own);
  if (!counts) return { budget: own, taken: [mine], changes, notThere: [] };
  return { budget: then, taken: [{ ...mine, from: fromOf(revision) }], changes, notThere: [] };
}

/** What the profile of a revision costs there, where no baseline is kept. */
async function profileBaseline(revision: Revision, now: Profile, options: GroundOptions, shell: Shell) {
  const { profile = '' } = options;
  const baseline = await baselineAt(revision, now, options, shell);
  const taken: GroundTaken[] = [{ what: 'baseline', file: profile, from: fromOf(revision) }];
  return baseline === undefined
    ? { baseline, taken: [], changes: [], notThere: [profile] }
    : { baseline, taken, changes: [], notThere: [] };
}

/** The baseline that counts, and whether the file at hand says something else. */
async function baselineFor({ path, counts, revision }: Asked, own: Baseline | undefined) {
  if (path === undefined) return { baseline: own, taken: [], changes: [], notThere: [] };
  const file = path === '-' ? STDIN : path;
  const mine: GroundTaken = { what: 'baseline', file, from: undefined };
  const text = revision === undefined ? undefined : textAt(revision, path);
  if (revision === undefined || text === undefined)
    return { baseline: own, taken: [mine], changes: [], notThere: counts ? [path] : [] };
  const { loadBaseline } = await import('../files/baseline-file.ts');
  const then = loadBaseline(text, `${path} of ${revision.name}`);
  const same = text === readText(path, READS.baseline.expected, MOST_SAVED_MEGABYTES);
  const moved: GroundChange = {
    what: 'baseline',
    old: totalOf(then),
    new: own === undefined ? undefined : totalOf(own),
  };
  const changes = same ? [] : [moved];
  if (!counts) return { baseline: own, taken: [mine], changes, notThere: [] };
  return { baseline: then, taken: [{ ...mine, from: fromOf(revision) }], changes, notThere: [] };
}

/** Prices and offers of one's own: they are always those of the change. */
const ownPrices = (options: GroundOptions, shell: Shell): GroundTaken[] => [
  ...[ownCard(options, shell)].flatMap((file): GroundTaken[] =>
    file === undefined ? [] : [{ what: 'card', file, from: undefined }],
  ),
  ...(options.offers ?? []).map(
    (file): GroundTaken => ({ what: 'offers', file: file === '-' ? STDIN : file, from: undefined }),
  ),
];

/**
 * The limits and the baseline of the revisions that were named, in the place of one's own: a change cannot raise its
 * own limit. What it moved, its prices among it, is told, and so is what of the ground is its own. Throws
 * `unknownRevision` and what reading throws.
 */
export async function groundAt(
  own: Ground,
  profile: Profile,
  context: Context,
  options: GroundOptions,
  { read, shell }: { readonly read: ReadBudget; readonly shell: Shell },
): Promise<Ground> {
  const { budgetRef, baselineRef } = options;
  const [ofBudget, ofBaseline] = [
    askedOf(options.budget, '--budget-ref', budgetRef, baselineRef),
    askedOf(
      options.baseline ?? (baselineRef === undefined ? undefined : options.profile),
      '--baseline-ref',
      baselineRef,
      budgetRef,
    ),
  ];
  const revision = ofBudget.counts ? ofBudget.revision : ofBaseline.revision;
  if (revision === undefined) return own;
  const limits = await limitsFor(ofBudget, own.budget, read);
  const priced = options.baseline === undefined && ofBaseline.counts ? ofBaseline.revision : undefined;
  const growth =
    priced === undefined
      ? await baselineFor({ ...ofBaseline, path: options.baseline }, own.baseline)
      : await profileBaseline(priced, profile, options, shell);
  const prices = await pricesSince(revision, profile, context, options, shell);
  const horizon = await horizonSince(revision, options);
  return {
    budget: limits.budget,
    baseline: growth.baseline,
    since: {
      revision: revision.name,
      commit: revision.commit,
      changes: [...configChanges(options), ...horizon, ...limits.changes, ...growth.changes, ...prices.changes],
      taken: [...limits.taken, ...growth.taken, ...ownPrices(options, shell)],
      amountThen: prices.amountThen,
      notThere: [...new Set([...limits.notThere, ...growth.notThere, ...prices.notThere])],
    },
  };
}
