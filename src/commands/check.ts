import { subjects } from '../decision/check/budget-subjects.ts';
import { checkProfile } from '../decision/check/profile-check.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { shownIn } from '../decision/estimate/shown-in.ts';
import type { Baseline } from '../domain/baseline.ts';
import { type Budget, limitsIn } from '../domain/budget.ts';
import { type Check, type LimitVerdict, named } from '../domain/check.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import { visible } from '../domain/line-text.ts';
import { problem } from '../domain/problem.ts';
import { parseUsd } from '../domain/quantity-text.ts';
import type { Profile } from '../domain/workload.ts';
import { MOST_SAVED_MEGABYTES, readText } from '../files/text-file.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { allOf } from '../output/words/some-of.ts';
import { parseCheckFormat, type ReportOptions, report, reportsOf } from './check-reports.ts';
import { type Ground, groundAt, type ReadBudget, refuseRefs } from './check-revision.ts';
import { contextOf } from './context.ts';
import { aside, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag } from './flags.ts';
import { idleAggregators } from './idle-aggregators.ts';
import { FORMATS } from './options.ts';
import { READS } from './paths.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { refuseApart, withAskedNotes } from './told-apart.ts';
import { withUnusedOffers } from './unused-offers.ts';
import { leverFlagsGiven, workloadsOf } from './workloads.ts';

export interface CheckOptions extends ReportOptions {
  readonly max?: string;
  /** What tells this check from another; the names of the budget and the profile where it is left out. */
  readonly name?: string;
}

const EXIT_OF: Readonly<Record<LimitVerdict, number>> = {
  within: EXIT.fine,
  over: EXIT.checkFailed,
  undecided: EXIT.cannotTell,
};

const NO_BUDGET: Budget = { limits: [], rules: [], unpriced: 'undecided' };

/** --max, as a limit on the whole profile. */
function limitOfFlag(options: CheckOptions): Budget['limits'] {
  const max = optionalFlag('--max', options.max, parseUsd);
  return max === undefined ? [] : [{ scope: 'portfolio', name: undefined, max, level: 'fail' }];
}

async function budgetOf(options: CheckOptions, read: ReadBudget, shell: Shell): Promise<Budget> {
  if (options.budget === undefined) return NO_BUDGET;
  if (options.budget === '-') return read(shell.readInput(), 'standard input');
  return read(readText(options.budget, READS.budget.expected), options.budget);
}

async function baselineOf(options: CheckOptions, shell: Shell): Promise<Baseline | undefined> {
  if (options.baseline === undefined) return undefined;
  const fromStdin = options.baseline === '-';
  const text = fromStdin
    ? shell.readInput(MOST_SAVED_MEGABYTES)
    : readText(options.baseline, READS.baseline.expected, MOST_SAVED_MEGABYTES);
  const { loadBaseline } = await import('../files/baseline-file.ts');
  return loadBaseline(text, fromStdin ? 'standard input' : options.baseline);
}

/** What the profile is judged by: as its own files have it, or as a revision of them has. */
async function groundOf(options: CheckOptions, profile: Profile, context: Context, shell: Shell): Promise<Ground> {
  const reading =
    (known: ExchangeRate | undefined): ReadBudget =>
    async (text, path) => {
      const { loadBudget } = await import('../files/budget-file.ts');
      return loadBudget(text, path, subjects(profile.workloads, context), known);
    };
  const own = {
    budget: await budgetOf(options, reading(profile.exchange), shell),
    baseline: await baselineOf(options, shell),
  };
  if (options.budgetRef === undefined && options.baselineRef === undefined) return own;
  // A limit of a revision is what it was there: a rate that the profile of today states cannot move it.
  return groundAt(own, profile, context, options, { read: reading(undefined), shell });
}

function withInputNotes(answer: Check, options: CheckOptions, { workloads }: Profile): Check {
  const idle = idleAggregators(options, new Set(workloads.map(({ channel }) => channel)));
  const notes = idle.map((each) => ({ code: 'aggregatorWithoutEffect' as const, ...each }));
  const flags = workloads.length === 0 ? leverFlagsGiven(options) : [];
  const without = flags.length === 0 ? [] : [{ code: 'flagsWithoutWork' as const, flags }];
  return { ...answer, warnings: [...answer.warnings, ...notes, ...without] };
}

/** That --by is asked for and a further report marks limits and lines alone. */
function reportsWithoutCosts(options: CheckOptions): string[] {
  const without =
    options.by === undefined ? [] : reportsOf(options).filter(({ format }) => !FORMATS.some((each) => each === format));
  if (without.length === 0) return [];
  return [`What --by tells apart is not in ${allOf(without.map(({ format }) => format))}: such a report is of limits.`];
}

/** The verdict, where standard output does not say it to a reader; then the warnings. */
async function sayAside(answer: Check, provenance: Provenance, options: CheckOptions, shell: Shell): Promise<void> {
  const { verdictText } = await import('../output/check/words.ts');
  const shown = ['table', 'markdown', 'github', 'line'].includes(options.format) && options.output === undefined;
  const { groundTexts } = await import('../output/check/ground-words.ts');
  const verdict = visible(verdictText(answer, provenance.providerName));
  if (!shown && answer.verdict !== 'within' && options.quiet !== true) shell.say(`${verdict}\n`);
  const ground = shown ? [] : groundTexts(answer.since);
  const notes = noteTexts(aside(answer.warnings, options), provenance.providerName);
  warn([...ground, ...notes, ...reportsWithoutCosts(options)].map(visible), options, shell);
}

/** The rates that count: those of profile and budget, or that of the budget alone where it is of a revision. */
function ratesOf(profile: Profile, budget: Budget, { budgetRef }: CheckOptions): (ExchangeRate | undefined)[] {
  return budgetRef === undefined ? [profile.exchange, budget.exchange] : [budget.exchange ?? profile.exchange];
}

/** `tokencost check`: 0 within, 3 over, 4 when the amount cannot be known. */
export async function runCheck(options: CheckOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseCheckFormat);
  if (options.max === undefined && options.budget === undefined) throw problem('nothingToCheck');
  reportsOf(options);
  await refuseApart(options, FORMATS);
  refuseRefs(options);
  const priced = await contextOf(options, shell);
  const profile = await workloadsOf(options, priced, shell, { mayRest: true });
  const { budget, baseline, since } = await groundOf(options, profile, priced, shell);
  const context = shownIn(priced, ratesOf(profile, budget, options));
  const { limits, name: _, exchange: __, ...terms } = budget;
  const checked = checkProfile(profile, limitsIn(context.exchange, [...limitOfFlag(options), ...limits]), context, {
    ...terms,
    ...(baseline === undefined ? {} : { baseline }),
  });
  const found = withAskedNotes(checked, profile, options);
  const answer = await withUnusedOffers(found, profile.workloads, context, 'check');
  const told = {
    ...withInputNotes(answer, options, profile),
    ...named(options.name === undefined ? [budget.name, profile.name] : [options.name]),
    ...(since === undefined ? {} : { since }),
  };
  const provenance = provenanceOf('check', context);
  await report(told, provenance, format, options, shell);
  await sayAside(told, provenance, options, shell);
  return EXIT_OF[answer.verdict];
}
