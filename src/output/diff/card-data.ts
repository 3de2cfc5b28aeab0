import type { CardDiff, CardValue, CostChange, DiffSide, FactChange, SideCost } from '../../domain/card-diff.ts';
import { type Exact, numeral } from '../../domain/exact.ts';
import type { JsonValue } from '../../domain/json.ts';
import { FREE } from '../../domain/price-cell.ts';
import { SCHEMA_VERSION } from '../estimate/json.ts';
import { cell, csvText, nameCell } from '../render/csv.ts';
import { costMoved, costShare, moved } from './card-text.ts';
import { changeJson } from './cost-change-json.ts';
import { costsOfMonth, monthsChangeJson } from './months-change.ts';

type Tool = { readonly name: string; readonly version: string };

/** A price or number as a numeral, what is free or said in words as text; null where a side does not say. */
function valueJson(value: CardValue | undefined): JsonValue {
  if (value === undefined) return null;
  return value.kind === 'free' ? FREE : value.value;
}

function factJson(fact: FactChange): JsonValue {
  const { key, old, new: now } = fact;
  return { key, old: valueJson(old), new: valueJson(now), changeShare: moved(fact) ?? null };
}

function sideJson({ card, day }: DiffSide): JsonValue {
  return { card, asOf: day ?? null };
}

/** The answer of `diff` with the keys that scripts rely on. Prices are US dollars per million tokens. */
export function cardDiffJson({ old, new: now, models, costs }: CardDiff, tool: Tool): JsonValue {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'diff',
    kind: 'cards',
    currency: 'USD',
    period: 'month',
    old: sideJson(old),
    new: sideJson(now),
    models: models.map(({ model, provider, change, facts, rates }) => ({
      model,
      provider,
      change,
      changes: facts.map(factJson),
      rates: rates.map((rate) => ({ from: rate.from, change: rate.change, changes: rate.facts.map(factJson) })),
    })),
    costs:
      costs === undefined
        ? null
        : {
            asOf: { old: costs.oldDay, new: costs.newDay },
            workloads: costs.workloads.map((each) => ({
              name: each.workload,
              model: each.model,
              ...changeJson(each),
            })),
            total: changeJson(costs.total),
            schedule: monthsChangeJson(costs.months),
          },
  };
}

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
    number(moved(fact)),
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
          ...costs.months.map((month) => costRow('month', month.month, '', costsOfMonth(month))),
        ];
  return csvText([COLUMNS, ...rows, ...money]);
}
