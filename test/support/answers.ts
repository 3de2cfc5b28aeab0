import { type Context, estimate } from '../../src/decision/estimate/estimate.ts';
import type { Advice, Configuration, Estimate, WorkloadEstimate } from '../../src/domain/estimate.ts';
import { pricedTotal } from '../../src/domain/line-item.ts';
import type { Note } from '../../src/domain/note.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { TODAY } from './engine.ts';
import { ACME, ACME_OFFERS, ARTICLE, ASSUMPTIONS, PUBLISHED, SHIPPED_OFFERS } from './pricing.ts';
import { day, shown } from './values.ts';

const SETTINGS = { assumptions: ASSUMPTIONS, quote: {}, elsewhere: () => '' };

/** The round card with its offers; the shipped cards with the shipped offers. */
export const acme: Context = { ...SETTINGS, card: ACME, offers: ACME_OFFERS, day: TODAY };
export const published: Context = { ...SETTINGS, card: PUBLISHED, offers: SHIPPED_OFFERS, day: day('2026-11-23') };
export const article: Context = { ...published, card: ARTICLE };

/** The answers for two workloads that are estimated together. */
export function answersFor(
  workloads: readonly [Workload, Workload],
  context: Context = acme,
): readonly [WorkloadEstimate, WorkloadEstimate] {
  const [first, second] = estimate(workloads, context).workloads;
  if (first === undefined || second === undefined) throw new Error('two workloads have two answers');
  return [first, second];
}

/** The answer for the first of some workloads that are estimated together. */
export function answerFor(workloads: readonly [Workload, ...Workload[]], context: Context = acme): WorkloadEstimate {
  const [first] = estimate(workloads, context).workloads;
  if (first === undefined) throw new Error('a workload has an answer');
  return first;
}

/** What each row costs, in order, or would cost if it could be bought. */
export function costs({ configurations }: WorkloadEstimate): Record<string, string | undefined> {
  return Object.fromEntries(configurations.map(({ id, bill }) => [id, shown(pricedTotal(bill))]));
}

/** Why a row cannot be bought, by its code. */
export function obstacles({ configurations }: WorkloadEstimate): Record<string, string> {
  return Object.fromEntries(configurations.flatMap((row) => (row.obstacle ? [[row.id, row.obstacle.code]] : [])));
}

export function row({ configurations }: WorkloadEstimate, id: string): Configuration {
  const found = configurations.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no row ${id}`);
  return found;
}

type Coded<Union, Code> = Extract<Union, { readonly code: Code }>;

/** The notes of one code, assumptions and warnings alike. */
export function notes<Code extends Note['code']>(
  { assumptions, warnings }: Pick<Estimate, 'assumptions' | 'warnings'>,
  code: Code,
): Coded<Note, Code>[] {
  return [...assumptions, ...warnings].filter((note): note is Coded<Note, Code> => note.code === code);
}

/** The advice of one code. */
export function advice<Code extends Advice['code']>(answer: Estimate, code: Code): Coded<Advice, Code>[] {
  return answer.advice.filter((each): each is Coded<Advice, Code> => each.code === code);
}
