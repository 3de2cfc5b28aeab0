import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { visible } from '../../domain/line-text.ts';
import { noteTexts } from '../words/note-list.ts';
import { type CheckFinding, findingsOf } from './findings.ts';
import { groundTexts } from './ground-words.ts';
import { checkTitle, verdictText } from './words.ts';

/** A step shows ten annotations of a level; what comes after them is lost. */
const MOST_OF_A_LEVEL = 10;

/** What the runner passes on of a message, and what the API takes as a title; the rest is cut off without a word. */
const LONGEST_MESSAGE = 4_096;
const LONGEST_TITLE = 255;

const CUT = '\u2026';

/** Text in so many characters at most; what is cut off shows that it is. */
function within(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - CUT.length).replace(/[\ud800-\udbff]$/, '');
  return `${kept}${CUT}`;
}

/** As many lines as a message holds, each whole, and how many others there are. */
function linesWithin(lines: readonly string[], most: number): string {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  const others = (count: number) => `and ${count} more, which the summary and the reports have`;
  let [shown, length] = [0, 0];
  for (const line of lines) {
    const longer = length + line.length + 1;
    if (longer + others(lines.length).length > most) break;
    [shown, length] = [shown + 1, longer];
  }
  return [...lines.slice(0, shown), others(lines.length - shown)].join('\n');
}

/** The sign of an escape is escaped and so are line breaks, so that no text can start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a command also ends at a colon or a comma. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

type Command = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly command: Command;
  readonly title: string;
  readonly message: string;
  readonly place: CheckFinding['place'];
}

/** https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions */
function line({ command, title, message, place }: Annotation): string {
  const where = place === undefined ? '' : `file=${property(place.file)},line=${place.line},col=${place.column},`;
  return `::${command} ${where}title=${property(within(title, LONGEST_TITLE))}::${data(within(message, LONGEST_MESSAGE))}\n`;
}

function annotationOf(finding: CheckFinding): Annotation {
  return {
    command: finding.level === 'fail' ? 'error' : 'warning',
    title: visible(`${finding.verdict}: ${finding.name}`),
    message: visible(finding.text),
    place: finding.place,
  };
}

/** The first nine of a level, and the rest in a tenth. */
function capped(annotations: readonly Annotation[], command: Command): Annotation[] {
  const own = annotations.filter((each) => each.command === command);
  if (own.length <= MOST_OF_A_LEVEL) return own;
  const shown = own.slice(0, MOST_OF_A_LEVEL - 1);
  const rest = own.slice(MOST_OF_A_LEVEL - 1);
  const message = linesWithin(
    rest.map((each) => `${each.title}: ${each.message}`),
    LONGEST_MESSAGE,
  );
  return [...shown, { command, title: `${rest.length} more`, message, place: undefined }];
}

/**
 * Annotations of a GitHub Actions log: one for each limit and rule that is not within, then the warnings, and a notice
 * with the verdict. Paths are as `check` was given them: run it from the top of the repository.
 */
export function checkGithub(check: Check, provenance: Provenance): string {
  const nameOf = provenance.providerName;
  const found = findingsOf(check, provenance).filter(({ verdict }) => verdict !== 'within');
  const all: Annotation[] = [
    ...found.map(annotationOf),
    ...[...groundTexts(check.since), ...noteTexts(check.warnings, nameOf)].map((text): Annotation => {
      return { command: 'warning', title: 'tokencost', message: visible(text), place: undefined };
    }),
    { command: 'notice', title: checkTitle(check), message: visible(verdictText(check, nameOf)), place: undefined },
  ];
  return (['error', 'warning', 'notice'] as const)
    .flatMap((command) => capped(all, command))
    .map(line)
    .join('');
}
