import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { listed, opening, type Page, type Part, table, toned } from '../page.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { bySize, differenceText, reasonText, totalEffectsText } from './change-words.ts';
import { GROUND_HEADING, groundTexts } from './ground-words.ts';
import { limitTable, workloadTable } from './rows.ts';
import { levelledVerdict, ruleName, ruleText, verdictText } from './words.ts';

function changePart({ change, baseline }: Check): Part[] {
  if (change === undefined || baseline === undefined) return [];
  const total = totalEffectsText(change);
  const moved = bySize(change.workloads).map(
    (each) => `${each.workload}: ${differenceText(each)}: ${reasonText(each, change.sides)}.`,
  );
  const whole = `Whole profile: ${differenceText(change)}${total === '' ? '' : `: ${total}`}.`;
  return listed(`Change since the baseline of ${baseline.asOf}`, [whole, ...moved]);
}

/** What `check` says to who asks. */
export function checkPage(check: Check, provenance: Provenance): Page {
  const nameOf = provenance.providerName;
  const rules = check.rules.map(
    (result) =>
      `${levelledVerdict(result.verdict, result.rule.level)}: ${ruleName(result, nameOf)}: ${ruleText(result, nameOf)}`,
  );
  const verdict = toned(check.verdict === 'within' ? 'good' : 'bad', verdictText(check, nameOf));
  const tables = [...(check.limits.length === 0 ? [] : [limitTable(check)]), workloadTable(check)];
  return [
    ...opening([verdict], listed(ENDS_HEADING, endTexts(check.warnings, nameOf)), tables.map(table)),
    ...listed(GROUND_HEADING, groundTexts(check.since)),
    ...listed('Rules', rules),
    ...changePart(check),
    ...listed('Assumptions', noteTexts(check.assumptions, nameOf)),
    { blocks: [toned('faint', provenanceText(provenance))] },
  ];
}
