import type { CardDiff, CostChange, ModelChange } from '../../domain/card-diff.ts';
import { box } from '../render/box.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import type { Paint } from '../render/paint.ts';
import { visible } from '../render/safe-text.ts';
import { section, wrapped } from '../render/wrap.ts';
import { costHeading, costMovedText, costText, factText, headline, sideText, unpricedTexts } from './card-text.ts';
import { monthsChangeLines, monthsChangeMarkdown } from './months-change.ts';

export const COST_HEAD = ['workload', 'old', 'new', 'change'];

function costCells(name: string, cost: CostChange): string[] {
  return [name, costText(cost.old), costText(cost.new), costMovedText(cost)];
}

function costRows({ workloads, total }: NonNullable<CardDiff['costs']>): string[][] {
  return [...workloads.map((each) => costCells(each.workload, each)), costCells('total', total)];
}

function heading({ model, provider, change }: ModelChange): string {
  return `${model} (${provider}), ${change}`;
}

function modelLines(model: ModelChange, paint: Paint): string[] {
  const lines = (facts: ModelChange['facts'], indent: string) =>
    facts.map((fact) => {
      const [mark = '', ...rest] = factText(fact).split(' ');
      return wrapped(visible(rest.join(' ')), `${indent}${mark} `);
    });
  const rates = model.rates.flatMap(({ from, change, facts }) => [
    `  from ${from}, ${change}`,
    ...lines(facts, '    '),
  ]);
  return ['', paint.strong(visible(heading(model))), ...lines(model.facts, '  '), ...rates];
}

function hashes({ old, new: now }: CardDiff): string {
  return `old: ${sideText(old)}, sha256 ${old.card.sha256}\nnew: ${sideText(now)}, sha256 ${now.card.sha256}`;
}

/** The answer of `diff` on the screen. */
export function cardDiffTable(diff: CardDiff, paint: Paint): string {
  const { costs } = diff;
  const money =
    costs === undefined
      ? []
      : [
          '',
          wrapped(costHeading(costs)),
          box(
            COST_HEAD,
            costRows(costs).map((row) => row.map(visible)),
          ),
          ...monthsChangeLines(costs.months),
        ];
  const lines = [
    wrapped(headline(diff)),
    ...diff.models.flatMap((model) => modelLines(model, paint)),
    ...money,
    ...section(paint.strong('Without a price'), unpricedTexts(costs).map(visible)),
    '',
    paint.faint(hashes(diff)),
  ];
  return `${lines.join('\n')}\n`;
}

function modelMarkdown(model: ModelChange): string[] {
  const item = (indent: string, text: string) => `${indent}- ${text}`;
  return [
    '',
    `**${markdownText(heading(model))}**`,
    '',
    ...model.facts.map((fact) => item('', markdownText(factText(fact)))),
    ...model.rates.flatMap(({ from, change, facts }) => [
      item('', `from ${from}, ${change}`),
      ...facts.map((fact) => item('  ', markdownText(factText(fact)))),
    ]),
  ];
}

/** The answer of `diff` as Markdown. */
export function cardDiffMarkdown(diff: CardDiff): string {
  const { costs } = diff;
  const money =
    costs === undefined
      ? []
      : [
          '',
          costHeading(costs),
          '',
          ...markdownTable(
            COST_HEAD,
            costRows(costs).map((row) => row.map(markdownText)),
          ),
          ...monthsChangeMarkdown(costs.months),
        ];
  const reasons = unpricedTexts(costs).map((text) => `- ${markdownText(text)}`);
  const lines = [
    markdownText(headline(diff)),
    ...diff.models.flatMap(modelMarkdown),
    ...money,
    ...(reasons.length === 0 ? [] : ['', 'Without a price', '', ...reasons]),
    '',
    ...hashes(diff)
      .split('\n')
      .map((line) => `- ${markdownText(line)}`),
  ];
  return `${lines.join('\n')}\n`;
}
