import { EFFECTS, type PortfolioChange, type WorkloadChange } from '../../domain/change.ts';
import { costMoved, costShare, costsOf, feesBeyond } from '../../domain/cost-change.ts';
import type { PortfolioDiff } from '../../domain/portfolio-diff.ts';
import { writtenEffects } from '../../domain/written-effects.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const COLUMNS = ['section', 'name', 'status', 'old', 'new', 'change', 'changeShare', ...EFFECTS, 'currency'];

function row(
  section: string,
  name: string,
  status: string,
  change: Pick<PortfolioChange, 'effects'> & Pick<WorkloadChange, 'old' | 'new'>,
): CsvCell[] {
  const cost = costsOf(change);
  const known = (side: WorkloadChange['old']) =>
    figureCell(side === undefined || side.unpriced.length > 0 ? undefined : side.amount);
  const causes = change.effects === undefined ? undefined : writtenEffects(change.effects);
  const effects = EFFECTS.map((effect) => figureCell(causes?.[effect]));
  const figures = [known(change.old), known(change.new), figureCell(costMoved(cost)), figureCell(costShare(cost))];
  return [section, nameCell(name), status, ...figures, ...effects, 'USD'];
}

/** One row per workload, one for fees that no workload holds, one for the total, then one per month. An unknown is an empty cell. */
export function portfolioDiffCsv({ change, months }: PortfolioDiff): CsvRow[] {
  return [
    COLUMNS,
    ...change.workloads.map((each) => row('workload', each.workload, each.change, each)),
    ...feesBeyond(change).map((fees) => row('fees', '', '', { ...fees, effects: undefined })),
    row('total', '', '', change),
    ...months.map((each) => row('month', each.month, '', { ...each, effects: undefined })),
  ];
}
