import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { isEnd } from '../../domain/note.ts';
import { listed, type Page, type Part, table, text, toned } from '../page.ts';
import { markdown, markdownText } from '../render/markdown.ts';
import { dollars } from '../render/numbers.ts';
import { visible } from '../render/safe-text.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { bySize, differenceText, reasonText, totalEffectsText } from './change-words.ts';
import { GROUND_HEADING, groundTexts } from './ground-words.ts';
import { limitTable, workloadTable } from './rows.ts';
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

const HEADLINE = { within: 'within budget', over: 'over budget', undecided: 'cannot be decided' } as const;

const CHANGE_HEAD = ['workload', 'before', 'now', 'change', 'why'];

function changePart({ change, baseline }: Check): Part[] {
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
    {
      heading: `Since the baseline of ${baseline.asOf}`,
      level: 'subtitle',
      blocks:
        moved.length === 0
          ? [text('No workload changed.')]
          : [toned('strong', heading), table({ head: CHANGE_HEAD, rows, text: [0, 4] })],
    },
  ];
}

/** What `check` says on a pull request: what is long is opened by who wants it. */
function commentPage(check: Check, provenance: Provenance): Page {
  const nameOf = provenance.providerName;
  const rules = check.rules.map((result) => [
    ruleName(result, nameOf),
    ruleText(result, nameOf),
    levelledVerdict(result.verdict, result.rule.level),
  ]);
  const others = check.warnings.filter((note) => !isEnd(note));
  const folded = { folded: true };
  return [
    {
      heading: `Projected LLM spend: ${HEADLINE[check.verdict]}`,
      level: 'title',
      blocks: [toned('strong', verdictText(check, nameOf))],
    },
    ...listed(GROUND_HEADING, groundTexts(check.since)),
    ...listed(ENDS_HEADING, endTexts(check.warnings, nameOf)),
    ...(check.limits.length === 0 ? [] : [{ blocks: [table(limitTable(check))] }]),
    ...(rules.length === 0 ? [] : [{ blocks: [table({ head: RULE_HEAD, rows: rules, text: [0, 1, 2] })] }]),
    ...changePart(check),
    { heading: 'Workloads', folded: true, blocks: [table(workloadTable(check))] },
    ...listed('Warnings', noteTexts(others, nameOf), folded),
    ...listed('Assumptions', noteTexts(check.assumptions, nameOf), folded),
    { blocks: [text(provenanceText(provenance))] },
  ];
}

const RULE_HEAD = ['rule', 'found', 'verdict'];

/** The body of the comment, which is also the summary of a step; each table and list with so many rows at most. */
export function checkSummary(check: Check, provenance: Provenance, most = MOST_ROWS): string {
  return markdown(commentPage(check, provenance), { harmless: commentText, most });
}

/** The answer of `check` as a comment on a pull request: with fewer rows where names are so long that it must be. */
export function checkMarkdown(check: Check, provenance: Provenance): string {
  for (let most = MOST_ROWS; ; most >>= 1) {
    const comment = `${COMMENT_MARKER}\n${checkSummary(check, provenance, most)}`;
    if (comment.length <= MOST_CHARACTERS || most <= 1) return comment;
  }
}
