import { checkAnswerOf } from '../answers/check.ts';
import { decideAnswerOf } from '../answers/decide.ts';
import { estimateAnswerOf } from '../answers/estimate.ts';
import { NORMAL } from '../commands/normal.ts';
import { strangerIn } from '../commands/proposals.ts';
import { provenanceOf } from '../commands/provenance.ts';
import { loadSolver } from '../commands/solver.ts';
import { type CheckTerms, check as checkWorkloads } from '../decision/check/check.ts';
import { checkProfile } from '../decision/check/profile-check.ts';
import { type Context, estimate as estimateWorkloads } from '../decision/estimate/estimate.ts';
import { estimateProfile } from '../decision/estimate/profile-estimate.ts';
import { shownIn } from '../decision/estimate/shown-in.ts';
import { decide as decideWorkloads } from '../decision/plan/decide.ts';
import { idleOffers } from '../decision/stated/offers.ts';
import type { Asker } from '../decision/stated/users.ts';
import { type Budget, type Limit, limitsIn } from '../domain/budget.ts';
import { type Check, named } from '../domain/check.ts';
import type { Decision } from '../domain/decision.ts';
import type { Estimate } from '../domain/estimate.ts';
import { horizonOf } from '../domain/horizon.ts';
import type { Profile, Workload } from '../domain/workload.ts';
import { readSizingDefaults } from '../files/contract-terms.ts';
import { loadLeverTerms } from '../files/levers.ts';
import { loadProposal } from '../files/proposal-file.ts';
import { shippedPricing } from '../files/shipped.ts';
import { checkWords } from '../output/check/answer-words.ts';
import { decideWords } from '../output/decide/answer-words.ts';
import { estimateWords } from '../output/estimate/answer-words.ts';
import { type Written as Answer, written } from './answer.ts';
import { pricingFolder } from './context.ts';
import { textOf, type Written } from './written.ts';

/** A profile, or its workloads alone. */
export type Work = Profile | readonly Workload[];

const isProfile = (work: Work): work is Profile => !Array.isArray(work);
const workloadsOf = (work: Work): readonly Workload[] => (isProfile(work) ? work.workloads : work);

const exchangeOf = (work: Work) => (isProfile(work) ? work.exchange : undefined);

/** Says what an answer does not use of the user's own offers. */
function withUnused<Found extends Pick<Check, 'assumptions'>>(
  found: Found,
  work: Work,
  context: Context,
  asker: Asker,
) {
  return { ...found, assumptions: [...found.assumptions, ...idleOffers(workloadsOf(work), context, asker)] };
}

/**
 * What the work costs under every configuration. The answer has exact numbers and the engine's own line items;
 * `JSON.stringify` writes it as `tokencost estimate --format json` does. Throws `Problem`, `unknownModel` among them.
 */
export function estimate(work: Work, priced: Context): Answer<Estimate, ReturnType<typeof estimateAnswerOf>> {
  const context = shownIn(priced, [exchangeOf(work)]);
  const found = isProfile(work) ? estimateProfile(work, context) : estimateWorkloads(work, context);
  const answer = withUnused(found, work, context, 'estimate');
  const provenance = provenanceOf('estimate', context);
  return written(answer, () => estimateAnswerOf(answer, provenance, estimateWords(provenance.providerName)));
}

/**
 * Whether the projected spend of the work fits a budget, or some limits alone. `JSON.stringify` writes the answer as
 * `tokencost check --format json` does. Throws `Problem`.
 */
export function check(
  work: Work,
  budget: Budget | readonly Limit[],
  priced: Context,
  terms: CheckTerms = {},
): Answer<Check, ReturnType<typeof checkAnswerOf>> {
  const { limits: stated, name, exchange, ...rules } = 'limits' in budget ? budget : { limits: budget };
  const context = shownIn(priced, [exchangeOf(work), exchange]);
  const limits = limitsIn(context.exchange, stated);
  const all = { ...rules, ...terms };
  const found = isProfile(work) ? checkProfile(work, limits, context, all) : checkWorkloads(work, limits, context, all);
  const answer = {
    ...withUnused(found, work, context, 'check'),
    ...named([name, isProfile(work) ? work.name : undefined]),
  };
  const provenance = provenanceOf('check', context);
  return written(answer, () => checkAnswerOf(answer, provenance, checkWords(provenance.providerName)));
}

/** What a plan is made with besides the work and the prices. */
export interface DecideOptions {
  /** What vendors propose: the text of each, `{ text, path }`, or a plain object. */
  readonly proposals?: readonly Written[];
}

/**
 * How to buy all of the work: channel, contract, commitment, and what would change that answer. The solver is loaded
 * when it is needed. `JSON.stringify` writes the answer as `tokencost decide --format json` does. Throws `Problem`:
 * `invalidFile` of a proposal, `noPlan`, `unknownModel`.
 */
export async function decide(
  work: Work,
  priced: Context,
  { proposals = [] }: DecideOptions = {},
): Promise<Answer<Decision, ReturnType<typeof decideAnswerOf>>> {
  const workloads = workloadsOf(work);
  const profile = isProfile(work) ? work : undefined;
  const read = proposals.map((each, at) => {
    const { text, path } = textOf(each, `proposal ${at + 1}`);
    return loadProposal(text, path, strangerIn(workloads, priced), profile?.exchange);
  });
  const context = shownIn(priced, [profile?.exchange, ...read.map(({ exchange }) => exchange)]);
  const own = profile?.singleChannel === true ? { ...context, singleChannel: true } : context;
  const found = await decideWorkloads(workloads, own, loadSolver, {
    common: profile?.common ?? {},
    ...(profile?.priceTrend === undefined ? {} : { priceTrend: profile.priceTrend }),
    ...profile?.horizon,
    defaults: readSizingDefaults(shippedPricing(pricingFolder()).commitment()),
    normal: NORMAL,
    proposals: read,
    levers: loadLeverTerms(pricingFolder()),
  });
  const start = profile?.horizon && horizonOf(profile.horizon, context.day).start;
  const answer = { ...withUnused(found, work, context, 'decide'), ...(start === undefined ? {} : { start }) };
  const provenance = provenanceOf('decide', context);
  return written(answer, () => decideAnswerOf(answer, provenance, decideWords(provenance.providerName)));
}
