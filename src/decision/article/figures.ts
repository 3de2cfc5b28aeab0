import type { Figure } from '../../domain/claim.ts';
import type { Exact } from '../../domain/exact.ts';
import { annual } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, estimate } from '../estimate/estimate.ts';
import {
  contractDiscount,
  cost,
  costChange,
  costShare,
  type Job,
  meterCost,
  meterShare,
  meterTokens,
  toFloor,
  volumeMultiple,
} from './costs.ts';
import { aggregatorCut, aggregatorOf, priceCut, priceRatio, topUpBonus, unitPrice } from './prices.ts';

/** Recomputes a figure; undefined when the card or the offers can not give it. */
export type FigureOf = (figure: Figure) => Exact | undefined;

/** Each job is estimated once, whatever number of figures is read off it. */
function estimatedJobs(jobs: ReadonlyMap<string, Workload>, context: Context): (name: string) => Job {
  const known = new Map<string, Job>();
  return (name) => {
    const workload = jobs.get(name);
    if (workload === undefined) throw new Error(`a claim names the job ${name}, which is not described`);
    const job = known.get(name) ?? estimate([workload], context);
    known.set(name, job);
    return job;
  };
}

/** The recomputation of figures on one card and its offers. */
export function figuresOf(jobs: ReadonlyMap<string, Workload>, context: Context): FigureOf {
  const job = estimatedJobs(jobs, context);
  return (figure) => {
    switch (figure.kind) {
      case 'unitPrice':
        return unitPrice(figure, context);
      case 'inputMultiple':
        return priceRatio(figure, { model: figure.model, meter: 'input' }, context);
      case 'priceCut':
        return priceCut(figure, context);
      case 'floor':
      case 'topUpPay':
      case 'topUpCredit':
      case 'topUpBonus':
      case 'aggregatorCut':
      case 'prepaidCut':
        return offeredFigure(figure, context);
      default:
        return jobFigure(figure, job(figure.job));
    }
  };
}

type JobFigure = Extract<Figure, { readonly job: string }>;
type OfferFigure = Extract<Figure, { readonly kind: 'floor' } | { readonly channel: string; readonly model?: never }>;

function offeredFigure(figure: OfferFigure, context: Context): Exact | undefined {
  switch (figure.kind) {
    case 'floor': {
      const end = context.offers.usualFloor[figure.end];
      return figure.period === 'year' ? annual(end) : end;
    }
    case 'topUpPay':
      return aggregatorOf(figure.channel, context)?.topUp?.pay;
    case 'topUpCredit':
      return aggregatorOf(figure.channel, context)?.topUp?.credit;
    case 'topUpBonus':
      return topUpBonus(aggregatorOf(figure.channel, context));
    case 'aggregatorCut':
    case 'prepaidCut':
      return aggregatorCut(figure.channel, figure.end, figure.kind === 'prepaidCut', context);
  }
}

function jobFigure(figure: JobFigure, job: Job): Exact | undefined {
  switch (figure.kind) {
    case 'cost':
      return cost(job, figure.configuration);
    case 'costChange':
      return costChange(job, figure.configuration);
    case 'costShare':
      return costShare(job, figure.configuration);
    case 'meterTokens':
      return meterTokens(job, figure.meter, figure.share);
    case 'meterCost':
      return meterCost(job, figure.meter, figure.share);
    case 'meterShare':
      return meterShare(job, figure.meter);
    case 'toFloor':
      return toFloor(job);
    case 'volumeMultiple':
      return volumeMultiple(job, figure.end);
    case 'contractDiscount':
      return contractDiscount(job, figure.end);
  }
}
