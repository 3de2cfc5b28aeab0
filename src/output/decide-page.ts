import type { Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { Plan } from '../domain/plan.ts';
import { UNCHANGED } from '../domain/units.ts';
import { box } from './box.ts';
import { shortened } from './column-names.ts';
import { commitmentTexts } from './commitment-text.ts';
import {
  contractText,
  crossoverText,
  DRIVER_HEAD,
  driverCells,
  headline,
  leverageText,
  nextQuestion,
  PLAN_HEAD,
  planCells,
  proofText,
  purchaseText,
  ranked,
} from './decide-text.ts';
import { provenanceText } from './estimate-table.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { noteTexts } from './note-list.ts';
import { dollars } from './numbers.ts';
import { obstacleText } from './obstacle-text.ts';
import type { Paint } from './paint.ts';
import { visible } from './safe-text.ts';
import { section, wrapped } from './wrap.ts';

const CONSTRAINT = { latency: 'The latency budgets', channels: 'The allowed channels' };

/** The sentences of a decision under their headings, in the order they are read. */
function sections(decision: Decision, provenance: Provenance): [heading: string, items: string[]][] {
  const nameOf = provenance.providerName;
  const { plan, crossovers, leverage, constraints, assumptions } = decision;
  const next = nextQuestion(decision, nameOf);
  const known = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined);
  return [
    ['Other models', substitutions(plan)],
    ['Contracts', plan.contracts.map((contract) => contractText(contract, nameOf))],
    ['Next', known([next])],
    ['Commitment', decision.commitments.flatMap((each) => commitmentTexts(each, nameOf))],
    ['Direct or aggregator', crossovers.map((each) => crossoverText(each, nameOf))],
    ['Leverage', known(leverage.map((each) => leverageText(each, nameOf)))],
    [
      'What the constraints cost',
      constraints.map(({ code, cost }) => `${CONSTRAINT[code]} cost ${dollars(cost)} a month.`),
    ],
    [
      'Ruled out',
      plan.excluded.map(
        ({ workload, channel, obstacle }) => `${workload} through ${channel}: ${obstacleText(obstacle, nameOf)}.`,
      ),
    ],
    ['Proof', [proofText(plan.proof, plan.effectiveCost)]],
    ['Assumptions', noteTexts(assumptions, nameOf)],
  ];
}

function unpricedLines({ plan }: Decision): string[] {
  return plan.unpriced.length === 0 ? [] : [`Without a price, and left out: ${plan.unpriced.join(', ')}.`];
}

/** The rows of the plan with names as wide as their column. */
function screenRows({ workloads }: Plan): string[][] {
  const cells = workloads.map((each) => planCells(each).map(visible));
  const names = shortened(cells.map(([name = '']) => name));
  const models = workloads.map(({ model }) => visible(model.id));
  return cells.map(([, , ...rest], index) => [names[index] ?? '', models[index] ?? '', ...rest]);
}

/** Models that stand in for those of the profile. */
function substitutions({ workloads }: Plan): string[] {
  const others = workloads.filter(
    ({ workload, model, tokenFactor }) => model.id !== workload.model || tokenFactor !== UNCHANGED,
  );
  return others.map(({ workload, model }) => `${workload.name}: ${model.id} in place of ${workload.model}.`);
}

/** The answer of `decide` on the screen. */
export function decideTable(decision: Decision, provenance: Provenance, paint: Paint): string {
  const { plan, drivers } = decision;
  const body = sections(decision, provenance);
  const [models, contracts, next, ...detail] = body;
  const shown = ([heading, items]: [string, string[]]) => section(paint.strong(heading), items.map(visible));
  const lines = [
    paint.strong(wrapped(visible(headline(decision)))),
    ...[purchaseText(plan, provenance.providerName), ...unpricedLines(decision)].map((line) => wrapped(visible(line))),
    box(PLAN_HEAD, screenRows(plan)),
    ...(models === undefined ? [] : shown(models)),
    ...(contracts === undefined ? [] : shown(contracts)),
    ...(next === undefined ? [] : shown(next)),
    ...(drivers.length === 0
      ? []
      : ['', paint.strong('What would change this'), box(DRIVER_HEAD, ranked(drivers).map(driverCells))]),
    ...detail.flatMap(shown),
    '',
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The answer of `decide` as Markdown. */
export function decideMarkdown(decision: Decision, provenance: Provenance): string {
  const { plan, drivers } = decision;
  const cells = (row: readonly string[]) => row.map(markdownText);
  const lines = [
    `**${markdownText(headline(decision))}**`,
    '',
    markdownText([purchaseText(plan, provenance.providerName), ...unpricedLines(decision)].join(' ')),
    '',
    ...markdownTable(
      PLAN_HEAD,
      plan.workloads.map((each) => cells(planCells(each))),
    ),
    '',
    '**What would change this**',
    '',
    ...markdownTable(
      DRIVER_HEAD,
      ranked(drivers).map((each) => cells(driverCells(each))),
    ),
    ...sections(decision, provenance).flatMap(([heading, items]) =>
      items.length === 0 ? [] : ['', `**${heading}**`, '', ...items.map((item) => `- ${markdownText(item)}`)],
    ),
    '',
    markdownText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
