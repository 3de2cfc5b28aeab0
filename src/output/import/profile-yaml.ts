import { WEEKDAYS } from '../../domain/day.ts';
import { type Exact, inPercent, numeral, roundedText } from '../../domain/exact.ts';
import { TOKEN_CLASSES } from '../../domain/usage.ts';
import type {
  ImportAnswer,
  MeasuredTrend,
  MeasuredWorkload,
  UnpricedUsage,
  UsedModelEnd,
} from '../../domain/usage-answer.ts';
import { percent, rise, visibleDollars } from '../render/numbers.ts';
import { afterText } from '../words/retirement-text.ts';

/** Stands behind what a later import replaces; without it a value is a person's, and stays. */
const MEASURED = '# measured';

/** A word as YAML reads it back: quoted where it could be anything but plain text. */
function scalar(text: string): string {
  return /^[A-Za-z][\w./-]*(?: [\w./-]+)*$/.test(text) && !/^(?:true|false|yes|no|null|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

const digits = (count: bigint) => count.toString().replace(/\B(?=(\d{3})+$)/g, '_');

function countsText({ tokens }: MeasuredWorkload): string {
  const cells = TOKEN_CLASSES.flatMap((each) => {
    const count = tokens[each];
    return count === undefined ? [] : [`${each}: ${digits(count)}`];
  });
  return `{ ${cells.join(', ')} }`;
}

const pairs = (of: Readonly<Record<string, string>>) =>
  `{ ${Object.entries(of)
    .map(([key, value]) => `${scalar(key)}: ${value}`)
    .join(', ')} }`;

/** What the rows of a workload cost. */
const costText = ({ cost, priced }: MeasuredWorkload) =>
  priced === 'none' ? 'no price' : `${priced === 'part' ? 'at least ' : ''}${visibleDollars(cost)}`;

function measuredText(workload: MeasuredWorkload): string {
  const { cacheHits, requests, failed, perRequest, readsPerWrite } = workload;
  const parts = [
    `measured: ${costText(workload)} in the period at list`,
    cacheHits === undefined ? '' : `${percent(cacheHits)} of input read from cache`,
    requests === undefined
      ? ''
      : `${digits(requests).replaceAll('_', ',')} ${requests === 1n ? 'request' : 'requests'}`,
    failed === undefined ? '' : `${percent(failed)} of them failed`,
    perRequest === undefined
      ? ''
      : `each ${roundedText(perRequest.input, 0)} tokens in and ${roundedText(perRequest.output, 0)} out on average`,
    readsPerWrite === undefined ? '' : `${roundedText(readsPerWrite, 1)} cache reads a write`,
  ];
  return parts.filter((each) => each !== '').join(', ');
}

/** Shares below a millionth are none in a profile. */
const SHARE_PLACES = 6;

function failuresTexts({ failures }: MeasuredWorkload): string[] {
  const told = Object.entries(failures)
    .map(([name, share]) => [name, roundedText(share, SHARE_PLACES)] as const)
    .filter(([, share]) => Number(share) > 0);
  return told.length === 0
    ? []
    : [`    failures: ${pairs(Object.fromEntries(told))}  ${MEASURED} by the status of each request`];
}

function loadTexts({ load }: MeasuredWorkload): string[] {
  if (load === undefined) return [];
  const { average, peak, p99, peakToAverage } = load;
  return [
    `    load: { peakToAverage: ${roundedText(peakToAverage, 2)} }  ${MEASURED}: ${roundedText(average, 0)} tokens in an average minute, ${p99} in the 99th of 100, ${peak} in the peak`,
  ];
}

/** What is behind the name of a model that ends, in a comment. */
function modelText({ model }: MeasuredWorkload, ends: readonly UsedModelEnd[]): string {
  const end = ends.find((each) => each.model === model);
  if (end === undefined) return `    model: ${scalar(model)}`;
  const priced = end.over && end.pricedAs !== undefined && end.pricedAs !== model ? `, priced as ${end.pricedAs}` : '';
  return `    model: ${scalar(model)}    # served until ${end.lastDay}${priced}; ${afterText(end)}`;
}

/** A workload that no command can price any more, kept for the person who knows what does its work now. */
function asComment(lines: readonly string[], { model }: MeasuredWorkload): string[] {
  return [
    `  # Left out: nothing is named that answers for ${model}. Name the model that does this work now, and take the marks off.`,
    ...lines.map((line) => line.replace(/^ {2}/, '  # ')),
  ];
}

function workloadText(workload: MeasuredWorkload, ends: readonly UsedModelEnd[]): string[] {
  const { name, batch, region, channel, serviceMode, longContextShare, promptsOver, tags, calls, tokens, peakShare } =
    workload;
  return [
    `  - name: ${scalar(name)}               # ${measuredText(workload)}`.replace(/ {15}#/, '  #'),
    modelText(workload, ends),
    ...(Object.keys(tokens).length === 0 ? [] : [`    tokens: ${countsText(workload)}`]),
    ...(batch ? ['    batchEligible: 100%'] : []),
    ...(region === undefined ? [] : [`    region: ${scalar(region)}    # by the names in the files`]),
    ...(channel === undefined ? [] : [`    channel: ${scalar(channel)}`]),
    ...(serviceMode === undefined ? [] : [`    serviceMode: ${serviceMode}`]),
    ...(longContextShare === undefined
      ? []
      : ['    longContextShare: 100%    # prompts over the threshold of the model, counted one by one']),
    ...(promptsOver === undefined
      ? []
      : [
          `    promptsOver: { ${promptsOver
            .map(({ over, share }) => `${numeral(over)}: ${percent(share)}`)
            .join(', ')} }    # by the thresholds of the model, counted one by one`,
        ]),
    ...(peakShare === undefined
      ? []
      : [`    peakShare: ${percent(peakShare)}    # the provider's peak hours, counted request by request`]),
    ...(Object.keys(calls).length === 0
      ? []
      : [
          `    calls: ${pairs(Object.fromEntries(Object.entries(calls).map(([call, times]) => [call, digits(times)])))}`,
        ]),
    ...failuresTexts(workload),
    ...loadTexts(workload),
    ...(Object.keys(tags).length === 0
      ? []
      : [`    tags: ${pairs(Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, scalar(value)])))}`]),
  ];
}

/** Growth and the spread of demand, each with its weeks and its doubt behind it. */
function trendTexts({ trend, period }: ImportAnswer): string[] {
  const { growth, demand, weeks } = trend ?? {};
  return [
    ...(growth?.isTold === true
      ? [
          `growth: ${signed(growth.share)}  ${MEASURED} a month over ${weeks} whole weeks from ${period?.start}, least squares on the logarithm of each; ${between(growth)}. The counts below are the average of the period, not its end.`,
        ]
      : []),
    ...(demand === undefined
      ? []
      : [
          `demand: { p10: ${numeral(demand.p10)}, p50: 1, p90: ${numeral(demand.p90)} }  ${MEASURED} by how ${weeks} weeks lie around their line: the noise of weeks alone, no new product and no end of one.`,
        ]),
  ];
}

const between = ({ low, high }: MeasuredTrend['growth']) =>
  `between ${rise(low, 1)} and ${rise(high, 1)} within two standard errors`;

/** What days tell that a profile has no key for, and what more of them would tell. */
function dayTexts({ trend, weekdays, tooShort }: ImportAnswer): string[] {
  return [
    ...(trend === undefined || trend.growth.isTold
      ? []
      : [`No growth that ${trend.weeks} whole weeks can tell: ${between(trend.growth)}.`]),
    ...(weekdays === undefined
      ? []
      : [
          `Of an average day: ${weekdays.map((share, index) => `${WEEKDAYS[index]} ${percent(share, 0)}`).join(', ')}.`,
        ]),
    ...(tooShort === undefined ? [] : [`Not in these files: ${tooShort}.`]),
  ];
}

/** A change with its sign, as a profile states it: 4.2%, -1%. */
const signed = (share: Exact) => `${roundedText(inPercent(share), 1)}%`;

/** One line of a comment, whatever a file is called. */
const comment = (text: string) => `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`;

/** Usage without a price: a model that the card has is a workload with all its tokens, and a name that it has not is none. */
const unpricedText = ({ modelAsWritten, isOnCard, tokens, reason }: UnpricedUsage) =>
  comment(`${isOnCard && tokens > 0n ? 'Without a price in the period' : 'Left out'}: ${modelAsWritten}: ${reason}.`);

/** The profile as a person reads and edits it: where it comes from, what a month is, and a workload each by cost. */
export function profileYaml(answer: ImportAnswer): string {
  const { sources, period, scale, workloads, silent, unpriced, ends } = answer;
  const days =
    period === undefined
      ? 'no day'
      : `${period.start} to ${period.end}, ${period.days} ${period.days === 1 ? 'day' : 'days'}`;
  return [
    comment(`Measured: ${days}.`),
    ...sources.map(({ file, label, rows }) => comment(`  ${file}: ${label}, ${rows.kept} of ${rows.read} rows`)),
    comment(`Counts are of an average month of 30.4375 days: those of the period times ${numeral(scale)}.`),
    ...silent.map((each) => comment(`Not in these files: ${each}.`)),
    ...unpriced.map(unpricedText),
    ...dayTexts(answer).map(comment),
    comment(`--update replaces all of this, and what says "${MEASURED}" behind it; what you write stays.`),
    'name: measured usage',
    ...trendTexts(answer),
    'workloads:',
    ...workloads.flatMap((each, index) => {
      const lines = workloadText(each, ends);
      return [...(index === 0 ? [] : ['']), ...(each.hasEnded ? asComment(lines, each) : lines)];
    }),
    '',
  ].join('\n');
}
