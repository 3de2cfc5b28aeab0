import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { isEnd } from '../../domain/life-note.ts';
import { provenanceText } from '../estimate/table.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import { dollars } from '../render/numbers.ts';
import { visible } from '../render/safe-text.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { bySize, differenceText, reasonText, totalEffectsText } from './change-words.ts';
import { LIMIT_HEAD, limitRows, WORKLOAD_HEAD, workloadRow } from './table.ts';
import { levelledVerdict, ruleName, ruleText, verdictText } from './words.ts';

/** The first line of the comment, which nobody sees: who updates it in place looks for it. */
export const COMMENT_MARKER = '<!-- tokencost-check -->';

/** More rows than this would not be read. */
const MOST_ROWS = 50;

/** What GitHub takes as the body of a comment; a longer one is refused, and nothing would be posted at all. */
const MOST_CHARACTERS = 65_536;

/** A mention or a reference is made from the text a reader sees, whatever was escaped: this parts the sign from the name. */
const WORD_JOINER = '\u2060';

/**
 * A sign that could close a formula, or open one with no amount behind it. A backslash does not help outside a formula;
 * an element around the sign does (https://docs.github.com/get-started/writing-on-github, "Writing dollar signs").
 */
const DOLLAR_OF_A_FORMULA = /(?<=\S)\$|\$(?!\d)/g;

/** Text from files in a comment: no markup, no cells of its own, nobody mentioned, no issue linked, no formula. */
export function commentText(text: string): string {
  return markdownText(visible(text))
    .replace(/[@#]/g, (mark) => `${mark}${WORD_JOINER}`)
    .replace(DOLLAR_OF_A_FORMULA, '<span>$</span>');
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  text: readonly number[],
  most: number,
): string[] {
  const shown = rows.slice(0, most).map((cells) => cells.map(commentText));
  const rest = rows.length - shown.length;
  return [...markdownTable(head.map(commentText), shown, text), ...(rest === 0 ? [] : ['', `and ${rest} more`])];
}

const HEADLINE = { within: 'within budget', over: 'over budget', undecided: 'cannot be decided' } as const;

const CHANGE_HEAD = ['workload', 'before', 'now', 'change', 'why'];

function changeLines({ change, baseline }: Check, most: number): string[] {
  if (change === undefined || baseline === undefined) return [];
  const moved = bySize(change.workloads);
  const cost = (side: { amount: Parameters<typeof dollars>[0]; unpriced: readonly string[] } | undefined) =>
    side === undefined ? '' : `${side.unpriced.length > 0 ? 'at least ' : ''}${dollars(side.amount)}`;
  const rows = moved.map((each) => [
    each.workload,
    cost(each.old),
    cost(each.new),
    differenceText(each),
    reasonText(each, change.sides),
  ]);
  const total = totalEffectsText(change);
  const heading = `${cost(change.old)} to ${cost(change.new)} a month, ${differenceText(change)}${total === '' ? '' : `: ${total}`}`;
  return [
    '',
    `#### Since the baseline of ${baseline.asOf}`,
    '',
    moved.length === 0 ? 'No workload changed.' : `**${commentText(heading)}**`,
    ...(rows.length === 0 ? [] : ['', ...table(CHANGE_HEAD, rows, [0, 4], most)]),
  ];
}

function list(heading: string, items: readonly string[], most: number): string[] {
  const shown = items.slice(0, most);
  const more = items.length > shown.length ? [`- and ${items.length - shown.length} more`] : [];
  return items.length === 0
    ? []
    : [
        '',
        `<details><summary>${heading} (${items.length})</summary>`,
        '',
        ...shown.map((item) => `- ${commentText(item)}`),
        ...more,
        '',
        '</details>',
      ];
}

/** The body of the comment, which is also the summary of a step; each table and list with so many rows at most. */
export function checkSummary(check: Check, provenance: Provenance, most = MOST_ROWS): string {
  const nameOf = provenance.providerName;
  const rules = check.rules.map((result) => [
    ruleName(result, nameOf),
    ruleText(result, nameOf),
    levelledVerdict(result.verdict, result.rule.level),
  ]);
  const workloads = [...check.workloads.map(workloadRow)];
  const ends = endTexts(check.warnings, nameOf).slice(0, most);
  const others = check.warnings.filter((note) => !isEnd(note));
  const lines = [
    `### Projected LLM spend: ${HEADLINE[check.verdict]}`,
    '',
    `**${commentText(verdictText(check, nameOf))}**`,
    ...(ends.length === 0 ? [] : ['', `**${ENDS_HEADING}**`, '', ...ends.map((text) => `- ${commentText(text)}`)]),
    ...(check.limits.length === 0 ? [] : ['', ...table(LIMIT_HEAD, limitRows(check), [0, 3], most)]),
    ...(rules.length === 0 ? [] : ['', ...table(['rule', 'found', 'verdict'], rules, [0, 1, 2], most)]),
    ...changeLines(check, most),
    '',
    `<details><summary>Workloads (${workloads.length})</summary>`,
    '',
    ...table(WORKLOAD_HEAD, workloads, [0, 1, 2], most),
    '',
    '</details>',
    ...list('Warnings', noteTexts(others, nameOf), most),
    ...list('Assumptions', noteTexts(check.assumptions, nameOf), most),
    '',
    commentText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The answer of `check` as a comment on a pull request: with fewer rows where names are so long that it must be. */
export function checkMarkdown(check: Check, provenance: Provenance): string {
  for (let most = MOST_ROWS; ; most >>= 1) {
    const comment = `${COMMENT_MARKER}\n${checkSummary(check, provenance, most)}`;
    if (comment.length <= MOST_CHARACTERS || most <= 1) return comment;
  }
}
