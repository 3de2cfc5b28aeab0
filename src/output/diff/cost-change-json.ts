import type { CostChange, SideCost } from '../../domain/card-diff.ts';
import type { JsonValue } from '../../domain/json.ts';
import { costMoved, costShare } from './card-text.ts';

/** An amount that is not known is null beside its bound. */
export function costJson({ amount, unpriced }: SideCost): JsonValue {
  return { amount: unpriced.length === 0 ? amount : null, lowerBound: amount, unpriced };
}

/** Both sides of a cost and how far it moved. */
export function changeJson(cost: CostChange): { [key: string]: JsonValue } {
  return {
    old: costJson(cost.old),
    new: costJson(cost.new),
    change: costMoved(cost) ?? null,
    changeShare: costShare(cost) ?? null,
  };
}
