import type { Retirement } from '../../domain/rate-card.ts';

/** What follows the last day of a model: what answers to its name, or what its provider names instead. */
export function afterText({ servedBy, billedAs }: Pick<Retirement, 'servedBy' | 'billedAs'>): string {
  if (servedBy === undefined) return 'nothing is named that answers in its place';
  switch (billedAs) {
    case 'successor':
      return `then ${servedBy} answers to its name, at the price of ${servedBy}`;
    case 'own':
      return `then ${servedBy} answers to its name, at the price of the old model`;
    case undefined:
      return `then its name is not served; its provider names ${servedBy} as the replacement`;
  }
}
