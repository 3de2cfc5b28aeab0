import { dayOf, inside, textOf } from '../fields.ts';
import type { Fields } from '../source.ts';
import { TICK_PLACES, TICKS } from '../ticks.ts';
import { amountIn, type BillOutcome, type BillSource, lineOf } from './bill-source.ts';

/** An answer of the API with what was charged for it, its tools included. */
function read(record: Fields): BillOutcome {
  const model = textOf(record, 'model');
  return lineOf({
    day: dayOf(record, 'created', 'created_at', 'timestamp'),
    model,
    amount: amountIn(inside(record, 'usage'), TICKS, TICK_PLACES),
    currency: 'USD',
    label: model,
  });
}

/** What xAI charged, answer by answer. */
export const XAI_TICKS: BillSource = {
  kind: 'xai-ticks',
  label: 'xAI answers with what they cost',
  provider: 'xai',
  recognises: (first) => TICKS in inside(first, 'usage'),
  read,
};
