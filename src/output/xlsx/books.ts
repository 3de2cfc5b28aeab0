import type { Audit } from '../../domain/audit.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { savingsByGround, savingsOfRows } from '../../domain/savings-by-ground.ts';
import { headline as auditHeadline, comparedTexts, readTexts } from '../audit/page.ts';
import { answerParts } from '../decide/page.ts';
import { headline, leadTexts, proofText } from '../decide/plan-text.ts';
import { adviceTexts } from '../estimate/advice-list.ts';
import { floorText } from '../estimate/floor-text.ts';
import { summaryTexts } from '../estimate/portfolio-text.ts';
import { noteTexts } from '../words/note-list.ts';
import type { Packing } from './archive.ts';
import { assumptionsSheet } from './assumptions-sheet.ts';
import { causesSheet, claimsSheet, daysSheet, differencesSheet } from './audit-sheets.ts';
import { configurationsSheet } from './configurations-sheet.ts';
import { decideSheet } from './decide-sheet.ts';
import { BOUNDS, estimateSheet } from './estimate-sheet.ts';
import { putFloors } from './floors-part.ts';
import { frontSheet } from './front-sheet.ts';
import { equal, joined, literal, when } from './functions.ts';
import { monthsSheet } from './months-sheet.ts';
import { Names } from './names.ts';
import { BOUGHT } from './plan-words.ts';
import type { PlanWorkings } from './plan-workings.ts';
import { providersSheet } from './providers-sheet.ts';
import { quantitiesSheet } from './quantities-sheet.ts';
import { ratesSheet } from './rates-sheet.ts';
import type { Rows } from './rows.ts';
import { notesSheet, putWords } from './words-part.ts';
import { type Printed, rowsOf, workbookBytes } from './workbook.ts';
import type { Workings } from './workings.ts';
import { workloadsSheet } from './workloads-sheet.ts';

const LIMITS = [
  'Another model, region, service mode, day or rate card, another aggregator, and who may buy where: run the program again.',
  'Sentences are of this run.',
];

const MONTHS = 'The sheet Months: amounts of months at the prices of their days and at their volumes.';

/** The sheets that every workbook has, by what stands on them. */
function commonSheets(workings: Workings, names: Names, rows: Rows) {
  const assumptions = assumptionsSheet(workings, names);
  const rates = ratesSheet(workings, names);
  const workloads = workloadsSheet(workings, names);
  const inputs = { ...assumptions, workloads: workloads.of };
  const quantities = quantitiesSheet(workings, inputs, rates, rows);
  const providers = providersSheet(workings, inputs, quantities);
  const configurations = configurationsSheet(workings, inputs, quantities, providers, rows);
  const sheets = [
    ...[assumptions.sheet, rates.sheet, workloads.sheet],
    ...[quantities.sheet, quantities.lines, providers.sheet, configurations.sheet],
    ...(configurations.fees === undefined ? [] : [configurations.fees]),
  ];
  return { quantities, providers, configurations, sheets, inputs };
}

/** The day and the card of an answer, in a sentence. */
function provenanceText({ asOf, card, tool }: Workings['provenance']): string {
  const { id, version, sha256 } = card;
  return `Rates of ${asOf}, card ${id} ${version}, sha256 ${sha256}, ${tool.name} ${tool.version}.`;
}

/** What a workbook is called: the profile, or the work itself. */
const titleOf = (what: string, name: string | undefined) => (name === undefined ? what : `${what}: ${name}`);

const AS_STATED = 'These figures follow the cells, and can be bought as stated.';
const NOT_EXACT = 'These figures follow the cells. What can be bought is not known exactly: ';

/** What stands on every printed page. */
const printed = (command: string, profile: string | undefined, { asOf, tool }: Provenance): Printed => ({
  title: `${tool.name} ${command}`,
  header: titleOf(`${tool.name} ${command}`, profile),
  footer: `${tool.name} ${tool.version}, prices of ${asOf}`,
});

/** The answer of `estimate` as a workbook whose every cost is a formula over the cells that people change. */
export async function estimateWorkbook(workings: Workings, packing: Packing): Promise<Uint8Array> {
  const rows = await rowsOf(packing);
  const names = new Names();
  const { answer, provenance, profile } = workings;
  const { quantities, providers, configurations, sheets, inputs } = commonSheets(workings, names, rows);
  const cheapest = estimateSheet({ workings, inputs, quantities, configurations }, names);
  putFloors(cheapest.sheet, workings, providers);
  const months = answer.schedule === undefined ? [] : [monthsSheet(answer.schedule, names)];
  const { providerName } = provenance;
  const saved = savingsOfRows(answer);
  const exact = equal(cheapest.standing, literal('exact'));
  const front = frontSheet(
    {
      name: 'Summary',
      title: titleOf('What it costs', profile),
      lead: summaryTexts(answer),
      figures: cheapest.figures,
      bought: 'cheapest as stated',
      standing: {
        follows: when(exact, literal(AS_STATED), joined(literal(NOT_EXACT), cheapest.standing)),
        may: [AS_STATED, ...Object.values(BOUNDS).map((bound) => `${NOT_EXACT}${bound}`)],
      },
      savings: saved?.savings,
      beyond: saved?.beyond,
      said: [
        { heading: 'What to do', items: adviceTexts(answer.advice, providerName) },
        { heading: 'Negotiation floor', items: answer.floors.map((floor) => floorText(floor, providerName)) },
      ],
    },
    provenance,
    names,
  );
  const all = [front, cheapest.sheet, ...months, ...sheets];
  const notes = notesSheet(all, months.length === 0 ? LIMITS : [...LIMITS, MONTHS], [
    ['Assumptions', noteTexts(answer.assumptions, providerName)],
    ['Warnings', noteTexts(answer.warnings, providerName)],
    ['Made from', [provenanceText(provenance)]],
  ]);
  return workbookBytes([...all, notes], names, printed('estimate', profile, provenance), rows);
}

const CAN = 'These figures follow the cells of the sheet Plan, which describe a plan that can be bought.';
const CANNOT =
  'NOT A PLAN THAT CAN BE BOUGHT as the cells stand now: see what the sheet Plan says in its column "can be bought".';

const PLAN_LIMITS = [
  'The choice of channel, levers, model and contracts was made by the program at its own inputs: it does not follow the cells.',
  'How much to commit to under uncertain demand is statistics, and stands in the table and in JSON.',
  'What it costs follows. Choose for yourself in the coloured cells of the sheet Plan, or run decide again for the cheapest choice.',
  ...LIMITS,
];

/** The answer of `decide` as a workbook: the plan in cells that people change, and what it costs as formulas. */
export async function decideWorkbook(
  around: PlanWorkings & { readonly decision: Decision },
  packing: Packing,
): Promise<Uint8Array> {
  const rows = await rowsOf(packing);
  const names = new Names();
  const { workings, decision, plan } = around;
  const { provenance, profile } = workings;
  const { quantities, providers, configurations, sheets, inputs } = commonSheets(workings, names, rows);
  const planned = decideSheet({ ...around, inputs, quantities, configurations, names });
  putFloors(planned.sheet, workings, providers);
  const { providerName } = provenance;
  const front = frontSheet(
    {
      name: 'Decision',
      title: titleOf('How to buy', profile),
      lead: [headline(decision), ...leadTexts(decision, providerName)],
      figures: planned.figures,
      bought: plan.term === undefined ? 'as it is bought here' : 'as it is bought here, first month',
      standing: {
        follows: when(equal(planned.standing, BOUGHT), literal(CAN), literal(CANNOT)),
        may: [CAN, CANNOT],
      },
      savings: plan.term === undefined && plan.unpriced.length === 0 ? savingsByGround(decision) : undefined,
      beyond: undefined,
      said: answerParts(decision, provenance),
    },
    provenance,
    names,
  );
  const all = [front, planned.sheet, ...sheets];
  const leftOut = plan.unpriced.map((name) => `${name} is left out: no way to buy it has a known price.`);
  const notes = notesSheet(
    all,
    [...leftOut, ...PLAN_LIMITS],
    [
      ['How it is known', [proofText(plan)]],
      ['Assumptions', noteTexts(decision.assumptions, providerName)],
      ['Warnings', noteTexts(decision.warnings, providerName)],
      ['Made from', [provenanceText(provenance)]],
    ],
  );
  return workbookBytes([...all, notes], names, printed('decide', profile, provenance), rows);
}

/** The answer of `audit` as a workbook: differences that add up to the bill, and the same by cause, by day and by claim. */
export async function auditWorkbook(
  answer: Audit,
  provenance: Provenance,
  contracts: readonly Proposal[],
  packing: Packing,
): Promise<Uint8Array> {
  const rows = await rowsOf(packing);
  const names = new Names();
  const differences = differencesSheet(answer, names);
  const { sheet } = differences;
  const others = [causesSheet(answer, differences, names), daysSheet(answer, names), claimsSheet(answer, names)];
  const { start, end } = answer.window;
  putWords(sheet, `Bill against usage, ${start} to ${end}`, [auditHeadline(answer)]);
  putWords(sheet, 'How it was compared', comparedTexts(answer, contracts));
  putWords(sheet, 'What was read', readTexts(answer));
  putWords(sheet, 'Assumptions', noteTexts(answer.assumptions, provenance.providerName));
  putWords(sheet, 'Made from', [provenanceText(provenance)]);
  return workbookBytes([sheet, ...others], names, printed('audit', undefined, provenance), rows);
}
