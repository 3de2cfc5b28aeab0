import { auditAnswerOf } from '../answers/audit.ts';
import { agreedOn } from '../decision/audit/agreed.ts';
import { audit, isOpen } from '../decision/audit/audit.ts';
import type { AgreedWith } from '../decision/audit/lots.ts';
import { compared, refuseCurrencies, refuseOtherPeriods } from '../decision/audit/pair.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import type { PriceBook, UsageDay } from '../decision/usage/measure.ts';
import type { Audit, AuditedFile } from '../domain/audit.ts';
import type { BillLine } from '../domain/bill-line.ts';
import { jsonText } from '../domain/json.ts';
import { visible } from '../domain/line-text.ts';
import { problem } from '../domain/problem.ts';
import type { Proposal } from '../domain/proposal.ts';
import { parseUsd } from '../domain/quantity-text.ts';
import { NO_USD } from '../domain/units.ts';
import { auditCsv } from '../output/audit/csv.ts';
import { auditPage } from '../output/audit/page.ts';
import { morePagesTexts } from '../output/words/more-pages.ts';
import { NAMELESS, NAMELESS_REMEDY } from '../output/words/nameless.ts';
import { noteText } from '../output/words/note-text.ts';
import { type FileBill, readBills } from '../usage/bills/read-bills.ts';
import { type FileUsage, readUsage } from '../usage/read-files.ts';
import { refuseAlikeBills, refuseAlikeUsage } from './alike.ts';
import { contextOf } from './context.ts';
import { contractsOf, inCurrencyOf, refuseUnknownModels, usualTerms, warnOfRate, warnUnsigned } from './contracts.ts';
import { asCsv } from './csv.ts';
import { emit, warn, workbookPath } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseAsOf, parseAuditFormat } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { bandsBy, cutsOf, priceBookOf } from './price-book.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { withTaken } from './taken.ts';
import { writeFile } from './write-file.ts';

export interface AuditOptions extends Pick<InputOptions, 'card' | 'asOf' | 'offers' | 'taken'>, OutputOptions {
  readonly usage?: readonly string[];
  readonly bill?: readonly string[];
  readonly contract?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly tolerance?: string;
}

const EXIT_OF: Readonly<Record<Audit['verdict'], number>> = {
  agrees: EXIT.fine,
  open: EXIT.checkFailed,
  cannotTell: EXIT.cannotTell,
};

const fileOf = ({ file, source, rows, dropped }: FileUsage): AuditedFile => ({
  file: file === '-' ? 'standard input' : file,
  label: source.label,
  rows: { read: rows.read, kept: rows.kept, dropped: [...dropped.values()].reduce((sum, each) => sum + each, 0) },
  dropped: [...dropped].map(([reason, count]) => ({ reason, rows: count })),
});

const billOf = ({ file, label, rows, dropped }: FileBill): AuditedFile => ({
  file: file === '-' ? 'standard input' : file,
  label,
  rows,
  dropped,
});

/** Throws `notBill` for a bill with charges that cannot be read: without them it is not what was billed. */
function refuseUnreadable(bills: readonly AuditedFile[]): void {
  for (const { file, dropped } of bills) {
    const lost = dropped.find(({ reason }) => reason === 'has an amount that is no number');
    if (lost === undefined) continue;
    const rows = lost.rows === 1 ? '1 row' : `${lost.rows} rows`;
    throw problem(
      'notBill',
      file,
      `has ${rows} with an amount that is no number, so that what was billed is not known`,
      'Write amounts as 1234.56: a point before the decimals, no mark between thousands, no sign of a currency.',
    );
  }
}

/** What a file lost, as the reason why nothing of it is left. */
function refuseEmpty(files: readonly AuditedFile[], what: string): void {
  if (files.some(({ rows }) => rows.kept > 0)) return;
  const [file] = files;
  if (file === undefined) return;
  const why = file.dropped
    .map(({ reason, rows }) => `${rows} ${rows === 1 ? 'row' : 'rows'}: each ${reason}`)
    .join('; ');
  const remedy = file.dropped.some(({ reason }) => reason === NAMELESS)
    ? NAMELESS_REMEDY
    : `Give ${what} with at least one row that counts.`;
  const { read, kept, dropped } = file.rows;
  const outside = read - kept - dropped;
  if (outside > 0) {
    const days = `${outside} ${outside === 1 ? 'row is' : 'rows are'} of other days`;
    const asked = 'Ask for days that it holds, with --since and --until, or leave both out.';
    throw problem('notPair', `${file.file} holds no ${what} of the days that were asked for; ${days}`, asked);
  }
  throw problem('notPair', `${file.file} holds no ${what}${why === '' ? '' : ` (${why})`}`, remedy);
}

/**
 * What was agreed off the list price: by the contract of a provider, else by the one band of a contract in an offers
 * file of one's own. Throws `badValue` where such a contract has several: which was signed is not said.
 */
function agreedTerms(contracts: readonly Proposal[], { offers }: Context, options: AuditOptions): AgreedWith {
  const signed = new Map(contracts.map((contract) => [contract.provider, contract]));
  const signedFor: AgreedWith = (provider, day) => {
    const contract = signed.get(provider);
    return contract && agreedOn(contract, day);
  };
  if (options.offers === undefined) return signedFor;
  const given = options.offers.join(', ');
  return (provider, day) => {
    const offered = offers.contractOf(provider);
    if (signed.has(provider) || offered === 'notOffered' || offered.source !== undefined) {
      return signedFor(provider, day);
    }
    const [band, ...others] = offered.bands;
    if (others.length === 0) return { discountOf: () => band.discount, failedFree: false, protectedFrom: undefined };
    const fault = `its contract with ${provider} has ${offered.bands.length} bands; --contract says which was signed`;
    throw problem('badValue', `--offers ${given}`, fault);
  };
}

/** Throws `notPair` where no contract is with a provider whose usage is compared. */
function refuseStrangers(contracts: readonly Proposal[], usage: readonly UsageDay[], { find }: PriceBook): void {
  const providers = new Set(usage.flatMap(({ model }) => find(model)?.provider ?? []));
  const [first] = contracts;
  if (first === undefined || providers.size === 0 || contracts.some(({ provider }) => providers.has(provider))) return;
  throw problem(
    'notPair',
    `${first.file} is a contract with ${first.provider}, and the usage and the bill are of ${[...providers].join(', ')}`,
    'Give the contract with the provider that billed, or leave it out to compare with list price.',
  );
}

function given(options: AuditOptions): { usage: readonly string[]; bill: readonly string[] } {
  const { usage = [], bill = [] } = options;
  if (usage.length > 0 && bill.length > 0) return { usage, bill };
  throw problem(
    'usage',
    usage.length === 0 ? 'No usage was named.' : 'No bill was named.',
    'Give both: tokencost audit --usage usage.csv --bill cost.csv',
  );
}

async function answerOf(
  options: AuditOptions,
  shell: Shell,
): Promise<{ answer: Audit; context: Context; contracts: readonly Proposal[] }> {
  const files = given(options);
  const since = optionalFlag('--since', options.since, parseAsOf);
  const until = optionalFlag('--until', options.until, parseAsOf);
  const tolerance = optionalFlag('--tolerance', options.tolerance, parseUsd) ?? NO_USD;
  const priced = await contextOf(options, shell);
  const contracts = contractsOf(options.contract ?? [], shell);
  const context = inCurrencyOf(contracts, priced);
  const book = priceBookOf(context);
  refuseUnknownModels(contracts, book);
  const gather = { by: [], since, until, ...bandsBy(book), cuts: () => cutsOf(context.card) };
  // A commitment is drawn down by usage of days before the bill, too.
  const usage = await readUsage(
    files.usage,
    undefined,
    contracts.length === 0 ? gather : { ...gather, since: undefined },
  );
  const daily = usage.flatMap((each) => each.daily);
  const bills = await readBills(files.bill, gather);
  warn(morePagesTexts([...usage, ...bills]).map(visible), options, shell);
  const sources = usage.map(fileOf);
  const billFiles = bills.map(billOf);
  refuseEmpty(sources, 'usage');
  refuseUnreadable(billFiles);
  refuseEmpty(billFiles, 'charges');
  refuseAlikeUsage(usage, book);
  refuseAlikeBills(bills);
  refuseCurrencies(bills);
  const inside = ({ day, until: last }: BillLine) =>
    (since === undefined || last >= since) && (until === undefined || day <= until);
  const lines = bills.flatMap(({ lines: of }) => of.filter(inside));
  const { kept, notCompared } = compared(
    daily.filter(({ day }) => since === undefined || day >= since),
    bills,
    book,
  );
  refuseOtherPeriods(kept, lines);
  refuseStrangers(contracts, kept, book);
  const found = audit({
    usage: kept,
    lines,
    book,
    agreedWith: agreedTerms(contracts, context, options),
    signing: { contracts, usual: usualTerms(shell), usage: daily },
    asked: { since, until },
  });
  const verdict = found.unpriced.length > 0 ? 'cannotTell' : isOpen(found, tolerance) ? 'open' : 'agrees';
  const unjudged = contracts.filter(({ start }) => start === undefined).map(({ file }) => file);
  const answer = {
    ...withTaken(found, options),
    usage: sources,
    bills: billFiles,
    notCompared,
    unjudged,
    tolerance,
    verdict,
  } as const;
  return { answer, context, contracts };
}

/**
 * `tokencost audit`: 0 where the bill follows the price of what was used, 3 where something can be claimed or is
 * unexplained, 4 where usage has no price. Throws `notUsage`, `notBill`, `notPair` and what reading throws.
 */
export async function runAudit(options: AuditOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseAuditFormat);
  const path = format === 'xlsx' ? workbookPath(options) : undefined;
  const { answer, context, contracts } = await answerOf(options, shell);
  warnUnsigned(contracts, options, shell);
  const provenance = provenanceOf('audit', context);
  warnOfRate(context, provenance, options, shell);
  if (path !== undefined) {
    const { auditWorkbook } = await import('../output/xlsx/books.ts');
    const { PACKING } = await import('./packing.ts');
    writeFile(path, await auditWorkbook(answer, provenance, contracts, PACKING));
    return EXIT_OF[answer.verdict];
  }
  const text = isPageFormat(format)
    ? await written(auditPage(answer, provenance, contracts), format, options, shell)
    : format === 'csv'
      ? asCsv(auditCsv(answer), options)
      : jsonText(auditAnswerOf(answer, provenance, (note) => noteText(note, provenance.providerName)));
  emit(text, options, shell);
  return EXIT_OF[answer.verdict];
}
