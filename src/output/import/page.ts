import { compare, isZero, magnitude, whole, ZERO } from '../../domain/exact.ts';
import { tokens, type Usd } from '../../domain/units.ts';
import type { TokenClass } from '../../domain/usage.ts';
import type { ImportAnswer, ImportedUsage } from '../../domain/usage-answer.ts';
import { listed, type Page, table, text } from '../page.ts';
import { bounded, dollarsBeside, longTokens, percent, visibleDollars } from '../render/numbers.ts';
import { shortened } from '../words/column-names.ts';

const count = (value: number | bigint) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const rowsText = (rows: number) => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;

function sourceTexts({ sources }: ImportAnswer): string[] {
  return sources.flatMap(({ file, label, convention, rows, dropped }) => [
    `${file} is ${label}: ${rowsText(rows.read)} read, ${count(rows.kept)} kept. Counted there: ${convention}.`,
    ...(rows.outside === 0 ? [] : [`${rowsText(rows.outside)} of ${file} outside of the days asked for.`]),
    ...dropped.map(
      (each) => `${rowsText(each.rows)} of ${file} dropped: ${each.rows === 1 ? 'it' : 'each'} ${each.reason}.`,
    ),
  ]);
}

const WRITES: readonly TokenClass[] = ['cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h'];

function usageRow({ mode, tokens: counts, cost, priced }: ImportedUsage, name: string): string[] {
  const cell = (amount: bigint) => (amount === 0n ? '-' : longTokens(tokens(whole(amount))));
  return [
    name + (mode === 'standard' ? '' : `\n  ${mode}`),
    cell(counts.uncachedInput),
    cell(counts.cacheRead),
    cell(WRITES.reduce((sum, each) => sum + counts[each], 0n)),
    cell(counts.output),
    priced === 'none' ? 'no price' : bounded(visibleDollars(cost), priced === 'all' ? 'exact' : 'atLeast'),
  ];
}

const differenceText = (difference: Usd) =>
  compare(difference, ZERO) > 0
    ? `${dollarsBeside(difference)} more than the card says`
    : `${dollarsBeside(magnitude(difference))} less than the card says`;

/** Letters of a name that leave room for the figures beside it. */
const NAME_WIDTH = 22;

/** Models as the card calls them, else as the source does; long ones are cut, each unlike the others. */
function namesOf(usage: readonly ImportedUsage[]): string[] {
  const names = usage.map(({ model, modelAsWritten }) => model ?? modelAsWritten);
  const cut = shortened(names);
  return names.map((name, index) => ([...name].length <= NAME_WIDTH ? name : (cut[index] ?? name)));
}

/** Names that stand on the card under another: what was taken off them is said, since a name decides the price. */
function nameTexts({ usage }: ImportAnswer): string[] {
  const texts = usage.flatMap(({ modelAsWritten, model, decoration }) =>
    model === undefined || model === modelAsWritten
      ? []
      : [
          `${modelAsWritten} is ${model}${
            decoration === undefined
              ? ''
              : `, without ${decoration
                  .split(' ')
                  .map((each) => `"${each}"`)
                  .join(' ')}`
          }.`,
        ],
  );
  return [...new Set(texts)];
}

function moneyTexts({ cost, billed, unpriced }: ImportAnswer): string[] {
  const known = unpriced.length === 0 ? '' : 'at least ';
  return [
    `At list price, by the card of each day, these rows cost ${known}${visibleDollars(cost)}.`,
    ...(billed === undefined
      ? []
      : [
          isZero(billed.difference)
            ? 'The files say the same of the rows whose cost they hold.'
            : `The files say ${dollarsBeside(billed.amount, billed.cost)} of the rows whose cost they hold, which by the card cost ${dollarsBeside(billed.cost, billed.amount)}: ${differenceText(billed.difference)}.`,
        ]),
  ];
}

function measuredTexts({ cacheHits, batch, failed, calls }: ImportAnswer): string[] {
  return [
    ...(cacheHits === undefined ? [] : [`${percent(cacheHits)} of input was read from cache.`]),
    ...(batch === undefined || isZero(batch) ? [] : [`${percent(batch)} of tokens went through batches.`]),
    ...(failed === undefined ? [] : [`${percent(failed)} of requests failed.`]),
    ...Object.entries(calls).map(
      ([name, calledTimes]) => `${count(calledTimes)} calls of ${name}, which the cost leaves out.`,
    ),
  ];
}

/** What was read, what it is worth, and what to do next. `profile` is the file the profile went to. */
export function importPage(answer: ImportAnswer, profile: string | undefined): Page {
  const { period, usage, unpriced, silent, workloads } = answer;
  const days =
    period === undefined
      ? 'No usage was read.'
      : `Usage of ${period.start} to ${period.end}, ${period.days} ${period.days === 1 ? 'day' : 'days'}`;
  const names = namesOf(usage);
  const rows = usage.map((each, index) => usageRow(each, names[index] ?? ''));
  const head = ['model', 'uncached\ninput', 'cache\nreads', 'cache\nwrites', 'output', 'list price'];
  const next =
    workloads.length === 0
      ? []
      : profile === undefined
        ? ['Add --output profile.yaml to write the profile; then tokencost decide --profile profile.yaml.']
        : [
            `${profile} holds ${workloads.length} ${workloads.length === 1 ? 'workload' : 'workloads'}; edit it as you like.`,
            `tokencost estimate --profile ${profile}`,
            `tokencost decide --profile ${profile}`,
          ];
  return [
    {
      blocks: [text(days), ...(usage.length === 0 ? [] : [table({ head, rows })]), text(moneyTexts(answer).join(' '))],
    },
    ...listed('What was read', sourceTexts(answer)),
    ...listed('Names', nameTexts(answer)),
    ...listed('What it says', measuredTexts(answer)),
    ...listed(
      'Without a price',
      unpriced.map(
        ({ modelAsWritten, reason, share }) =>
          `${modelAsWritten}: ${reason}${share === undefined ? '' : `; ${percent(share)} of all tokens`}.`,
      ),
    ),
    ...listed(
      'What these files cannot tell',
      silent.map((each) => `${each}.`),
    ),
    ...listed('Next', next),
  ];
}
