import type { Configuration, Estimate, ProviderFloor } from '../../domain/estimate.ts';
import type { Exact } from '../../domain/exact.ts';
import { costOf, type LineItem, totalOf } from '../../domain/line-item.ts';
import type { Meter } from '../../domain/meter.ts';
import { ALL, minus, portion, ratio, type Share, sum, type Tokens, tokens, type Usd } from '../../domain/units.ts';

/** Figures of one job are read off its estimate, so that they are what `estimate` answers and nothing else. */
export type Job = Pick<Estimate, 'workloads' | 'floors'>;

function rowOf(job: Job, configuration: string): Configuration | undefined {
  return job.workloads[0]?.configurations.find((row) => row.id === configuration);
}

/** What a configuration costs; undefined when there is no such row, or a meter of it has no price. */
export function cost(job: Job, configuration: string): Usd | undefined {
  const row = rowOf(job, configuration);
  return row === undefined ? undefined : totalOf(row.bill);
}

function baseline(job: Job): Usd | undefined {
  const bill = job.workloads[0]?.baseline;
  return bill === undefined ? undefined : totalOf(bill);
}

/** A configuration's cost over the baseline. */
export function costShare(job: Job, configuration: string): Exact | undefined {
  const [part, whole] = [cost(job, configuration), baseline(job)];
  return part === undefined || whole === undefined ? undefined : ratio(part, whole);
}

/** How a configuration moves the bill against the baseline: below it is negative. */
export function costChange(job: Job, configuration: string): Exact | undefined {
  const [part, whole] = [cost(job, configuration), baseline(job)];
  return part === undefined || whole === undefined ? undefined : ratio(minus(part, whole), whole);
}

function baselineItems(job: Job, meter: Meter): readonly LineItem[] {
  return job.workloads[0]?.baseline.lineItems.filter((item) => item.price.meter === meter) ?? [];
}

/** Tokens of a meter on the baseline, or a share of them. */
export function meterTokens(job: Job, meter: Meter, part: Share = ALL): Tokens {
  return portion(sum(baselineItems(job, meter).map((item) => tokens(item.quantity))), part);
}

/** What a meter costs on the baseline, or a share of it. */
export function meterCost(job: Job, meter: Meter, part: Share = ALL): Usd {
  return portion(sum(baselineItems(job, meter).map(costOf)), part);
}

/** The part of the baseline that one meter is. */
export function meterShare(job: Job, meter: Meter): Exact | undefined {
  const whole = baseline(job);
  return whole === undefined ? undefined : ratio(meterCost(job, meter), whole);
}

function floorOf(job: Job): ProviderFloor | undefined {
  return job.floors[0];
}

/** List dollars a month missing to the low end of the floor. */
export function toFloor(job: Job): Usd | undefined {
  return floorOf(job)?.toFloor;
}

/** Times the job's volume whose list price is an end of the floor. */
export function volumeMultiple(job: Job, end: 'low' | 'high'): Exact | undefined {
  const floor = floorOf(job);
  return floor === undefined ? undefined : ratio(floor.floor[end], floor.baselineSpend);
}

/** An end of what a direct contract takes off the job. */
export function contractDiscount(job: Job, end: 'shallowest' | 'deepest'): Exact | undefined {
  const channel = rowOf(job, 'direct')?.channel;
  return channel?.kind === 'direct' ? channel[end] : undefined;
}
