import type { CardDiff, CardValue, CostChange, FactChange, SideCost } from '../../domain/card-diff.ts';
import { costMoved, costShare, costsOf, priceMoved } from '../../domain/cost-change.ts';
import { type Exact, numeral } from '../../domain/exact.ts';
import { FREE } from '../../domain/price-cell.ts';
import { cell, csvText, nameCell } from '../render/csv.ts';

const COLUMNS = ['section', 'change', 'name', 'model', 'from', 'key', 'old', 'new', 'difference', 'share'];

const number = (value: Exact | undefined) => (value === undefined ? '' : numeral(value));

function valueCell(value: CardValue | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'free') return cell(FREE);
  return value.kind === 'text' ? nameCell(value.value) : cell(numeral(value.value));
}

function costRow(section: string, name: string, model: string, cost: CostChange): string[] {
  const known = ({ amount, unpriced }: SideCost) => (unpriced.length === 0 ? numeral(amount) : '');
  const figures = [known(cost.old), known(cost.new), number(costMoved(cost)), number(costShare(cost))];
  return [section, '', nameCell(name), nameCell(model), '', 'monthlyCost', ...figures];
}

/** One row per changed key, then one per workload and one for the total. An unknown is an empty cell. */
export function cardDiffCsv({ models, costs }: CardDiff): string {
  const factRow = (section: string, change: string, model: string, from: string, fact: FactChange) => [
    section,
    change,
    '',
    nameCell(model),
    from,
    nameCell(fact.key),
    valueCell(fact.old),
    valueCell(fact.new),
    '',
    number(priceMoved(fact)),
  ];
  const rows = models.flatMap(({ model, change, facts, rates }) => [
    ...facts.map((fact) => factRow('model', change, model, '', fact)),
    ...rates.flatMap((rate) => rate.facts.map((fact) => factRow('rate', rate.change, model, rate.from, fact))),
  ]);
  const money =
    costs === undefined
      ? []
      : [
          ...costs.workloads.map((each) => costRow('workload', each.workload, each.model, each)),
          costRow('total', '', '', costs.total),
          ...costs.months.map((month) => costRow('month', month.month, '', costsOf(month))),
        ];
  return csvText([COLUMNS, ...rows, ...money]);
}
