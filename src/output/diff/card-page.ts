import type { CardDiff, CostChange, ModelChange } from '../../domain/card-diff.ts';
import { type Branch, listed, type Page, type Part, table, text } from '../page.ts';
import { costHeading, costMovedText, costText, factText, headline, sideText, unpricedTexts } from './card-text.ts';
import { monthsPart } from './months-change.ts';

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

/** A change with the mark that says of which kind it is. */
function branch(fact: ModelChange['facts'][number]): Branch {
  const [mark = '', ...rest] = factText(fact).split(' ');
  return { mark, text: rest.join(' ') };
}

function modelPart(model: ModelChange): Part {
  const rates = model.rates.map(({ from, change, facts }) => ({
    text: `from ${from}, ${change}`,
    under: facts.map(branch),
  }));
  return {
    heading: heading(model),
    blocks: [{ kind: 'tree', branches: [...model.facts.map(branch), ...rates], indent: INDENT }],
  };
}

const INDENT = 2;

/** What `diff` says of two cards. */
export function cardDiffPage(diff: CardDiff): Page {
  const { costs, models, old, new: now } = diff;
  const origin = (name: string, side: CardDiff['old']) => `${name}: ${sideText(side)}, sha256 ${side.card.sha256}`;
  const money: Part[] =
    costs === undefined
      ? []
      : [
          { blocks: [text(costHeading(costs)), table({ head: COST_HEAD, rows: costRows(costs) })] },
          ...monthsPart(costs.months),
        ];
  return [
    { blocks: [text(headline(diff))] },
    ...models.map(modelPart),
    ...money,
    ...listed('Without a price', unpricedTexts(costs)),
    { blocks: [{ kind: 'origins', of: [origin('old', old), origin('new', now)] }] },
  ];
}
