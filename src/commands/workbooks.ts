import { isDeepStrictEqual } from 'node:util';
import { contractWith } from '../decision/contract/quote.ts';
import { statedFor } from '../decision/contract/settle.ts';
import { type Context, estimate, priceable } from '../decision/estimate/estimate.ts';
import { estimateProfile } from '../decision/estimate/profile-estimate.ts';
import { statedUnpriced } from '../decision/estimate/totals.ts';
import type { Contract, ContractBand } from '../domain/contract.ts';
import type { Decision } from '../domain/decision.ts';
import type { Estimate, Provenance } from '../domain/estimate.ts';
import { visible } from '../domain/line-text.ts';
import type { PlannedWorkload } from '../domain/plan.ts';
import { problem } from '../domain/problem.ts';
import { scaled } from '../domain/scaled.ts';
import type { Profile, Workload } from '../domain/workload.ts';
import { derivation } from '../engine/derivation.ts';
import { noteTexts } from '../output/words/note-list.ts';
import type { StatedModel, Workings } from '../output/xlsx/workings.ts';
import { warn, workbookPath } from './emit.ts';
import { EXIT } from './exit.ts';
import type { DecideOptions, EstimateOptions } from './options.ts';
import { PACKING } from './packing.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { withAskedNotes } from './told-apart.ts';
import { withUnusedOffers } from './unused-offers.ts';
import { writeFile } from './write-file.ts';

/** What a workbook is made of: an answer, with all that its formulas start from. */
function workingsOf(
  answer: Estimate,
  provenance: Provenance,
  { offers, quote, assumptions, card }: Context,
  profile: string | undefined,
): Workings {
  return {
    profile,
    answer,
    provenance,
    assumptions,
    defaults: card.defaults,
    contractOf: (provider) => contractWith(offers, provider, quote),
    derivation,
    statedAs: new Map(),
  };
}

/** A workbook is made in memory, about a megabyte a workload. */
const MOST_WORKLOADS = 2_000;

function refuseMany({ workloads }: { readonly workloads: readonly unknown[] }): void {
  if (workloads.length <= MOST_WORKLOADS) return;
  throw problem(
    'usage',
    `--format xlsx takes up to ${MOST_WORKLOADS} workloads; there are ${workloads.length}.`,
    'Split the profile, or use --format csv, which has no limit.',
  );
}

/** `tokencost estimate --format xlsx`: 0, or 4 when a figure that was asked for has no price. */
export async function runEstimateWorkbook(profile: Profile, context: Context, options: EstimateOptions, shell: Shell) {
  const path = workbookPath(options);
  refuseMany(profile);
  const found = withAskedNotes(estimateProfile(profile, context), profile, options);
  const answer = await withUnusedOffers(found, profile.workloads, context, 'estimate');
  const provenance = provenanceOf('estimate', context);
  const { estimateWorkbook } = await import('../output/xlsx/books.ts');
  const bytes = await estimateWorkbook(workingsOf(answer, provenance, context, profile.name), PACKING);
  writeFile(path, bytes);
  warn(noteTexts(answer.warnings, provenance.providerName).map(visible), options, shell);
  return answer.workloads.some(statedUnpriced) ? EXIT.cannotTell : EXIT.fine;
}

/** A contract with the bands alone that are settled as the one that is signed, or else as its first. */
function alike(contract: Contract | 'notOffered', signed: ContractBand | undefined): Contract | 'notOffered' {
  if (contract === 'notOffered') return contract;
  const [head] = contract.bands;
  const termsOf = (band: ContractBand) => statedFor(contract.terms, band);
  const terms = termsOf(signed ?? head);
  const [first = head, ...rest] = contract.bands.filter((band) => isDeepStrictEqual(termsOf(band), terms));
  return { ...contract, bands: [first, ...rest], terms };
}

/** What a plan is made of: the same work in the tokens of the models that it chose. */
function planWorkings(decision: Decision, context: Context, provenance: Provenance, profile: string | undefined) {
  const inUnits = decision.plan.workloads.filter(({ channel }) => channel.kind === 'reserved');
  const plan = { ...decision.plan, workloads: decision.plan.workloads.filter((each) => !inUnits.includes(each)) };
  const served = plan.workloads.map((planned): [PlannedWorkload, Workload] => {
    const { workload, tokenFactor, model } = planned;
    return [planned, { ...scaled(workload, tokenFactor), model: model.id }];
  });
  const statedAs = served.flatMap(([{ workload, model, tokenFactor }, as]): [Workload, StatedModel][] => {
    const stated = priceable(workload, context);
    return stated.model === model ? [] : [[as, { model: stated.model, rate: stated.rate, tokenFactor }]];
  });
  const answer = estimate(
    served.map(([, as]) => as),
    context,
  );
  const contractOf: Workings['contractOf'] = (provider) => {
    const signed = plan.contracts.find((each) => each.provider === provider);
    return alike(contractWith(context.offers, provider, context.quote), signed?.band);
  };
  const workings = { ...workingsOf(answer, provenance, context, profile), statedAs: new Map(statedAs), contractOf };
  return { workings, plan, servedAs: new Map(served), decision };
}

/** `tokencost decide --format xlsx`. */
export async function writeDecideWorkbook(
  decision: Decision,
  context: Context,
  options: DecideOptions,
  profile: string | undefined,
) {
  const path = workbookPath(options);
  refuseMany(decision.plan);
  const through = decision.plan.workloads.find(({ channel }) => channel.kind === 'marketplace');
  if (through !== undefined) {
    throw problem(
      'usage',
      `--format xlsx cannot hold ${through.workload.name} through the marketplace ${through.channel.id}.`,
      'The table, JSON and FOCUS have it; or leave marketplaces out with channels in the profile.',
    );
  }
  const { decideWorkbook } = await import('../output/xlsx/books.ts');
  const bytes = await decideWorkbook(
    planWorkings(decision, context, provenanceOf('decide', context), profile),
    PACKING,
  );
  writeFile(path, bytes);
}
