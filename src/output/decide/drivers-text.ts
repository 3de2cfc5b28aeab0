import type { PlanChannel } from '../../domain/channel.ts';
import type { BreakEven, Driver, DriverEnd, Level } from '../../domain/decision.ts';
import { type Exact, inPercent, numeral, round } from '../../domain/exact.ts';
import { flippingWays } from '../../domain/ranked-drivers.ts';
import type { Turn } from '../../domain/turn.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import { dollars, plainDollars } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';

type NameOf = (provider: string) => string;

/** Short, for the table; in a sentence; and what a level of it is a level of. */
const DRIVER: Readonly<Record<Driver['code'], string>> = {
  volume: 'volume',
  batchEligible: 'batch share',
  discount: 'discount',
  cacheHitRatio: 'cache hits',
  floor: 'floor',
  bonus: 'bonus',
  purchaseFee: 'fee',
  listPriceChange: 'list prices',
};

const SENTENCE: Readonly<Record<Driver['code'], string>> = {
  volume: 'Volume',
  batchEligible: 'Batch share on every workload',
  discount: 'Direct discount',
  cacheHitRatio: 'Cache-hit ratio on every workload',
  floor: 'Floor',
  bonus: 'Top-up bonus',
  purchaseFee: 'Purchase fee at the aggregator',
  listPriceChange: 'Change of list prices a year',
};

/** A driver in a word or two. */
export const driverName = (code: Driver['code']): string => DRIVER[code];

export const DRIVER_HEAD = ['driver', 'low', 'USD a month', 'high', 'USD a month', 'flips at'];

const PLACES = 2;
const PLACES_IN_A_CELL = 1;

/** 15%, 1.06x, $83,500, prepaid. */
export function levelText(level: Level, places = PLACES): string {
  const rounded = (value: Exact) => numeral(round(value, places));
  switch (level.unit) {
    case 'share':
      return `${rounded(inPercent(level.amount))}%`;
    case 'multiple':
      return `${rounded(level.amount)}x`;
    case 'part':
      return `${rounded(inPercent(level.amount))}% of the way`;
    case 'usd':
      return plainDollars(level.amount);
    case 'word':
      return level.word;
  }
}

type Side = 'low' | 'high';

/** Whose floor it is, where only one provider's is meant. */
function subject(code: Driver['code'], level: Level, nameOf: NameOf): string {
  const of = level.unit === 'usd' && level.provider !== undefined ? ` of ${nameOf(level.provider)}` : '';
  return `${SENTENCE[code]}${of}`;
}

/** "below 15%", "above about 1.06x", "at prepaid": on which side of its break-even a driver flips the decision. */
export function breakEvenText({ level, exact, until }: BreakEven, side: Side): string {
  if (until !== undefined) {
    const [from, to] = side === 'low' ? [until, level] : [level, until];
    return `from about ${levelText(from)} to ${levelText(to)}`;
  }
  if (level.unit === 'word') return `at ${level.word}`;
  return `${side === 'low' ? 'below' : 'above'} ${exact ? '' : 'about '}${levelText(level)}`;
}

const cellText = (level: Level) => levelText(level, level.unit === 'share' ? PLACES_IN_A_CELL : PLACES);

function shortFlip({ breakEven }: DriverEnd, side: Side): string[] {
  if (breakEven === undefined) return [];
  const { level, until } = breakEven;
  if (until !== undefined) {
    const [from, to] = side === 'low' ? [until, level] : [level, until];
    return [`${cellText(from)}-${cellText(to)}`];
  }
  return [level.unit === 'word' ? level.word : `${side === 'low' ? '<' : '>'}${cellText(level)}`];
}

const costCell = ({ cost }: DriverEnd) => (cost === undefined ? 'no plan' : dollars(cost));

export function driverCells({ code, low, high }: Driver): string[] {
  const at = [...shortFlip(low, 'low'), ...shortFlip(high, 'high')];
  return [
    DRIVER[code],
    levelText(low.level),
    costCell(low),
    levelText(high.level),
    costCell(high),
    at.length === 0 ? '-' : at.join(' '),
  ];
}

const MOST_NAMED = 2;

function whence(channel: PlanChannel): string {
  if (channel.kind === 'list') return 'at list';
  return channel.kind === 'direct' ? 'direct' : `through ${channelName(channel)}`;
}

/** What another decision does: "no contract, all through TokenMart", "OpenAI signed as well". */
export function turnText(turn: Turn, nameOf: NameOf): string {
  if (turn === 'noPlan') return 'nothing serves every workload';
  const { signed, dropped, changed, moved, unsigned, through } = turn;
  if (unsigned && dropped.length > 0) {
    const [only, ...others] = through.map(whence);
    return others.length > 0 ? 'no contract' : `no contract, all ${only}`;
  }
  const names = (providers: readonly string[]) => providers.map(nameOf).join(' and ');
  const said = [
    ...(signed.length === 0 ? [] : [`${names(signed)} signed`]),
    ...(dropped.length === 0 ? [] : [`${names(dropped)} not signed`]),
    ...changed.map(({ provider, commitment }) =>
      lessThan(NO_USD, commitment)
        ? `${nameOf(provider)} at a commitment of ${plainDollars(commitment)}`
        : `${nameOf(provider)} without commitment`,
    ),
  ];
  if (said.length > 0) return said.join(', ');
  const places = moved.map(({ workload, channel, model }) => `${workload} ${whence(channel)} as ${model}`);
  return places.length <= MOST_NAMED ? places.join(' and ') : `${places.length} workloads bought elsewhere`;
}

/** Either end of buying credit in advance: a choice of the buyer, and no level of a bonus. */
const prepaying = (word: string) =>
  `${word === 'none' ? 'No credit' : 'All credit that is sold at a bonus'} bought in advance`;

/** What flips the decision within its range, with the value at which it does; one line for each end. */
export function flipTexts(drivers: readonly Driver[], nameOf: NameOf): string[] {
  return flippingWays(drivers).flatMap(({ code, side }) => {
    const breakEven = drivers.find((each) => each.code === code)?.[side].breakEven;
    if (breakEven === undefined) return [];
    const { level, becomes } = breakEven;
    const where =
      code === 'bonus' && level.unit === 'word'
        ? prepaying(level.word)
        : `${subject(code, level, nameOf)} ${breakEvenText(breakEven, side)}`;
    return [`${where}: ${turnText(becomes, nameOf)}.`];
  });
}
