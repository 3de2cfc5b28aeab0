import { parseExact, ZERO } from '../../domain/exact.ts';
import { usd } from '../../domain/units.ts';
import { wholeDollars } from '../numbers.ts';

const HUNDRED = 100;

/** An expected amount: a statistic, to the dollar. */
export function expected(amount: number): string {
  return wholeDollars(usd(parseExact(amount.toFixed(0)) ?? ZERO));
}

/** 97.5%: a probability, or an expected share; the digits that tell it from all and from nothing are kept. */
export function odds(probability: number): string {
  const percent = probability * HUNDRED;
  const rounded = percent.toFixed(1);
  if (probability > 0 && rounded === '0.0') return 'under 0.1%';
  if (probability < 1 && rounded === '100.0') return 'over 99.9%';
  return `${rounded}%`;
}
