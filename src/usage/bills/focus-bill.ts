import { lastDayOf, meterWords } from '../bill-line.ts';
import { focusMeter, TOKEN_DETAIL } from '../cloud-rows.ts';
import { dayOf, inside, textOf } from '../fields.ts';
import type { Fields } from '../source.ts';
import { amountIn, type BillOutcome, type BillSource, billedForIn, lineOf, modeIn } from './bill-source.ts';

/**
 * A row of FOCUS. The model stands in `SkuPriceDetails`, under the keys of FOCUS 1.5's draft or of a generator's own
 * (`x_`). The end of a charge period is exclusive. Source: FOCUS_Spec, specification/columns.
 */
function read(record: Fields): BillOutcome {
  const details = inside(record, 'SkuPriceDetails');
  const [direction, cache] = [
    textOf(details, ...TOKEN_DETAIL.direction) ?? '',
    textOf(details, ...TOKEN_DETAIL.cache) ?? '',
  ];
  const words = meterWords(focusMeter(record));
  const model = textOf(details, ...TOKEN_DETAIL.model) ?? (words?.model === '' ? undefined : words?.model);
  const label = textOf(record, 'ChargeDescription', 'SkuMeter', 'ServiceName');
  const category = textOf(record, 'ChargeCategory');
  const day = dayOf(record, 'ChargePeriodStart');
  const isUsage = category === undefined || category === 'Usage';
  return lineOf({
    day,
    until: lastDayOf(day, dayOf(record, 'ChargePeriodEnd')),
    model: isUsage ? model : undefined,
    billedFor: isUsage
      ? billedForIn(direction === '' ? (label ?? '') : `${cache === 'Uncached' ? '' : `cache ${cache}`} ${direction}`)
      : undefined,
    mode: modeIn(textOf(details, ...TOKEN_DETAIL.mode) ?? label ?? ''),
    amount: amountIn(record, 'BilledCost'),
    currency: textOf(record, 'BillingCurrency'),
    credit: category === 'Credit',
    tax: category === 'Tax',
    label,
  });
}

/** A bill in FOCUS, 1.0 to 1.4. */
export const FOCUS_BILL: BillSource = {
  kind: 'focus',
  label: 'FOCUS charges',
  provider: undefined,
  recognises: (first) => 'BilledCost' in first && 'ChargePeriodStart' in first,
  read,
};
