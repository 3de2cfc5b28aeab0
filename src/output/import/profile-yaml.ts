import { numeral } from '../../domain/exact.ts';
import { TOKEN_CLASSES } from '../../domain/usage.ts';
import type { ImportAnswer, MeasuredWorkload } from '../../domain/usage-answer.ts';
import { percent, visibleDollars } from '../render/numbers.ts';

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

function measuredText({ cost, cacheHits, requests, failed }: MeasuredWorkload): string {
  const parts = [
    `${visibleDollars(cost)} in the period at list`,
    cacheHits === undefined ? '' : `${percent(cacheHits)} of input read from cache`,
    requests === undefined
      ? ''
      : `${digits(requests).replaceAll('_', ',')} ${requests === 1n ? 'request' : 'requests'}`,
    failed === undefined ? '' : `${percent(failed)} of them failed`,
  ];
  return parts.filter((each) => each !== '').join(', ');
}

function workloadText(workload: MeasuredWorkload): string[] {
  const { name, model, batch, serviceMode, long, tags } = workload;
  return [
    `  - name: ${scalar(name)}               # ${measuredText(workload)}`.replace(/ {15}#/, '  #'),
    `    model: ${scalar(model)}`,
    `    tokens: ${countsText(workload)}`,
    ...(batch ? ['    batchEligible: 100%'] : []),
    ...(serviceMode === undefined ? [] : [`    serviceMode: ${serviceMode}`]),
    ...(long ? ['    longContextShare: 100%    # prompts over the threshold of the model, counted one by one'] : []),
    ...(Object.keys(tags).length === 0
      ? []
      : [
          `    tags: { ${Object.entries(tags)
            .map(([key, value]) => `${scalar(key)}: ${scalar(value)}`)
            .join(', ')} }`,
        ]),
  ];
}

/** One line of a comment, whatever a file is called. */
const comment = (text: string) => `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`;

/** The profile as a person reads and edits it: where it comes from, what a month is, and a workload each by cost. */
export function profileYaml({ sources, period, scale, workloads, silent, unpriced }: ImportAnswer): string {
  const days =
    period === undefined
      ? 'no day'
      : `${period.start} to ${period.end}, ${period.days} ${period.days === 1 ? 'day' : 'days'}`;
  return [
    comment(`Measured: ${days}.`),
    ...sources.map(({ file, label, rows }) => comment(`  ${file}: ${label}, ${rows.kept} of ${rows.read} rows`)),
    comment(`Counts are of an average month of 30.4375 days: those of the period times ${numeral(scale)}.`),
    ...silent.map((each) => comment(`Not in these files: ${each}.`)),
    ...unpriced.map(({ modelAsWritten, reason }) => comment(`Left out: ${modelAsWritten}: ${reason}.`)),
    'name: measured usage',
    'workloads:',
    ...workloads.flatMap((each, index) => [...(index === 0 ? [] : ['']), ...workloadText(each)]),
    '',
  ].join('\n');
}
