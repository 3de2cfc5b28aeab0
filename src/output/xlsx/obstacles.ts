import { isTooSlowIn } from '../../decision/channels/channels.ts';
import type { Configuration, WorkloadEstimate } from '../../domain/estimate.ts';
import { pulled, pulls } from '../../domain/levers.ts';
import { type Obstacle, saidFirst } from '../../domain/obstacle.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { CELLS } from './cells.ts';
import type { WorkloadSheets } from './channel-terms.ts';
import type { Expression } from './expression.ts';
import { above, equal, joined, literal, lookUp, not } from './functions.ts';
import { stateOf } from './lever-states.ts';
import { resold } from './offer-inputs.ts';

/** What can keep a row from being bought: when it does, and in words. */
export interface Case {
  readonly code: Obstacle['code'];
  readonly holds: Expression;
  readonly text: Expression;
}

interface TestedRow extends WorkloadSheets {
  readonly eligibility: { readonly open: Expression } | undefined;
}

const NO_COUNT = literal(0);
const ALWAYS = equal(NO_COUNT, NO_COUNT);

/** The levers of the row: what nobody stated, and what the model does not do. */
function leverCases(row: Configuration, { estimate, of }: TestedRow): Case[] {
  const missing = (holds: Expression, lever: 'cache' | 'batch'): Case => {
    const obstacle: Obstacle = { code: 'leverNotStated', lever };
    return { code: 'leverNotStated', holds: not(holds), text: literal(obstacleText(obstacle, String)) };
  };
  const notOffered: Case = {
    code: 'batchNotOffered',
    holds: ALWAYS,
    text: literal('the provider offers no batch price for this model'),
  };
  const tooShort: Case = {
    code: 'prefixTooShort',
    holds: of.tooShort,
    text: literal('the shared prefix is under the minimum of the model and is never cached'),
  };
  const [caches, waits] = [pulls(row.levers, 'cache'), pulls(row.levers, 'batch')];
  return [
    ...(caches ? [missing(of.caches, 'cache')] : []),
    ...(waits ? [missing(of.batchStated, 'batch')] : []),
    ...(caches ? [tooShort] : []),
    ...(waits && estimate.rate.batch === 'notOffered' ? [notOffered] : []),
  ];
}

/** A region is stated with the profile: where another one is served needs a new run. */
function regionCases({ regions }: Aggregator, { workload: { region } }: WorkloadEstimate): Case[] {
  if (region === undefined || regions === undefined || regions.includes(region)) return [];
  return [{ code: 'regionNotOffered', holds: ALWAYS, text: literal('the channel does not pin work to this region') }];
}

/** What an aggregator adds or does not pass on. */
function aggregatorCases(row: Configuration, { estimate, inputs }: TestedRow): Case[] {
  if (row.channel.kind !== 'aggregator') return [];
  const sold = inputs.aggregators.get(resold(row.channel.id, estimate.model.id));
  const stated = inputs.workloads.get(estimate.workload);
  if (sold === undefined || stated === undefined) throw new RangeError(`${row.id} is not in the workbook`);
  const slow = isTooSlowIn(CELLS, { worst: sold.worstMs, budget: stated.latencyBudget });
  return [
    { code: 'tooSlow', holds: slow, text: literal('the channel can add more latency than the budget has') },
    ...regionCases(row.channel.aggregator, estimate),
    ...pulled(row.levers).map((lever): Case => {
      const text = literal(`the channel does not pass on ${lever === 'cache' ? 'prompt caching' : 'batch'}`);
      return { code: 'leverNotServed', holds: not(sold.serves[lever]), text };
    }),
  ];
}

function channelCases(row: Configuration, around: TestedRow): Case[] {
  const { channels } = around.estimate.workload;
  if (channels === undefined || channels.includes(row.channel.id)) return aggregatorCases(row, around);
  return [{ code: 'channelExcluded', holds: ALWAYS, text: literal('the profile does not allow this channel') }];
}

function priceCase(row: Configuration, { of }: TestedRow): Case {
  const unpriced = stateOf(of.unpriced, row.levers);
  const flags = stateOf(of.lines.unpriced, row.levers);
  const why = lookUp(of.lines.reasons, literal(1), flags);
  return { code: 'unpriced', holds: above(unpriced, NO_COUNT), text: joined(literal('unpriced: '), why) };
}

function contractCases({ provider, eligibility }: TestedRow): Case[] {
  if (eligibility === undefined) return [];
  const { name } = provider;
  const text = joined(literal('spend is under the floor of '), name);
  return [{ code: 'belowFloor', holds: equal(eligibility.open, NO_COUNT), text }];
}

/** Everything that can be in the way of a row, in the order in which it is said. */
export function obstacles(row: Configuration, around: TestedRow): Case[] {
  const all = [...leverCases(row, around), ...channelCases(row, around), priceCase(row, around)];
  return [...all, ...contractCases(around)].sort(saidFirst);
}
