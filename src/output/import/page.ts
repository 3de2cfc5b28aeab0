import { WEEKDAYS } from '../../domain/day.ts';
import { compare, isZero, magnitude, numeral, round, roundedText, whole, ZERO } from '../../domain/exact.ts';
import { tokens, type Usd } from '../../domain/units.ts';
import type { TokenClass } from '../../domain/usage.ts';
import type { ImportAnswer, ImportedUsage } from '../../domain/usage-answer.ts';
import { listed, type Page, table, text } from '../page.ts';
import { bounded, dollarsBeside, grouped, longTokens, percent, rise, visibleDollars } from '../render/numbers.ts';
import { shortened } from '../words/column-names.ts';
import { ENDS_HEADING } from '../words/ends.ts';
import { morePagesTexts } from '../words/more-pages.ts';
import { NAMELESS, NAMELESS_REMEDY } from '../words/nameless.ts';
import { allOf } from '../words/some-of.ts';
import { usedEndTexts } from '../words/used-ends.ts';
import { unpricedRemedy, unpricedText } from './unpriced-text.ts';

const count = (value: number | bigint) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
const rowsText = (rows: number) => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;

function sourceTexts({ sources }: ImportAnswer): string[] {
  return sources.flatMap(({ file, label, convention, rows, dropped, morePages }) => [
    `${file} is ${label}: ${rowsText(rows.read)} read, ${count(rows.kept)} kept. Counted there: ${convention}.`,
    ...morePagesTexts([{ file, morePages }]),
    ...(rows.outside === 0 ? [] : [`${rowsText(rows.outside)} of ${file} outside of the days asked for.`]),
    ...dropped.map(
      (each) => `${rowsText(each.rows)} of ${file} dropped: ${each.rows === 1 ? 'it' : 'each'} ${each.reason}.`,
    ),
  ]);
}

const WRITES: readonly TokenClass[] = ['cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h'];

/** Counts from here on take too much of a line to be written out. */
const MOST_WRITTEN_OUT = 100_000_000n;

const inMillions = (amount: bigint) => `${grouped(roundedText({ ...whole(amount), scale: 6 }, 1))}M`;

function usageRow(
  { mode, region, tokens: counts, cost, priced }: ImportedUsage,
  name: string,
  isShort: boolean,
): string[] {
  const written = isShort ? inMillions : (amount: bigint) => longTokens(tokens(whole(amount)));
  const cell = (amount: bigint) => (amount === 0n ? '-' : written(amount));
  return [
    [name, ...[region, mode].filter((mark) => mark !== undefined && mark !== 'standard')].join('\n  '),
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

/** The models that a name means: one that moves may mean several in a period. */
const meantText = (models: readonly string[]) => `${allOf(models)}${models.length > 1 ? ', by the day' : ''}`;

/** Names that stand on the card under another: what was taken off them is said, since a name decides the price. */
function nameTexts({ usage }: ImportAnswer): string[] {
  const meant = new Map<string, Set<string>>();
  for (const { modelAsWritten, model } of usage) {
    if (model !== undefined) meant.set(modelAsWritten, (meant.get(modelAsWritten) ?? new Set()).add(model));
  }
  const texts = usage.flatMap(({ modelAsWritten, model, decoration }) =>
    model === undefined || model === modelAsWritten
      ? []
      : [
          `${modelAsWritten} is ${meantText([...(meant.get(modelAsWritten) ?? [])])}${
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

/** What of the list price nobody is charged. */
function givenTexts({ given, unpriced }: Pick<ImportAnswer, 'given' | 'unpriced'>): string[] {
  if (given === undefined) return [];
  const [tokens, price] = [
    `${count(given.tokens)} tokens`,
    `${unpriced.length === 0 ? '' : 'at least '}${visibleDollars(given.cost)}`,
  ];
  return [
    `Of that, ${price} is the price of ${tokens} that their provider charges nothing for, as the files say (incentivized tier); the profile has them at list price, which they cost once nothing is given.`,
  ];
}

function moneyTexts({ cost, given, held, unpriced }: ImportAnswer): string[] {
  const [known, rows] =
    unpriced.length === 0
      ? ['', 'of the rows whose cost they hold']
      : ['at least ', 'of the rows that have a price and whose cost they hold'];
  return [
    `At list price, by the card of each day, these rows cost ${known}${visibleDollars(cost)}.`,
    ...givenTexts({ given, unpriced }),
    ...(held === undefined
      ? []
      : [
          isZero(held.difference)
            ? `The files say the same ${rows}.`
            : `The files say ${dollarsBeside(held.billed, held.cost)} ${rows}, which by the card cost ${dollarsBeside(held.cost, held.billed)}: ${differenceText(held.difference)}.`,
        ]),
  ];
}

/** What a lever took off the list price of the period. */
function worthText(saved: Usd, against: string): string {
  if (isZero(saved)) return '';
  const amount = visibleDollars(magnitude(saved));
  return compare(saved, ZERO) > 0 ? `: ${amount} less than ${against}` : `: ${amount} more than ${against}`;
}

/** How usage moved, where there were days enough to tell. */
function trendTexts({ trend, weekdays }: ImportAnswer): string[] {
  const { growth, demand, weeks } = trend ?? {};
  return [
    ...(growth === undefined
      ? []
      : growth.isTold
        ? [
            `Usage moved by ${rise(growth.share, 1)} a month (${rise(growth.low, 1)} to ${rise(growth.high, 1)}), by ${weeks} weeks.`,
          ]
        : [
            `No growth can be told in ${weeks} weeks: between ${rise(growth.low, 1)} and ${rise(growth.high, 1)} a month.`,
          ]),
    ...(demand === undefined
      ? []
      : [
          `Around that, one month in ten is under ${numeral(demand.p10)} of the usual, one over ${numeral(demand.p90)}.`,
        ]),
    ...(weekdays === undefined
      ? []
      : [
          `Of an average day, ${weekdays.map((share, index) => `${WEEKDAYS[index]} has ${percent(share, 0)}`).join(', ')}.`,
        ]),
  ];
}

/** The busiest stream, where rows tell their time. */
function loadTexts({ workloads }: ImportAnswer): string[] {
  const { load, name } = workloads.find((each) => each.load !== undefined) ?? {};
  if (load === undefined || name === undefined) return [];
  return [
    `${name} takes ${count(round(load.average, 0).coefficient)} tokens in an average minute, ${count(load.peak)} in its peak; 99 minutes of 100 take ${count(load.p99)} or less.`,
  ];
}

function measuredTexts(answer: ImportAnswer): string[] {
  const { cacheHits, readsPerWrite, batch, failed, calls, saved } = answer;
  const reads = readsPerWrite === undefined ? '' : `, ${roundedText(readsPerWrite, 1)} for each token written to it`;
  return [
    ...(cacheHits === undefined
      ? []
      : [`${percent(cacheHits)} of input was read from cache${reads}${worthText(saved.cache, 'without a cache')}.`]),
    ...(batch === undefined || isZero(batch)
      ? []
      : [`${percent(batch)} of tokens went through batches${worthText(saved.batch, 'at once')}.`]),
    ...(failed === undefined ? [] : [`${percent(failed)} of requests failed.`]),
    ...Object.entries(calls).map(
      ([name, times]) => `${count(times)} ${times === 1n ? 'call' : 'calls'} of ${name}, at the price of each.`,
    ),
    ...loadTexts(answer),
    ...trendTexts(answer),
  ];
}

/** What becomes of work in the profile whose model has ended. */
function profileEndTexts({ ends, workloads }: ImportAnswer): string[] {
  const gone = [...new Set(workloads.flatMap(({ hasEnded, model }) => (hasEnded ? [model] : [])))];
  const replaced = ends.filter(
    ({ over, pricedAs, model }) => over && pricedAs !== model && workloads.some((each) => each.model === model),
  );
  return [
    ...replaced
      .filter(({ pricedAs }) => pricedAs !== undefined)
      .map(
        ({ model, pricedAs }) =>
          `The profile keeps the name ${model}: every command prices ${pricedAs} for it, and says so.`,
      ),
    ...(gone.length === 0
      ? []
      : [
          `The work of ${allOf(gone)} stands in the profile as a comment alone: no command has a price for it any more. Name the model that does it now.`,
        ]),
  ];
}

/** What to do about rows that are of all models together, where that is why they are none. */
const namelessTexts = ({ sources }: ImportAnswer) =>
  sources
    .filter(({ dropped }) => dropped.some(({ reason }) => reason === NAMELESS))
    .map(({ file }) => `${file} has rows without a model. ${NAMELESS_REMEDY}`);

/** What was read, what it is worth, and what to do next. `profile` is the file the profile went to. */
export function importPage(answer: ImportAnswer, profile: string | undefined): Page {
  const { period, usage, unpriced, silent, tooShort, workloads } = answer;
  const days =
    period === undefined
      ? 'No usage was read.'
      : `Usage of ${period.start} to ${period.end}, ${period.days} ${period.days === 1 ? 'day' : 'days'}`;
  const names = namesOf(usage);
  const isShort = usage.some((each) => Object.values(each.tokens).some((amount) => amount >= MOST_WRITTEN_OUT));
  const rows = usage.map((each, index) => usageRow(each, names[index] ?? '', isShort));
  const head = ['model', 'uncached\ninput', 'cache\nreads', 'cache\nwrites', 'output', 'list price'];
  const price = unpriced.length > 0 ? [unpricedRemedy(unpriced)] : [];
  const live = workloads.filter(({ hasEnded }) => !hasEnded);
  const next =
    live.length === 0
      ? []
      : profile === undefined
        ? ['Add --output profile.yaml to write the profile; then tokencost decide --profile profile.yaml.']
        : [
            `${profile} holds ${live.length} ${live.length === 1 ? 'workload' : 'workloads'}; edit it as you like.`,
            ...(live.some(({ channel }) => channel !== undefined) ? [] : [`tokencost estimate --profile ${profile}`]),
            `tokencost decide --profile ${profile}`,
          ];
  return [
    {
      blocks: [text(days), ...(usage.length === 0 ? [] : [table({ head, rows })]), text(moneyTexts(answer).join(' '))],
    },
    ...listed(ENDS_HEADING, [...usedEndTexts(answer.ends, answer.afterEnds), ...profileEndTexts(answer)]),
    ...listed('What was read', sourceTexts(answer)),
    ...listed('Names', nameTexts(answer)),
    ...listed('What it says', measuredTexts(answer)),
    ...listed('Without a price', unpriced.map(unpricedText)),
    ...listed(
      'What these files cannot tell',
      [...silent, ...(tooShort === undefined ? [] : [tooShort])].map((each) => `${each}.`),
    ),
    ...listed('Next', [...price, ...namelessTexts(answer), ...next]),
  ];
}
