import { type Day, parseDay } from '../domain/day.ts';
import { dayOf, inside, textOf } from './fields.ts';
import type { Fields } from './source.ts';

/** Line items of AWS that are usage; others carry the meter that they are on, and are none of it. */
export const AWS_USAGE: readonly string[] = ['Usage', 'DiscountedUsage'];

/** What Google calls a cost that is of usage, and no tax or adjustment, which carry the SKU that they are on. */
export const GOOGLE_USAGE = 'regular';

/** The name of what a line item of AWS is for: "Claude Sonnet 4.5 (Amazon Bedrock Edition)" where the marketplace sells it, under a code that says nothing. */
const awsProduct = (record: Fields): string =>
  textOf(inside(record, 'product'), 'product_name') ?? textOf(record, 'product_product_name') ?? '';

/** What the name of a model ends with that is sold through AWS's marketplace. */
export const BEDROCK_EDITION = ' (Amazon Bedrock Edition)';

/** Whether a line item of AWS's cost and usage report is of Bedrock. */
export const isOfBedrock = (record: Fields): boolean =>
  [textOf(record, 'line_item_product_code') ?? '', awsProduct(record)].some((each) => each.includes('Bedrock'));

/** The model of a line item whose usage type does not name it; undefined where it does. */
export function awsModel(record: Fields): string | undefined {
  const product = awsProduct(record);
  if (!product.endsWith(BEDROCK_EDITION)) return undefined;
  return product.slice(0, -BEDROCK_EDITION.length).toLowerCase().replaceAll(' ', '-');
}

/** What the unit of a line item is called where it is none: then its description has it, "...|Million Input Tokens". */
export const AWS_NO_UNIT = 'Units';

export function awsUnit(record: Fields): string | undefined {
  const unit = textOf(record, 'pricing_unit');
  return unit === AWS_NO_UNIT ? textOf(record, 'line_item_line_item_description') : unit;
}

/** FOCUS writes a missing value as nothing, or as the word. */
export const focusText = (record: Fields, ...names: readonly string[]): string | undefined =>
  names.map((name) => textOf(record, name)).find((text) => text !== undefined && text !== 'NULL');

/** What a charge of FOCUS calls its meter. 1.0 has no column for it, but Azure and AWS have their own; what a charge is described as comes last. */
export const focusMeter = (record: Fields): string =>
  focusText(record, 'SkuMeter', 'x_SkuMeterName', 'x_UsageType', 'ChargeDescription') ?? '';

/** Details of a price that say something of its tokens, under the keys of FOCUS 1.5's draft or of a generator's own (`x_`). */
export const TOKEN_DETAIL = {
  model: ['x_ModelId', 'ModelId'],
  type: ['x_TokenType'],
  direction: ['x_TokenDirection', 'TokenDirection'],
  cache: ['x_TokenCacheAction', 'TokenCacheAction'],
  mode: ['x_ServiceMode'],
  band: ['x_ContextBand'],
} as const;

/** What is done with a cache, where it is something. */
export const CACHE_ACTIONS = ['Read', 'Write'] as const;

/** The details of a price in the words of a meter. */
export function detailWords(details: Fields): string {
  const told = (key: keyof typeof TOKEN_DETAIL) => textOf(details, ...TOKEN_DETAIL[key]) ?? '';
  const cache = CACHE_ACTIONS.find((each) => each === told('cache'));
  return [
    told('type'),
    told('direction'),
    cache === undefined ? '' : `cache ${cache}`,
    told('mode'),
    told('band') === 'long' ? 'long context' : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

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

/** A field of a record in Google's billing export, or of what a table or a query has made of it. */
export const googleField = (record: Fields, name: string, field: string): string | undefined =>
  textOf(inside(record, name), field) ?? textOf(record, `${name}.${field}`, `${name}_${field}`);

/** Whether a row of Google's billing export is of its models, which several services sell. */
export function isOfGoogleModels(record: Fields): boolean {
  const service = googleField(record, 'service', 'description');
  return service !== undefined && GOOGLE_SERVICES.includes(service);
}

/** The SKU of a row of Google's billing export, whose text says model and class. */
export const googleSku = (record: Fields) => googleField(record, 'sku', 'description') ?? '';
