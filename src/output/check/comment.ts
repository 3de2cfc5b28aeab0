import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { visible } from '../../domain/line-text.ts';
import type { Page, Part } from '../page.ts';
import { markdown, markdownText } from '../render/markdown.ts';
import { uriText } from '../render/safe-text.ts';
import { checkPage } from './page.ts';
import { checkPictures } from './pictures.ts';

/**
 * The first line of the comment, which nobody sees: who updates it in place looks for it. It carries the name of the
 * check, so that two of them on one pull request have a comment each; no name can end it.
 */
function commentMarker({ name }: Pick<Check, 'name'>): string {
  if (name === undefined) return '<!-- tokencost-check -->';
  return `<!-- tokencost-check ${uriText(name).replaceAll('-', '%2D')} -->`;
}

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

/** What is a mention or a reference wherever it stands, and what is one on GitLab before a name or a number. */
const REFERENCE = /[@#]|(?:[!%^]|&amp;)(?=[\w"])/g;

/** Text from files in a comment: no markup, no cells of its own, nobody mentioned, nothing linked, no formula. */
function commentText(text: string): string {
  return markdownText(visible(text))
    .replace(REFERENCE, (mark) => `${mark}${WORD_JOINER}`)
    .replace(DOLLAR_OF_A_FORMULA, '<span>$</span>');
}

const HEADLINE = { within: 'within budget', over: 'over budget', undecided: 'cannot be decided' } as const;

/** The page as the body of a comment, which is also the summary of a step; each table and list with so many rows at most. */
export function checkSummary(check: Check, provenance: Provenance, apart: Page = [], most = MOST_ROWS): string {
  const name = check.name === undefined ? '' : `, ${check.name}`;
  const title: Part = { heading: `Projected LLM spend${name}: ${HEADLINE[check.verdict]}`, level: 'title', blocks: [] };
  return markdown([title, ...checkPage(check, provenance, apart, checkPictures(check))], {
    harmless: commentText,
    most,
  });
}

/** The answer of `check` as a comment on a pull request: with fewer rows where names are so long that it must be. */
export function checkMarkdown(check: Check, provenance: Provenance, apart: Page = []): string {
  for (let most = MOST_ROWS; ; most >>= 1) {
    const comment = `${commentMarker(check)}\n${checkSummary(check, provenance, apart, most)}`;
    if (comment.length <= MOST_CHARACTERS || most <= 1) return comment;
  }
}
