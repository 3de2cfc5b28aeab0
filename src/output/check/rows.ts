import type { Check } from '../../domain/check.ts';
import { amountOf, type Purchase } from '../../domain/purchase.ts';
import type { PageTable } from '../page.ts';
import { dollars } from '../render/numbers.ts';
import { actualText, cellFigures, limitName, limitVerdictText } from './words.ts';

const LIMIT_HEAD = ['limit on', 'USD a month [share]', 'at most', 'verdict'];
/** The same where one is of more than a month. */
const SPAN_HEAD = ['limit on', 'USD [share]', 'at most', 'verdict'];
const WORKLOAD_HEAD = ['workload', 'model', 'channel', 'USD a month'];

/** The limits, each with its amount and what came of it. */
export function limitTable({ limits }: Check): PageTable {
  const spans = limits.some(({ window }) => window !== undefined);
  const rows = limits.map((result) => [
    limitName(result.limit),
    actualText(result),
    cellFigures(result).max,
    limitVerdictText(result),
  ]);
  return { head: spans ? SPAN_HEAD : LIMIT_HEAD, rows, text: [0, 3] };
}

function workloadRow(purchase: Purchase): string[] {
  const { workload, model, channel } = purchase;
  const { amount, complete } = amountOf(purchase);
  return [workload.name, model.id, channel.id, `${complete ? '' : 'at least '}${dollars(amount)}`];
}

/** The workloads, each with what it is projected to cost. */
export function workloadTable({ workloads }: Check): PageTable {
  return { head: WORKLOAD_HEAD, rows: workloads.map(workloadRow), text: [0, 1, 2], folded: 'Workloads' };
}
