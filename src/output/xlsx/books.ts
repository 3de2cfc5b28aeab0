import type { Audit } from '../../domain/audit.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { comparedTexts, headline, readTexts } from '../audit/page.ts';
import { proofText } from '../decide/plan-text.ts';
import { adviceText } from '../estimate/advice-text.ts';
import { noteTexts } from '../words/note-list.ts';
import { assumptionsSheet } from './assumptions-sheet.ts';
import { causesSheet, claimsSheet, daysSheet, differencesSheet } from './audit-sheets.ts';
import { configurationsSheet } from './configurations-sheet.ts';
import { putCurrency } from './currency-part.ts';
import { decideSheet } from './decide-sheet.ts';
import { estimateSheet } from './estimate-sheet.ts';
import { putFloors } from './floors-part.ts';
import { monthsSheet } from './months-sheet.ts';
import { Names } from './names.ts';
import type { PlanWorkings } from './plan-workings.ts';
import { providersSheet } from './providers-sheet.ts';
import { quantitiesSheet } from './quantities-sheet.ts';
import { ratesSheet } from './rates-sheet.ts';
import { putLimits, putWords } from './words-part.ts';
import { workbookBytes } from './workbook.ts';
import type { Workings } from './workings.ts';
import { workloadsSheet } from './workloads-sheet.ts';

const LIMITS = [
  'Another model, region, service mode, day or rate card, another aggregator, and who may buy where: run the program again.',
  'Sentences below are of this run.',
];

const MONTHS = 'The sheet Months: amounts of months at the prices of their days and at their volumes.';

/** The sheets that every workbook has, by what stands on them. */
export function commonSheets(workings: Workings, names: Names) {
  const assumptions = assumptionsSheet(workings, names);
  const rates = ratesSheet(workings, names);
  const workloads = workloadsSheet(workings, names);
  const inputs = { ...assumptions, workloads: workloads.of };
  const quantities = quantitiesSheet(workings, inputs, rates);
  const providers = providersSheet(workings, inputs, quantities);
  const configurations = configurationsSheet(workings, inputs, quantities, providers);
  const sheets = [
    ...[assumptions.sheet, rates.sheet, workloads.sheet],
    ...[quantities.sheet, quantities.lines, providers.sheet, configurations.sheet],
    ...(configurations.fees === undefined ? [] : [configurations.fees]),
  ];
  return { quantities, providers, configurations, sheets, inputs };
}

/** The day and the card of an answer, in a sentence. */
export function provenanceText({ asOf, card, tool }: Workings['provenance']): string {
  const { id, version, sha256 } = card;
  return `Rates of ${asOf}, card ${id} ${version}, sha256 ${sha256}, ${tool.name} ${tool.version}.`;
}

/** The answer of `estimate` as a workbook whose every cost is a formula over the cells that people change. */
export function estimateWorkbook(workings: Workings): Promise<Uint8Array> {
  const names = new Names();
  const { answer, provenance } = workings;
  const { quantities, providers, configurations, sheets, inputs } = commonSheets(workings, names);
  const decision = estimateSheet({ workings, inputs, quantities, configurations }, names);
  putCurrency(decision, names, provenance.exchange);
  putFloors(decision, workings, providers);
  const months = answer.schedule === undefined ? [] : [monthsSheet(answer.schedule, names)];
  putLimits(decision, [decision, ...sheets], months.length === 0 ? LIMITS : [...LIMITS, MONTHS]);
  const { providerName } = provenance;
  const advice = answer.advice.map((each) => adviceText(each, providerName));
  putWords(decision, 'What to do', advice);
  putWords(decision, 'Assumptions', noteTexts(answer.assumptions, providerName));
  putWords(decision, 'Warnings', noteTexts(answer.warnings, providerName));
  putWords(decision, 'Made from', [provenanceText(provenance)]);
  return workbookBytes([decision, ...months, ...sheets], names, 'tokencost estimate');
}

const PLAN_LIMITS = [
  'The choice of channel, levers, model and contracts was made by the program at its own inputs: it does not follow the cells.',
  'How much to commit to under uncertain demand is statistics, and stands in the table and in JSON.',
  'What it costs follows. Choose for yourself in the coloured cells above, or run decide again for the cheapest choice.',
  ...LIMITS,
];

/** The answer of `decide` as a workbook: the plan in cells that people change, and what it costs as formulas. */
export function decideWorkbook(around: PlanWorkings & { readonly decision: Decision }): Promise<Uint8Array> {
  const names = new Names();
  const { workings, decision } = around;
  const { provenance } = workings;
  const { quantities, providers, configurations, sheets, inputs } = commonSheets(workings, names);
  const sheet = decideSheet({ ...around, inputs, quantities, configurations, names });
  putCurrency(sheet, names, provenance.exchange);
  putFloors(sheet, workings, providers);
  const leftOut = around.plan.unpriced.map((name) => `${name} is left out: no way to buy it has a known price.`);
  putLimits(sheet, [sheet, ...sheets], [...leftOut, ...PLAN_LIMITS]);
  const { providerName } = provenance;
  putWords(sheet, 'How it is known', [proofText(around.plan)]);
  putWords(sheet, 'Assumptions', noteTexts(decision.assumptions, providerName));
  putWords(sheet, 'Warnings', noteTexts(decision.warnings, providerName));
  putWords(sheet, 'Made from', [provenanceText(provenance)]);
  return workbookBytes([sheet, ...sheets], names, 'tokencost decide');
}

/** The answer of `audit` as a workbook: differences that add up to the bill, and the same by cause, by day and by claim. */
export function auditWorkbook(
  answer: Audit,
  provenance: Provenance,
  contracts: readonly Proposal[],
): Promise<Uint8Array> {
  const names = new Names();
  const differences = differencesSheet(answer, names);
  const { sheet } = differences;
  const others = [causesSheet(answer, differences, names), daysSheet(answer, names), claimsSheet(answer, names)];
  const { start, end } = answer.window;
  putWords(sheet, `Bill against usage, ${start} to ${end}`, [headline(answer)]);
  putWords(sheet, 'How it was compared', comparedTexts(answer, contracts));
  putWords(sheet, 'What was read', readTexts(answer));
  putWords(sheet, 'Made from', [provenanceText(provenance)]);
  return workbookBytes([sheet, ...others], names, 'tokencost audit');
}
