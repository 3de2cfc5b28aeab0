import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { visible } from '../../domain/line-text.ts';
import { nothingPriced, type Plan } from '../../domain/plan.ts';
import { MOST_CHANGES } from '../../domain/ranked-drivers.ts';
import { listed, looks, opening, type Page, type PagePart, type Picture, parts, table, text, toned } from '../page.ts';
import { shortened } from '../words/column-names.ts';
import { currencyPart } from '../words/currency-part.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { alarmText } from './commitment-text.ts';
import { detailOf } from './detail.ts';
import { flipTexts } from './drivers-text.ts';
import { decideFigures } from './figures.ts';
import { askTexts } from './levers-text.ts';
import { nextQuestion, termsToAsk } from './next-question.ts';
import { drawdownSteps, dueTexts, peakTexts, trialTexts } from './next-steps.ts';
import { owedOverTermTexts, owedText } from './owed-text.ts';
import { partsTexts, splittingText } from './parts-text.ts';
import {
  besideCells,
  contractText,
  drawdownText,
  headline,
  leadTexts,
  PLAN_HEAD,
  planCells,
  substitutionTexts,
} from './plan-text.ts';
import { unstatedTexts, vendorText, verdictText } from './proposal-text.ts';
import { insteadTexts, sureTexts } from './risk-text.ts';
import { termContractText } from './term-text.ts';
import { signUnitsTexts, unitsFlipTexts, unitsNextTexts, unitsSureTexts } from './units-text.ts';
import { unstatedLeverTexts } from './unstated-text.ts';

/** The rows of the plan with names as wide as their column. */
function screenRows({ workloads }: Plan): string[][] {
  const cells = workloads.map((each) => planCells(each).map(visible));
  const names = shortened(cells.map(([name = '']) => name));
  const models = workloads.map(({ model }) => visible(model.id));
  return cells.map(([, , ...rest], index) => [names[index] ?? '', models[index] ?? '', ...rest]);
}

/** What a person acts on, under its headings, in the order it is read. */
export function answerParts(decision: Decision, { providerName: nameOf }: Provenance): PagePart[] {
  const { plan } = decision;
  const signed = plan.contracts.map(({ provider }) => provider);
  const next = nextQuestion(decision, nameOf);
  const talk = termsToAsk(decision, nameOf) === undefined ? 'before anything is signed' : 'in the same talk';
  const asks = decision.levers === undefined ? [] : askTexts(decision.levers, signed, nameOf, talk);
  const answered = new Set(decision.proposals.map(({ proposal }) => proposal.provider));
  // A plan over the term is the one that is expected to cost least: there is no other to warn of.
  const doubtful = plan.term === undefined ? decision.commitments : [];
  const alarms = doubtful
    .filter(({ provider }) => !answered.has(provider))
    .flatMap((each) => alarmText(each, nameOf) ?? []);
  return [
    { heading: 'Other models', items: substitutionTexts(plan) },
    { heading: 'In parts', items: partsTexts(plan) },
    {
      heading: 'What to sign',
      items: [
        ...(plan.term === undefined
          ? plan.contracts.flatMap((contract) => [contractText(contract, nameOf), owedText(contract, decision, nameOf)])
          : plan.term.contracts.flatMap((contract) => [
              termContractText(contract, decision.start, nameOf),
              ...owedOverTermTexts(contract, decision, nameOf),
            ])),
        ...signUnitsTexts(decision),
      ],
    },
    { heading: 'Cloud commitments', items: plan.clouds.map(drawdownText) },
    {
      heading: 'Answer to the vendor',
      items: decision.proposals.flatMap((each) => [
        verdictText(each, vendorText(each, decision.proposals, nameOf), plan),
        ...unstatedTexts(each),
      ]),
    },
    { heading: 'Before you sign', items: alarms },
    {
      heading: 'How sure',
      items: [
        ...(decision.risk === undefined
          ? []
          : sureTexts(decision.risk, nameOf, plan.term === undefined ? [] : decision.risk.contracts)),
        ...unitsSureTexts(decision),
        ...peakTexts(decision.reservations ?? []),
      ],
    },
    {
      heading: 'What would change it',
      items: [
        ...(decision.splitting === undefined ? [] : [splittingText(decision.splitting)]),
        ...unitsFlipTexts(decision),
        ...flipTexts(decision.drivers, nameOf).slice(0, MOST_CHANGES),
      ],
    },
    {
      heading: 'Next',
      items: [
        ...unstatedLeverTexts(decision),
        ...(next === undefined ? [] : [next]),
        ...dueTexts(decision),
        ...asks,
        ...drawdownSteps(plan),
        ...unitsNextTexts(decision),
        ...trialTexts(decision),
      ],
    },
  ];
}

const MORE = 'Every driver, commitment, crossover, constraints and proof: --explain.';

/** What `decide` says, on one screen; with `explain`, all that stands behind it follows. */
export function decidePage(
  decision: Decision,
  provenance: Provenance,
  explain: boolean,
  apart: Page = [],
  pictures: readonly Picture[] = [],
): Page {
  const { plan, assumptions, warnings } = decision;
  const nameOf = provenance.providerName;
  const beside = besideCells(plan, nameOf);
  const rows = [...plan.workloads.map(planCells), ...beside];
  const lead = leadTexts(decision, nameOf);
  const instead = decision.risk === undefined ? [] : insteadTexts(decision.risk, nameOf);
  const said = [
    ...instead.map((each) => toned('bad', each)),
    toned('strong', headline(decision)),
    ...(lead.length === 0 ? [] : [text(...lead)]),
  ];
  const bought = table({ head: PLAN_HEAD, rows, screen: { head: PLAN_HEAD, rows: [...screenRows(plan), ...beside] } });
  return [
    ...opening(said, listed(ENDS_HEADING, endTexts(warnings, nameOf)), nothingPriced(plan) ? [] : [bought]),
    ...currencyPart(decideFigures(decision, nameOf), provenance.exchange),
    ...looks(pictures),
    ...apart,
    ...parts(answerParts(decision, provenance)),
    ...(explain ? parts(detailOf(decision, provenance)) : []),
    ...listed('Assumptions', noteTexts(assumptions, nameOf)),
    { blocks: [...(explain ? [] : [toned('faint', MORE)]), toned('faint', provenanceText(provenance))] },
  ];
}
