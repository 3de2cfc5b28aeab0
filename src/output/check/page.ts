import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { isEnd } from '../../domain/note.ts';
import { listed, opening, type Page, type Part, type Picture, picture, table, toned } from '../page.ts';
import { dollars } from '../render/numbers.ts';
import { currencyPart } from '../words/currency-part.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { bySize, differenceText, laterText, reasonText, totalEffectsText } from './change-words.ts';
import { checkFigures } from './figures.ts';
import { GROUND_HEADING, groundTexts } from './ground-words.ts';
import { limitTable, workloadTable } from './rows.ts';
import { levelledVerdict, ruleName, ruleText, verdictText } from './words.ts';

const RULE_HEAD = ['rule', 'found', 'verdict'];

function rulePart({ rules }: Check, nameOf: Provenance['providerName']): Part[] {
  if (rules.length === 0) return [];
  const rows = rules.map((each): [rule: string, found: string, verdict: string] => [
    ruleName(each, nameOf),
    ruleText(each, nameOf),
    levelledVerdict(each.verdict, each.rule.level),
  ]);
  const screen = rows.map(([rule, found, verdict]) => `${verdict}: ${rule}: ${found}`);
  return [{ heading: 'Rules', blocks: [table({ head: RULE_HEAD, rows, text: [0, 1, 2], screen })] }];
}

const CHANGE_HEAD = ['spend of', 'before', 'now', 'change', 'why'];

type Cost = { readonly amount: Parameters<typeof dollars>[0]; readonly unpriced: readonly string[] };

const costText = (cost: Cost | undefined) =>
  cost === undefined ? '' : `${cost.unpriced.length > 0 ? 'at least ' : ''}${dollars(cost.amount)}`;

const joined = (...texts: readonly string[]) => texts.filter((text) => text !== '').join('; ');

function changePart({ change, baseline }: Check): Part[] {
  if (change === undefined || baseline === undefined) return [];
  const all = [
    { name: 'Whole profile', of: change, why: joined(totalEffectsText(change), laterText(change.laterTotal)) },
    ...bySize(change.workloads).map((of) => ({ name: of.workload, of, why: reasonText(of, change) })),
  ];
  const rows = all.map(({ name, of, why }) => [name, costText(of.old), costText(of.new), differenceText(of), why]);
  const screen = all.map(({ name, of, why }) => `${name}: ${differenceText(of)}${why === '' ? '' : `: ${why}`}.`);
  const heading = `Change since the baseline of ${baseline.asOf}`;
  return [{ heading, blocks: [table({ head: CHANGE_HEAD, rows, text: [0, 4], screen })] }];
}

/** What `check` says to who asks, and on a pull request; with pictures where a medium draws them or says what they show. */
export function checkPage(
  check: Check,
  provenance: Provenance,
  apart: Page = [],
  pictures: readonly Picture[] = [],
): Page {
  const nameOf = provenance.providerName;
  const verdict = toned(check.verdict === 'within' ? 'good' : 'bad', verdictText(check, nameOf));
  const tables = [
    ...(check.limits.length === 0 ? [] : [limitTable(check)]),
    ...(check.workloads.length === 0 ? [] : [workloadTable(check)]),
  ];
  const others = check.warnings.filter((note) => !isEnd(note));
  return [
    ...opening([verdict], listed(ENDS_HEADING, endTexts(check.warnings, nameOf)), [
      ...pictures.map(picture),
      ...tables.map(table),
    ]),
    ...currencyPart(checkFigures(check), provenance.exchange),
    ...apart,
    ...listed(GROUND_HEADING, groundTexts(check.since)),
    ...rulePart(check, nameOf),
    ...changePart(check),
    ...listed('Warnings', noteTexts(others, nameOf), { aside: true, folded: true }),
    ...listed('Assumptions', noteTexts(check.assumptions, nameOf), { folded: true }),
    { blocks: [toned('faint', provenanceText(provenance))] },
  ];
}
