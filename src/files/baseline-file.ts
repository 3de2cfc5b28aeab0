import * as z from 'zod';
import { type BaselineCheck, type BaselineEstimate, baselineCheck, baselineEstimate } from '../answers/saved.ts';
import type { Baseline, BaselineWorkload, SavedCost } from '../domain/baseline.ts';
import { problem } from '../domain/problem.ts';
import { jsonFile } from './json-file.ts';
import { costOfSaved, readSaved } from './saved-answer.ts';
import { validate } from './validate.ts';

const KIND = 'baseline';

/** What a file must say of itself before it is read as either. */
const command = z.object({
  command: z.enum(['check', 'estimate'], 'expected the JSON answer of check or estimate'),
});

/** An answer of before there were months of each workload does not tell them where anything grows. */
function monthsOf(
  { ahead }: BaselineCheck['workloads'][number],
  all: BaselineCheck['ahead'],
): BaselineWorkload['months'] {
  if (ahead === undefined || ahead === null) return all === null ? 'alike' : 'unknown';
  return ahead.map(({ amount, lowerBound }) => ({ amount: amount ?? lowerBound, complete: amount !== null }));
}

function checkWorkload(saved: BaselineCheck['workloads'][number], all: BaselineCheck['ahead']): BaselineWorkload {
  const { name, model, provider, tags, channel } = saved;
  return {
    name,
    model,
    provider,
    tags: new Map(Object.entries(tags)),
    costs: new Map([[channel, costOfSaved(saved, model)]]),
    months: monthsOf(saved, all),
  };
}

/** Rows that were stated count as they stand, or for want of a price alone; the one with the most levers is the amount. */
function estimateWorkload(
  saved: BaselineEstimate['workloads'][number],
  months: BaselineWorkload['months'],
): BaselineWorkload {
  const { name, model, provider, tags } = saved;
  const costs = new Map<string, SavedCost>();
  const levers = ({ cache, batch }: (typeof saved.configurations)[number]) => Number(cache) + Number(batch);
  const stated = saved.configurations
    .filter((row) => row.basis === 'stated' && (row.reasonCode === null || row.reasonCode === 'unpriced'))
    .sort((a, b) => levers(a) - levers(b));
  for (const row of stated) costs.set(row.channel, costOfSaved({ ...row, amount: row.monthlyCost }, model));
  return { name, model, provider, tags: new Map(Object.entries(tags)), costs, months };
}

/** Notes of an estimate that growth was stated; its rows are of the first month. */
const GROWS = ['growthCounts', 'growthWithoutMonths'];

const monthsOfEstimate = ({ assumptions = [] }: BaselineEstimate): BaselineWorkload['months'] =>
  assumptions.some(({ code }) => GROWS.includes(code)) ? 'unknown' : 'alike';

const CURRENCY = 'USD';
const PERIOD = 'month';

/**
 * An earlier answer of `check` or `estimate`, from its JSON. Throws `invalidFile`, or `baselineDiffers` when its
 * amounts are in another currency or for another period.
 */
export function loadBaseline(text: string, path: string): Baseline {
  const file = jsonFile(text, path, KIND);
  const of = validate(file, command, KIND).command;
  const saved = of === 'check' ? readSaved(file, KIND, baselineCheck) : readSaved(file, KIND, baselineEstimate);
  if (saved.currency !== CURRENCY) throw problem('baselineDiffers', path, 'currency', saved.currency, CURRENCY);
  if (saved.period !== PERIOD) throw problem('baselineDiffers', path, 'period', saved.period, PERIOD);
  const workloads =
    saved.command === 'check'
      ? saved.workloads.map((each) => checkWorkload(each, saved.ahead))
      : saved.workloads.map((each) => estimateWorkload(each, monthsOfEstimate(saved)));
  const spends = saved.threshold.providers.map(
    ({ provider, optimisedSpend, complete }) => [provider, { amount: optimisedSpend, complete }] as const,
  );
  return { command: of, asOf: saved.asOf, card: saved.card, workloads, listSpend: new Map(spends) };
}
