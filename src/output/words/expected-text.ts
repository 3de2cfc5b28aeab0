import { exactOf } from '../../domain/statistic.ts';
import { usd } from '../../domain/units.ts';
import { wholeDollars } from '../render/numbers.ts';

const HUNDRED = 100;

/** An expected amount: a statistic, to the dollar. */
export function expected(amount: number): string {
  return wholeDollars(usd(exactOf(amount, 0)));
}

function percentOf(probability: number, over: string, under: string): string {
  const rounded = (probability * HUNDRED).toFixed(1);
  if (probability > 0 && rounded === '0.0') return `${under}0.1%`;
  if (probability < 1 && rounded === '100.0') return `${over}99.9%`;
  return `${rounded}%`;
}

/** 97.5%: a probability, or an expected share; nearly all and nearly nothing are told from all and nothing. */
export const odds = (probability: number) => percentOf(probability, 'over ', 'under ');

/** The same in a cell: >99.9%. */
export const oddsCell = (probability: number) => percentOf(probability, '>', '<');
