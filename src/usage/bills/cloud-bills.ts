import type { BilledFor, BillLine } from '../../domain/bill-line.ts';
import { lastDayOf, meterWords } from '../bill-line.ts';
import {
  AWS_USAGE,
  awsModel,
  azureCharge,
  azureColumn,
  azureCost,
  azureDay,
  azureText,
  GOOGLE_USAGE,
  googleSku,
  isOfAzureModels,
  isOfBedrock,
  isOfGoogleModels,
} from '../cloud-rows.ts';
import { dayOf, listIn, textOf } from '../fields.ts';
import { Dropped, type Fields } from '../source.ts';
import { amountIn, type BillOutcome, type BillSource, billedForIn, lineOf, type Said } from './bill-source.ts';

/** What a meter bills, where it names no lifetime of writes without one: five minutes is a default, and not said. */
const billedForOf = (meter: string, kind: BilledFor | undefined): BilledFor | undefined =>
  kind === 'cacheWrite5m' ? billedForIn(`cache write ${meter}`) : kind;

/** A line by the name of its meter: model, class and mode where it bills tokens, else a charge of that name. */
function meteredLine(
  meter: string,
  said: Omit<Said, 'model' | 'billedFor' | 'mode' | 'label'>,
  model?: string,
): BillOutcome {
  const words = meterWords(meter);
  const calls = words === undefined && /search|grounding/i.test(meter);
  return lineOf({
    ...said,
    model: model ?? (words?.model === '' ? undefined : words?.model),
    billedFor: calls ? 'calls' : billedForOf(meter, words?.kind),
    mode: words?.mode,
    label: meter === '' ? undefined : meter,
  });
}

const CREDITS = ['Credit', 'Refund', 'BundledDiscount', 'EdpDiscount', 'PrivateRateDiscount'];

/** A line item of AWS for Bedrock. Source: docs.aws.amazon.com/bedrock, cost-mgmt-understanding-cur-data. */
function readCur(record: Fields): BillOutcome {
  if (!isOfBedrock(record)) return undefined;
  const type = textOf(record, 'line_item_line_item_type') ?? '';
  const day = dayOf(record, 'line_item_usage_start_date');
  const own = {
    day,
    until: lastDayOf(day, dayOf(record, 'line_item_usage_end_date')),
    amount: amountIn(record, 'line_item_unblended_cost'),
    currency: textOf(record, 'line_item_currency_code'),
  };
  if (type !== '' && !AWS_USAGE.includes(type)) {
    return lineOf({ ...own, model: undefined, credit: CREDITS.includes(type), tax: type === 'Tax', label: type });
  }
  return meteredLine(textOf(record, 'line_item_usage_type') ?? '', own, awsModel(record));
}

/** What AWS billed for Bedrock, by the lines of its cost and usage report. */
export const CUR_BILL: BillSource = {
  kind: 'cur',
  label: 'AWS cost and usage report 2.0',
  provider: undefined,
  recognises: (first) => 'line_item_usage_type' in first && 'line_item_unblended_cost' in first,
  read: readCur,
};

/** A row of cost details, in US dollars where it says them. Source: @azure/arm-consumption, ModernUsageDetail. */
function readAzure(record: Fields): BillOutcome {
  const cost = azureCost(record);
  if (cost === undefined || !isOfAzureModels(record)) return undefined;
  const own = { day: azureDay(record), amount: amountIn(record, cost.column), currency: cost.currency };
  const charge = azureCharge(record);
  // A purchase or a refund carries the meter that it is on, and is no usage of it.
  if (charge !== undefined) return lineOf({ ...own, model: undefined, credit: charge === 'Refund', label: charge });
  return meteredLine(azureText(record, 'meterName') ?? '', own);
}

/** What Azure billed for its models, by the rows of its cost details. */
export const AZURE_BILL: BillSource = {
  kind: 'azure',
  label: 'Azure cost details',
  provider: undefined,
  recognises: (first) => azureColumn(first, 'meterName') in first && azureCost(first) !== undefined,
  read: readAzure,
};

/** A row of the billing export: its cost, and each of its credits. Source: docs.cloud.google.com/billing, standard-usage. */
function readGoogle(record: Fields): BillOutcome {
  if (!isOfGoogleModels(record)) return undefined;
  const own = { day: dayOf(record, 'usage_start_time'), currency: textOf(record, 'currency') };
  const amount = amountIn(record, 'cost');
  const type = textOf(record, 'cost_type') ?? GOOGLE_USAGE;
  const charge =
    type === GOOGLE_USAGE
      ? meteredLine(googleSku(record), { ...own, amount })
      : lineOf({ ...own, amount, model: undefined, tax: type === 'tax', label: type });
  if (charge === undefined || charge instanceof Dropped) return charge;
  const credits = listIn(record, 'credits').flatMap((each): readonly BillLine[] => {
    const name = textOf(each, 'name', 'full_name', 'type') ?? 'credit';
    const line = lineOf({ ...own, model: undefined, amount: amountIn(each, 'amount'), credit: true, label: name });
    return line === undefined || line instanceof Dropped ? [] : line;
  });
  return [...charge, ...credits];
}

/** What Google Cloud billed for its models, by the rows of its billing export. */
export const GOOGLE_BILL: BillSource = {
  kind: 'google-billing',
  label: 'Google Cloud billing export',
  provider: undefined,
  recognises: (first) => 'usage_start_time' in first && 'cost' in first && 'cost_type' in first,
  read: readGoogle,
};
