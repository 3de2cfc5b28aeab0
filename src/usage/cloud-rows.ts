import { type Day, parseDay } from '../domain/day.ts';
import { dayOf, inside, textOf } from './fields.ts';
import type { Fields } from './source.ts';

/** Line items of AWS that are usage; others carry the meter that they are on, and are none of it. */
export const AWS_USAGE: readonly string[] = ['Usage', 'DiscountedUsage'];

/** What Google calls a cost that is of usage, and no tax or adjustment, which carry the SKU that they are on. */
export const GOOGLE_USAGE = 'regular';

/** Whether a line item of AWS's cost and usage report is of Bedrock. */
export const isOfBedrock = (record: Fields) => textOf(record, 'line_item_product_code')?.includes('Bedrock') === true;

/** The columns of Azure's cost details that are read. */
type AzureColumn =
  | 'date'
  | 'meterName'
  | 'meterCategory'
  | 'meterSubCategory'
  | 'quantity'
  | 'unitOfMeasure'
  | 'chargeType'
  | 'subscriptionName'
  | 'subscriptionId'
  | 'resourceLocation'
  | 'tags';

/** The first of these columns that a row has: exports of an enterprise agreement begin each name with a capital. */
const spelled = (record: Fields, ...names: readonly string[]): string | undefined =>
  names.flatMap((name) => [name, `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`]).find((each) => each in record);

/** How a row of Azure's cost details spells a column. Source: learn.microsoft.com, understand-usage-details-fields. */
export const azureColumn = (record: Fields, name: AzureColumn): string => spelled(record, name) ?? name;
export const azureText = (record: Fields, name: AzureColumn): string | undefined =>
  textOf(record, azureColumn(record, name));

/** Whether a record is of Azure's cost details. */
export const isAzureRow = (record: Fields): boolean =>
  (['meterName', 'unitOfMeasure', 'quantity'] as const).every((name) => azureColumn(record, name) in record);

/** Whether a row of Azure's cost details is of its models. */
export function isOfAzureModels(record: Fields): boolean {
  const category = `${azureText(record, 'meterCategory') ?? ''} ${azureText(record, 'meterSubCategory') ?? ''}`;
  return /cognitive|openai|foundry/i.test(category);
}

/** What a row is, where it is no usage of its meter: a purchase, a refund, an adjustment. */
export function azureCharge(record: Fields): string | undefined {
  const type = azureText(record, 'chargeType');
  return type === undefined || /^usage$/i.test(type) ? undefined : type;
}

/** The day of a row of Azure's cost details, which writes it as 2026-10-01 or, in files from the portal, as 10/01/2026. */
export function azureDay(record: Fields): Day | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(azureText(record, 'date') ?? '');
  if (american === null) return dayOf(record, azureColumn(record, 'date'));
  const [, month = '', day = '', year] = american;
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Columns of US dollars, which its two writers spell apart, and of the currency that is billed. */
const AZURE_DOLLARS = ['costInUSD', 'costInUsd'];
const AZURE_COST = ['costInBillingCurrency', 'cost', 'preTaxCost'];

/** Where a row of Azure's cost details says what it costs, and the currency: dollars where it has both. */
export function azureCost(
  record: Fields,
): { readonly column: string; readonly currency: string | undefined } | undefined {
  const dollars = spelled(record, ...AZURE_DOLLARS);
  if (dollars !== undefined) return { column: dollars, currency: 'USD' };
  const column = spelled(record, ...AZURE_COST);
  const currency = spelled(record, 'billingCurrency', 'billingCurrencyCode', 'currency');
  return column === undefined ? undefined : { column, currency: currency && textOf(record, currency) };
}

/** The tags of a row, which an enterprise agreement writes without the braces around them. */
export function azureTags(record: Fields): Fields {
  const column = azureColumn(record, 'tags');
  const text = textOf(record, column);
  return inside(text?.startsWith('"') ? { [column]: `{${text}}` } : record, column);
}

/** The services of Google that sell its models, as its billing export names them. */
export const GOOGLE_SERVICES: readonly string[] = ['Vertex AI', 'Gemini API', 'Generative Language API'];

/** Whether a row of Google's billing export is of its models, which several services sell. */
export function isOfGoogleModels(record: Fields): boolean {
  const service = textOf(inside(record, 'service'), 'description') ?? textOf(record, 'service.description');
  return service !== undefined && GOOGLE_SERVICES.includes(service);
}

/** The SKU of a row of Google's billing export, whose text says model and class. */
export const googleSku = (record: Fields) =>
  textOf(inside(record, 'sku'), 'description') ?? textOf(record, 'sku.description') ?? '';
