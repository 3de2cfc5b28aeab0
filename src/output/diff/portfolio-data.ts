import { EFFECTS, type Effects, type PortfolioChange, type WorkloadChange } from '../../domain/change.ts';
import { type Exact, numeral } from '../../domain/exact.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { PortfolioDiff, PortfolioSide } from '../../domain/portfolio-diff.ts';
import { SCHEMA_VERSION } from '../estimate/json.ts';
import { csvText, nameCell } from '../render/csv.ts';
import { costMoved, costShare } from './card-text.ts';
import { changeJson, costJson } from './cost-change-json.ts';
import { writtenEffects } from './effects-json.ts';
import { monthsChangeJson } from './months-change.ts';
import { costsOf, differences, feesBeyond } from './portfolio-text.ts';

function sideJson({ source, card, day }: PortfolioSide): JsonValue {
  const { id, version, sha256 } = card;
  return { source, card: { id, version, sha256 }, asOf: day };
}

function effectsJson(effects: Effects | undefined): JsonValue {
  if (effects === undefined) return null;
  return { ...writtenEffects(effects) };
}

function workloadJson(change: WorkloadChange): JsonValue {
  return {
    name: change.workload,
    status: change.change,
    ...changeJson(costsOf(change)),
    old: change.old === undefined ? null : costJson(change.old),
    new: change.new === undefined ? null : costJson(change.new),
    effects: effectsJson(change.effects),
  };
}

/** The answer of `diff` for two profiles or two saved results, with the keys that scripts rely on. */
export function portfolioDiffJson(
  diff: PortfolioDiff,
  tool: { readonly name: string; readonly version: string },
): JsonValue {
  const { measured, old, new: now, change, months } = diff;
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'diff',
    kind: measured === 'profiles' ? 'profiles' : 'results',
    measured,
    currency: 'USD',
    period: 'month',
    old: sideJson(old),
    new: sideJson(now),
    differences: differences(diff),
    workloads: change.workloads.map(workloadJson),
    feesBeyondRows: { ...change.feesBeyond },
    total: { ...changeJson(change), effects: effectsJson(change.effects) },
    schedule: monthsChangeJson(months),
  };
}

const COLUMNS = ['section', 'name', 'status', 'old', 'new', 'change', 'changeShare', ...EFFECTS, 'currency'];

const number = (value: Exact | undefined) => (value === undefined ? '' : numeral(value));

function row(
  section: string,
  name: string,
  status: string,
  change: Pick<PortfolioChange, 'effects'> & Pick<WorkloadChange, 'old' | 'new'>,
): string[] {
  const cost = costsOf(change);
  const known = (side: WorkloadChange['old']) =>
    side === undefined || side.unpriced.length > 0 ? '' : numeral(side.amount);
  const causes = change.effects === undefined ? undefined : writtenEffects(change.effects);
  const effects = EFFECTS.map((effect) => number(causes?.[effect]));
  const figures = [known(change.old), known(change.new), number(costMoved(cost)), number(costShare(cost))];
  return [section, nameCell(name), status, ...figures, ...effects, 'USD'];
}

/** One row per workload, one for fees that no workload holds, one for the total, then one per month. An unknown is an empty cell. */
export function portfolioDiffCsv({ change, months }: PortfolioDiff): string {
  return csvText([
    COLUMNS,
    ...change.workloads.map((each) => row('workload', each.workload, each.change, each)),
    ...feesBeyond(change).map((fees) => row('fees', '', '', fees)),
    row('total', '', '', change),
    ...months.map((each) => row('month', each.month, '', { ...each, effects: undefined })),
  ]);
}
