import type { CardDiff, CardValue, CostChange, FactChange, SideCost } from '../../domain/card-diff.ts';
import { costMoved, costShare, costsOf, priceMoved } from '../../domain/cost-change.ts';
import { FREE } from '../../domain/price-cell.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const COLUMNS = ['section', 'change', 'name', 'model', 'from', 'key', 'old', 'new', 'difference', 'share'];

function valueCell(value: CardValue | undefined): CsvCell {
  if (value === undefined) return '';
  if (value.kind === 'free') return FREE;
  return value.kind === 'text' ? nameCell(value.value) : figureCell(value.value);
}

function costRow(section: string, name: string, model: string, cost: CostChange): CsvCell[] {
  const known = ({ amount, unpriced }: SideCost) => figureCell(unpriced.length === 0 ? amount : undefined);
  const figures = [known(cost.old), known(cost.new), figureCell(costMoved(cost)), figureCell(costShare(cost))];
  return [section, '', nameCell(name), nameCell(model), '', 'monthlyCost', ...figures];
}

/** One row per changed key, then one per workload and one for the total. An unknown is an empty cell. */
export function cardDiffCsv({ models, costs }: CardDiff): CsvRow[] {
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
    figureCell(priceMoved(fact)),
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
  return [COLUMNS, ...rows, ...money];
}
