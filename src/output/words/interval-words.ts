import type { Fulfilment } from '../../domain/contract.ts';

/** An interval of fulfilment in a word. */
export const INTERVAL_WORDS: Readonly<Record<Fulfilment, string>> = {
  monthly: 'month',
  quarterly: 'quarter',
  annual: 'year',
};
