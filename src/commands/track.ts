import { trackAnswerOf } from '../answers/track.ts';
import { allocateTracked } from '../decision/allocate/of-track.ts';
import { trackedCommitments } from '../decision/focus/tracked-commitments.ts';
import { type SignedContract, track } from '../decision/track/track.ts';
import type { PriceBook } from '../decision/usage/measure.ts';
import type { Day } from '../domain/day.ts';
import { jsonText } from '../domain/json.ts';
import { visible } from '../domain/line-text.ts';
import { problem } from '../domain/problem.ts';
import { type Parsed, parseShare } from '../domain/quantity-text.ts';
import type { TrackRule } from '../domain/track.ts';
import { factor } from '../domain/units.ts';
import { contractCommitmentCsv } from '../output/focus/contract-commitment-csv.ts';
import { trackCsv, usedByCsv } from '../output/track/csv.ts';
import { trackPage } from '../output/track/page.ts';
import { morePagesTexts } from '../output/words/more-pages.ts';
import { NAMELESS } from '../output/words/nameless.ts';
import { noteText } from '../output/words/note-text.ts';
import { type FileUsage, readUsage } from '../usage/read-files.ts';
import { refuseAlikeUsage } from './alike.ts';
import { isOfEveryUse, usageTerms } from './allocation-terms.ts';
import { contextOf } from './context.ts';
import { contractsOf, inCurrencyOf, refuseUnknownModels, usualTerms, warnOfRate, warnUnsigned } from './contracts.ts';
import { asCsv } from './csv.ts';
import { emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseTrackFormat } from './flags.ts';
import { commitmentsVersion, refuseFocusOptions } from './focus-options.ts';
import { NORMAL } from './normal.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { bandsBy, cutsOf, priceBookOf } from './price-book.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { withTaken } from './taken.ts';

export interface TrackOptions extends Pick<InputOptions, 'card' | 'asOf' | 'offers' | 'taken'>, OutputOptions {
  readonly usage?: readonly string[];
  readonly contract?: readonly string[];
  readonly focusVersion?: string;
  readonly failOn?: readonly string[];
  /** What use is told apart by, and who bears what nobody used. */
  readonly by?: string;
  readonly shared?: string;
}

/** A rule as it is typed: shortfall, overage, or utilisation<80%. */
function parseRule(text: string): Parsed<TrackRule> {
  if (text === 'shortfall' || text === 'overage') return { value: { kind: text } };
  const below = /^utili[sz]ation<(.+)$/.exec(text)?.[1];
  if (below === undefined) return { fault: `"${text}" is not a rule; write shortfall, overage or utilisation<80%` };
  const share = parseShare(below);
  return 'fault' in share ? share : { value: { kind: 'utilisation', below: factor(share.value) } };
}

function given(options: TrackOptions): { usage: readonly string[]; contract: readonly string[] } {
  const { usage = [], contract = [] } = options;
  // A commitment to a cloud is stated in an offers file, and needs no contract.
  if (usage.length > 0 && (contract.length > 0 || options.offers !== undefined)) return { usage, contract };
  throw problem(
    'usage',
    contract.length === 0 ? 'No contract was named.' : 'No usage was named.',
    'Give both: tokencost track --contract anthropic.yaml --usage usage.csv',
  );
}

/** Contracts with the day from which they run. Throws `badValue` for one that does not say. */
function runningContracts(files: readonly string[], shell: Shell): SignedContract[] {
  return contractsOf(files, shell).map((contract) => {
    const { start, file } = contract;
    if (start === undefined) {
      throw problem(
        'badValue',
        `--contract ${file}`,
        'it says no start; add the first day of its term, such as start: 2026-09-01',
      );
    }
    return { ...contract, start };
  });
}

/** Throws `badValue` for usage that names no model, of which nobody can say whose it is. */
function refuseNameless(read: readonly FileUsage[]): void {
  const [first] = read;
  const isNameless = ({ rows, dropped }: FileUsage) => rows.kept + rows.outside === 0 && dropped.has(NAMELESS);
  if (first === undefined || !read.every(isNameless)) return;
  const fault =
    'none of its rows names a model; ask the provider for it grouped by model (group_by), without which nothing can be priced';
  throw problem('badValue', `--usage ${first.file}`, fault);
}

/** Throws `badValue` for usage that lies after the day of the answer, all of it, where a contract has begun by then. */
function refuseLater(read: readonly FileUsage[], contracts: readonly SignedContract[], asOf: Day): void {
  const [first] = read;
  if (first === undefined || contracts.every(({ start }) => start > asOf)) return;
  if (!read.every(({ rows }) => rows.kept === 0 && rows.outside > 0)) return;
  const fault = `all of it is of days after ${asOf}, up to which usage counts; give that of days before, or a later --as-of`;
  throw problem('badValue', `--usage ${first.file}`, fault);
}

/** Throws `badValue` for usage of other providers than those that contracts are with, all of it. */
function refuseStrangers(read: readonly FileUsage[], contracts: readonly SignedContract[], { find }: PriceBook): void {
  const [first] = read;
  const [contract] = contracts;
  const providers = new Set(read.flatMap(({ daily }) => daily.flatMap(({ model }) => find(model)?.provider ?? [])));
  if (first === undefined || contract === undefined || providers.size === 0) return;
  if (contracts.some(({ provider }) => providers.has(provider))) return;
  const fault = `all of it is of ${[...providers].sort().join(', ')}, and ${contract.file} is a contract with ${contract.provider}`;
  throw problem('badValue', `--usage ${first.file}`, fault);
}

/**
 * `tokencost track`: 0, or 3 where a rule of --fail-on is broken, or 4 where usage has no price. Throws what reading
 * throws.
 */
export async function runTrack(options: TrackOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseTrackFormat);
  const rules = (options.failOn ?? []).map((text) => flag('--fail-on', text, parseRule));
  refuseFocusOptions(options);
  if (format === 'focus') commitmentsVersion(options);
  const files = given(options);
  const terms = options.by === undefined && options.shared === undefined ? undefined : usageTerms(options);
  const priced = await contextOf(options, shell);
  const contracts = runningContracts(files.contract, shell);
  const context = inCurrencyOf(contracts, priced);
  const book = priceBookOf(context);
  refuseUnknownModels(contracts, book);
  const read = await readUsage(files.usage, undefined, {
    by: terms === undefined || isOfEveryUse(terms.by) ? [] : [terms.by],
    since: undefined,
    until: context.day,
    ...bandsBy(book),
    cuts: () => cutsOf(context.card),
  });
  warn(morePagesTexts(read).map(visible), options, shell);
  refuseNameless(read);
  refuseAlikeUsage(read, book);
  refuseLater(read, contracts, context.day);
  if (context.offers.cloudCommitments.size === 0) refuseStrangers(read, contracts, book);
  const found = track(contracts, rules, {
    usage: read.flatMap(({ daily, source }) => daily.map((group) => ({ ...group, through: source.through }))),
    book,
    asOf: context.day,
    usual: usualTerms(shell),
    normal: NORMAL,
    contractOf: context.offers.contractOf,
    clouds: {
      commitments: [...context.offers.cloudCommitments.values()],
      marketplaces: context.offers.marketplaces,
      file: (options.offers ?? []).join(', '),
    },
    ...(terms === undefined ? {} : { by: terms.by }),
  });
  const answer = withTaken(found, options);
  if (answer.contracts.length === 0) {
    const remedy = 'Name a contract with --contract, or state cloudCommitments in the offers file.';
    throw problem('usage', 'No contract was named, and the offers state no cloudCommitments.', remedy);
  }
  const windows = terms === undefined ? undefined : answer.contracts.map((each) => allocateTracked(each, terms));
  warnUnsigned(contracts, options, shell);
  const provenance = provenanceOf('track', context);
  warnOfRate(context, provenance, options, shell);
  const text = isPageFormat(format)
    ? await written(trackPage(answer, provenance, windows), format, options, shell)
    : format === 'csv'
      ? windows === undefined
        ? asCsv(trackCsv(answer), options, { ...provenance, columns: ['commitment', 'used'] })
        : asCsv(usedByCsv(windows, provenance), options, { ...provenance, columns: ['effectiveCost'] })
      : format === 'focus'
        ? contractCommitmentCsv(
            trackedCommitments(contracts, answer, usualTerms(shell), context),
            provenance.providerName,
            commitmentsVersion(options),
          )
        : jsonText(trackAnswerOf(answer, provenance, (note) => noteText(note, provenance.providerName), windows));
  emit(text, options, shell);
  if (answer.broken.length > 0) return EXIT.checkFailed;
  return answer.unpriced.length > 0 ? EXIT.cannotTell : EXIT.fine;
}
