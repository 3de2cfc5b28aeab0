import { billRow, isTokenMeter, lastDayOf } from './bill-line.ts';
import {
  AWS_USAGE,
  awsModel,
  awsUnit,
  azureCharge,
  azureColumn,
  azureCost,
  azureDay,
  azureTags,
  azureText,
  detailWords,
  focusMeter,
  focusText,
  GOOGLE_USAGE,
  googleField,
  googleSku,
  isAzureRow,
  isOfAzureModels,
  isOfBedrock,
  isOfGoogleModels,
  TOKEN_DETAIL,
} from './cloud-rows.ts';
import { belonging, dayOf, decimalOf, inside, listIn, tagged, textOf } from './fields.ts';
import { SILENT_ON } from './silent.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

const SILENT: readonly string[] = [
  'requests and failures: a bill adds up tokens; a gateway log has them',
  SILENT_ON.lengths,
];

/** Dollars of a line; other currencies are no dollars, and a rate for them is not guessed. */
const dollarsOf = (record: Fields, cost: string, currency: string) =>
  textOf(record, currency) === 'USD' ? decimalOf(record, cost) : undefined;

/** A line item of AWS: one token class, told by its usage type. Source: docs.aws.amazon.com/bedrock, cost-mgmt-understanding-cur-data. */
function readCur(record: Fields): Outcome {
  if (!AWS_USAGE.includes(textOf(record, 'line_item_line_item_type') ?? '')) return undefined;
  if (!isOfBedrock(record)) return undefined;
  const day = dayOf(record, 'line_item_usage_start_date');
  return billRow({
    meter: textOf(record, 'line_item_usage_type') ?? '',
    unit: awsUnit(record),
    quantity: decimalOf(record, 'line_item_usage_amount'),
    day,
    until: lastDayOf(day, dayOf(record, 'line_item_usage_end_date')),
    model: awsModel(record),
    billed: dollarsOf(record, 'line_item_unblended_cost', 'line_item_currency_code'),
    belongs: {
      ...tagged(inside(record, 'resource_tags')),
      ...belonging({ project: textOf(record, 'line_item_usage_account_id') }),
    },
  });
}

export const CUR: Source = {
  kind: 'cur',
  through: 'bedrock',
  label: 'AWS cost and usage report 2.0',
  provider: undefined,
  byRequest: false,
  recognises: (first) => 'line_item_usage_type' in first && 'line_item_usage_amount' in first,
  reader: () => ({ read: readCur }),
  convention: 'a line a token class, by its usage type; quantities by the unit of the line',
  silent: SILENT,
};

/** A charge for usage in tokens, by the word of its unit or of its meter. Source: FOCUS 1.2, columns and examples of AI billing. */
function readFocus(record: Fields): Outcome {
  if (textOf(record, 'ChargeCategory') !== 'Usage') return undefined;
  const [unit, name] = [focusText(record, 'ConsumedUnit'), focusMeter(record)];
  if (!/token/i.test(`${unit ?? ''} ${name}`)) return undefined;
  const details = inside(record, 'SkuPriceDetails');
  const meter = `${name} ${detailWords(details)}`.trim();
  if (!isTokenMeter(meter)) return undefined;
  if (focusText(record, 'ChargeClass') !== undefined) return new Dropped('corrects an earlier charge');
  const day = dayOf(record, 'ChargePeriodStart');
  return billRow({
    meter,
    unit,
    quantity: decimalOf(record, 'ConsumedQuantity'),
    day,
    until: lastDayOf(day, dayOf(record, 'ChargePeriodEnd')),
    model: textOf(details, ...TOKEN_DETAIL.model),
    billed: dollarsOf(record, 'BilledCost', 'BillingCurrency'),
    belongs: { ...tagged(inside(record, 'Tags')), ...belonging({ project: focusText(record, 'SubAccountId') }) },
  });
}

export const FOCUS: Source = {
  kind: 'focus',
  label: 'FOCUS charges',
  provider: undefined,
  byRequest: false,
  recognises: (first) => 'ChargeCategory' in first && 'ConsumedQuantity' in first && 'BilledCost' in first,
  reader: () => ({ read: readFocus }),
  convention: 'charges for usage in tokens, by their meter; corrections, purchases, tax and credits are none',
  silent: SILENT,
};

/** A row of the billing export; its unit "requests" is tokens. Source: docs.cloud.google.com/billing, standard-usage. */
function readGoogle(record: Fields): Outcome {
  if (textOf(record, 'cost_type') !== GOOGLE_USAGE) return undefined;
  if (!isOfGoogleModels(record)) return undefined;
  return billRow({
    meter: googleSku(record),
    unit: googleField(record, 'usage', 'unit'),
    quantity: decimalOf({ amount: googleField(record, 'usage', 'amount') }, 'amount'),
    day: dayOf(record, 'usage_start_time'),
    model: undefined,
    billed: dollarsOf(record, 'cost', 'currency'),
    belongs: {
      ...tagged(Object.fromEntries(listIn(record, 'labels').map((each) => [String(each['key']), each['value']]))),
      ...belonging({ project: googleField(record, 'project', 'id') }),
    },
  });
}

export const GOOGLE_BILLING: Source = {
  kind: 'google-billing',
  through: 'vertex',
  label: 'Google Cloud billing export',
  provider: 'google',
  byRequest: false,
  recognises: (first) => 'usage_start_time' in first && 'cost_type' in first,
  reader: () => ({ read: readGoogle }),
  convention: 'a row a token class, by the text of its SKU; what it cost is before credits',
  silent: SILENT,
};

/** A row of cost details; a unit is 1K or 1M, within one subscription. Source: @azure/arm-consumption, ModernUsageDetail. */
function readAzure(record: Fields): Outcome {
  if (!isOfAzureModels(record) || azureCharge(record) !== undefined) return undefined;
  const cost = azureCost(record);
  return billRow({
    meter: azureText(record, 'meterName') ?? '',
    unit: azureText(record, 'unitOfMeasure'),
    quantity: decimalOf(record, azureColumn(record, 'quantity')),
    day: azureDay(record),
    model: undefined,
    billed: cost?.currency === 'USD' ? decimalOf(record, cost.column) : undefined,
    belongs: {
      ...tagged(azureTags(record)),
      ...belonging({
        project: azureText(record, 'subscriptionName') ?? azureText(record, 'subscriptionId'),
        route: azureText(record, 'resourceLocation'),
      }),
    },
  });
}

export const AZURE: Source = {
  kind: 'azure',
  through: 'foundry',
  label: 'Azure cost details',
  provider: undefined,
  byRequest: false,
  recognises: isAzureRow,
  reader: () => ({ read: readAzure }),
  convention: 'a row a token class, by the name of its meter; quantities by the unit of the row, 1K or 1M',
  silent: SILENT,
};
