import { compareAnswerOf } from '../answers/compare.ts';
import type { Selection } from '../decision/compare/candidates.ts';
import { compareModels } from '../decision/compare/compare.ts';
import type { Work } from '../decision/compare/moved.ts';
import { boughtFor, type InOut } from '../decision/compare/spend.ts';
import { type Context, modelOn } from '../decision/estimate/estimate.ts';
import { shownIn } from '../decision/estimate/shown-in.ts';
import type { Comparison } from '../domain/comparison.ts';
import { isZero } from '../domain/exact.ts';
import { jsonText } from '../domain/json.ts';
import { visible } from '../domain/line-text.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import { isEnd } from '../domain/note.ts';
import { problem } from '../domain/problem.ts';
import { type Parsed, parseTokens, parseUsd, parseWeight } from '../domain/quantity-text.ts';
import type { Usd } from '../domain/units.ts';
import type { Profile } from '../domain/workload.ts';
import { compareCsv } from '../output/compare/csv.ts';
import { comparePage } from '../output/compare/page.ts';
import { compareWords } from '../output/compare/words.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { contextOf } from './context.ts';
import { asCsv } from './csv.ts';
import { aside, emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseFormat } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { withTaken } from './taken.ts';
import { refuseSeveral, workloadsOf } from './workloads.ts';

export interface CompareOptions extends InputOptions, OutputOptions {
  /** Ids of models, separated by commas. */
  readonly models?: string;
  readonly provider?: string;
  readonly tier?: string;
  readonly minContext?: string;
  readonly spend?: string;
  readonly inOut?: string;
}

/** A side may be 0, not both: what embeds writes nothing. */
function parseInOut(text: string): Parsed<InOut> {
  const [input = '', output = '', ...more] = text.split(':');
  const [one, other] = [parseWeight(input), parseWeight(output)];
  if ('fault' in one || 'fault' in other || more.length > 0)
    return { fault: `"${text}" is not a ratio; write input to output as 1:3, or 1:0 where nothing is written` };
  if (isZero(one.value) && isZero(other.value))
    return { fault: `"${text}" is a ratio of nothing to nothing; write input to output as 1:3` };
  return { value: { input: one.value, output: other.value } };
}

/** What is spent buys something. */
function parseSpend(text: string): Parsed<Usd> {
  const parsed = parseUsd(text);
  if ('fault' in parsed || !isZero(parsed.value)) return parsed;
  return { fault: `"${text}" buys nothing; write an amount above 0 such as 40k` };
}

function parseTier(text: string): Parsed<number> {
  return /^\d{1,9}$/.test(text) ? { value: Number(text) } : { fault: `"${text}" is not a tier; write a whole number` };
}

/** The names of `--models`, each once. Throws `badValue`. */
function namesOf({ models }: CompareOptions, context: Context): string[] {
  if (models === undefined) return [];
  const names = models.split(',').map((name) => name.trim());
  if (names.includes('')) throw problem('badValue', `--models ${models}`, 'a name is empty; write a,b,c');
  const ids = names.map((name) => modelOn(context, name).id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw problem('badValue', `--models ${models}`, `${twice} stands in it twice`);
  return names;
}

/** Throws `badValue` for a provider that the card does not have. */
function providerOf({ provider }: CompareOptions, { card }: Context): string | undefined {
  if (provider === undefined || card.providers.has(provider)) return provider;
  const ids = [...card.providers.keys()];
  const hint = didYouMean(...nearest(provider, ids)) ?? `the card has ${ids.join(', ')}`;
  throw problem('badValue', `--provider ${provider}`, `the card ${card.id} has no such provider; ${hint}`);
}

/** The flags that state the work in tokens, of those that were given. */
function tokensGiven(options: CompareOptions): string[] {
  return (['in', 'out', 'profile'] as const).flatMap((name) => (options[name] === undefined ? [] : [`--${name}`]));
}

/** What work is asked about. Throws `usage` where there is none, for half a spend, and for one beside tokens. */
function refuseNoWork({ spend, inOut, ...options }: CompareOptions): void {
  const given = tokensGiven(options);
  if (spend === undefined && inOut === undefined) {
    if (given.length > 0) return;
    throw problem('usage', 'There is nothing to compare.', 'Give --in and --out, --spend with --in-out, or --profile.');
  }
  if (given.length > 0) {
    const [what, out] =
      spend === undefined
        ? ['--in-out is the ratio that --spend is turned into tokens by, and there is no --spend.', ['--in-out']]
        : ['--spend stands in place of tokens.', given];
    throw problem('usage', what, `Leave out ${out.join(' and ')}.`);
  }
  if (spend === undefined || inOut === undefined)
    throw problem(
      'usage',
      '--spend and --in-out go together.',
      'For example --spend 40k --in-out 1:3 --model gpt-5.4.',
    );
}

/** The model whose tokens the flags state: the one that is named, else the first of those to compare. */
function countedModel({ model, spend }: CompareOptions, named: readonly string[]): string | undefined {
  if (model !== undefined) {
    refuseSeveral(model);
    return model;
  }
  const [first] = named;
  if (first === undefined && spend !== undefined) throw problem('missingModel');
  return first;
}

/** A name that stands where tokens have no model: they are the same for all. */
const ANY = { name: 'the work' };

async function workOf(
  options: CompareOptions,
  named: readonly string[],
  context: Context,
  shell: Shell,
): Promise<Work> {
  if (options.profile !== undefined) {
    const profile = await workloadsOf(options, context, shell);
    return { profile, counted: undefined, fromFile: true, bought: undefined };
  }
  const counted = countedModel(options, named);
  const id = counted === undefined ? ANY.name : modelOn(context, counted).id;
  if (options.spend === undefined || options.inOut === undefined) {
    const profile = await workloadsOf({ ...options, model: id }, context, shell);
    return { profile, counted, fromFile: false, bought: undefined };
  }
  const spend = flag('--spend', options.spend, parseSpend);
  const ratio = flag('--in-out', options.inOut, parseInOut);
  const [token] = (await workloadsOf({ ...options, in: '1', out: '1', model: id }, context, shell)).workloads;
  if (token === undefined) throw new Error('flags without a workload were not refused');
  const { bought, workload } = boughtFor(spend, ratio, token, context);
  const profile: Profile = { name: undefined, horizon: undefined, workloads: [workload] };
  return { profile, counted, fromFile: false, bought };
}

/** Throws `usage` for a tier without anybody's judgement of models. */
function tierOf({ tier }: CompareOptions, { tiers }: Profile): Selection['tier'] {
  const least = optionalFlag('--tier', tier, parseTier);
  if (least === undefined) return undefined;
  if (tiers !== undefined) return { least, of: tiers };
  const remedy = 'Give a --profile that states qualityTiers, your own judgement of models by name.';
  throw problem('usage', '--tier goes by the tiers of a profile, and there are none.', remedy);
}

function selectionOf(options: CompareOptions, named: readonly string[], work: Work, context: Context): Selection {
  const provider = providerOf(options, context);
  const own = work.counted === undefined || named.includes(work.counted) ? [] : [work.counted];
  const all = named.length === 0 || provider !== undefined;
  return {
    named: [...new Map([...own, ...named].map((name) => [modelOn(context, name).id, name])).values()],
    card: all ? { provider } : undefined,
    tier: tierOf(options, work.profile),
    minContext: optionalFlag('--min-context', options.minContext, parseTokens),
  };
}

function textOf(answer: Comparison, context: Context, options: CompareOptions, shell: Shell) {
  const format = flag('--format', options.format, parseFormat);
  const provenance = provenanceOf('compare', context);
  if (isPageFormat(format)) return written(comparePage(answer, provenance), format, options, shell);
  if (format === 'csv')
    return asCsv(compareCsv(answer, provenance), options, { ...provenance, columns: ['cheapestCost'] });
  return jsonText(compareAnswerOf(answer, provenance, compareWords(provenance.providerName)));
}

/**
 * `tokencost compare`: 0, or 4 where a model that was named has no price for a part of the work. Throws `missingInput`,
 * `unknownModel` and what the files throw.
 */
export async function runCompare(options: CompareOptions, shell: Shell): Promise<number> {
  flag('--format', options.format, parseFormat);
  refuseNoWork(options);
  const priced = await contextOf(options, shell);
  const named = namesOf(options, priced);
  const work = await workOf(options, named, priced, shell);
  const context = shownIn(priced, [work.profile.exchange]);
  const found = compareModels(work, selectionOf(options, named, work, context), context);
  const answer = withTaken(found, options);
  emit(await textOf(answer, context, options, shell), options, shell);
  const { providerName } = provenanceOf('compare', context);
  const asked = answer.candidates.filter((each) => each.named);
  const told = [
    ...asked.flatMap(({ ahead }) => ahead.filter(isEnd)),
    ...answer.warnings,
    ...asked.flatMap((each) => each.warnings),
  ];
  warn(noteTexts(aside(told, options), providerName).map(visible), options, shell);
  const unpriced = asked.some(({ complete }) => !complete);
  return unpriced || answer.candidates.length === 0 ? EXIT.cannotTell : EXIT.fine;
}
