import type { Check, WorkloadAmount } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { provenanceText } from '../estimate/table.ts';
import { box } from '../render/box.ts';
import { dollars } from '../render/numbers.ts';
import type { Paint } from '../render/paint.ts';
import { visible } from '../render/safe-text.ts';
import { SCREEN_WIDTH, section, wrapped } from '../render/wrap.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { bySize, differenceText, reasonText, totalEffectsText } from './change-words.ts';
import { actualText, figures, levelledVerdict, limitName, ruleName, ruleText, verdictText } from './words.ts';

export const LIMIT_HEAD = ['limit on', 'USD a month [share]', 'at most', 'verdict'];
export const WORKLOAD_HEAD = ['workload', 'model', 'channel', 'USD a month'];

/** The rows of the limits, unescaped. */
export function limitRows({ limits }: Check): string[][] {
  return limits.map((result) => [
    limitName(result.limit),
    actualText(result),
    figures(result).max,
    levelledVerdict(result.verdict, result.limit.level),
  ]);
}

export function workloadRow({ workload, model, channel, amount, complete }: WorkloadAmount): string[] {
  return [workload, model, channel, `${complete ? '' : 'at least '}${dollars(amount)}`];
}

/** Sides and bars of a box: two a column, and one to close it. */
const BAR = 3;
const LEAST_NAME = 12;

/** A long name on several lines, broken at a space where there is one. */
function folded(text: string, width: number): string {
  if (text.length <= width) return text;
  const space = text.lastIndexOf(' ', width);
  const at = space <= 0 ? width : space;
  return `${text.slice(0, at)}\n${folded(text.slice(at).trimStart(), width)}`;
}

/** A table no wider than the screen: the first column gives way. */
function fitted(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widest = (column: number) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length));
  const others = head.slice(1).reduce((total, _, index) => total + widest(index + 1) + BAR, 0);
  const room = Math.max(LEAST_NAME, SCREEN_WIDTH - others - BAR - 1);
  return box(
    head,
    rows.map(([name = '', ...rest]) => [folded(name, room), ...rest]),
  );
}

function changeLines({ change, baseline }: Check, paint: Paint): string[] {
  if (change === undefined || baseline === undefined) return [];
  const total = totalEffectsText(change);
  const rows = bySize(change.workloads).map((each) =>
    visible(`${each.workload}: ${differenceText(each)}: ${reasonText(each, change.sides)}.`),
  );
  const whole = `Whole profile: ${differenceText(change)}${total === '' ? '' : `: ${total}`}.`;
  return section(paint.strong(`Change since the baseline of ${baseline.asOf}`), [whole, ...rows]);
}

/** The answer of `check` on the screen. */
export function checkTable(check: Check, provenance: Provenance, paint: Paint): string {
  const nameOf = provenance.providerName;
  const mark = check.verdict === 'within' ? paint.good : paint.bad;
  const safe = (rows: string[][]) => rows.map((cells) => cells.map(visible));
  const rules = check.rules.map((result) =>
    visible(
      `${levelledVerdict(result.verdict, result.rule.level)}: ${ruleName(result, nameOf)}: ${ruleText(result, nameOf)}`,
    ),
  );
  const ends = section(paint.strong(ENDS_HEADING), endTexts(check.warnings, nameOf).map(visible));
  const lines = [
    mark(wrapped(visible(verdictText(check, nameOf)))),
    ...(ends.length === 0 ? [] : [...ends, '']),
    ...(check.limits.length === 0 ? [] : [fitted(LIMIT_HEAD, safe(limitRows(check)))]),
    fitted(WORKLOAD_HEAD, safe(check.workloads.map(workloadRow))),
    ...section(paint.strong('Rules'), rules),
    ...changeLines(check, paint),
    ...section(paint.strong('Assumptions'), noteTexts(check.assumptions, nameOf).map(visible)),
    '',
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
