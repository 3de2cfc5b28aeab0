import { dayOf, inside, textOf } from '../fields.ts';
import type { Fields } from '../source.ts';
import { amountIn, type BillOutcome, type BillSource, lineOf } from './bill-source.ts';

/** 10^10 ticks are a dollar. Source: xai-org/xai-proto, proto/xai/api/v1/usage.proto. */
const TICKS = 10;

/** An answer of the API with what was charged for it, its tools included. */
function read(record: Fields): BillOutcome {
  const model = textOf(record, 'model');
  return lineOf({
    day: dayOf(record, 'created', 'created_at', 'timestamp'),
    model,
    amount: amountIn(inside(record, 'usage'), 'cost_in_usd_ticks', TICKS),
    currency: 'USD',
    label: model,
  });
}

/** What xAI charged, answer by answer. */
export const XAI_TICKS: BillSource = {
  kind: 'xai-ticks',
  label: 'xAI answers with what they cost',
  provider: 'xai',
  recognises: (first) => 'cost_in_usd_ticks' in inside(first, 'usage'),
  read,
};
