import type { ContractBand } from '../../domain/contract.ts';
import { percent } from '../render/numbers.ts';

/** The discount of a band in words, those of the models that it names after it: "20% off (small 40%)". */
export function offText({ discount, prices }: Pick<ContractBand, 'discount' | 'prices'>): string {
  const named = [...(prices?.discounts ?? [])].map(([model, own]) => `${model} ${percent(own)}`);
  return `${percent(discount)} off${named.length === 0 ? '' : ` (${named.join(', ')})`}`;
}
