import { type Day, parseDay } from '../domain/day.ts';
import { dayOf, inside, textOf } from './fields.ts';
import type { Fields } from './source.ts';

/** Line items of AWS that are usage; others carry the meter that they are on, and are none of it. */
export const AWS_USAGE: readonly string[] = ['Usage', 'DiscountedUsage'];

/** What Google calls a cost that is of usage, and no tax or adjustment, which carry the SKU that they are on. */
export const GOOGLE_USAGE = 'regular';

/** Whether a line item of AWS's cost and usage report is of Bedrock. */
export const isOfBedrock = (record: Fields) => textOf(record, 'line_item_product_code')?.includes('Bedrock') === true;

/** Whether a row of Azure's cost details is of its models. */
export function isOfAzureModels(record: Fields): boolean {
  const category = `${textOf(record, 'meterCategory') ?? ''} ${textOf(record, 'meterSubCategory') ?? ''}`;
  return /cognitive|openai|foundry/i.test(category);
}

/** The day of a row of Azure's cost details, which writes it as 2026-10-01 or, in files from the portal, as 10/01/2026. */
export function azureDay(record: Fields): Day | undefined {
  const american = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(textOf(record, 'date') ?? '');
  if (american === null) return dayOf(record, 'date');
  const [, month, day, year] = american;
  return parseDay(`${year}-${month}-${day}`);
}

/** What a row of Azure's cost details costs in US dollars: a column that its two writers spell apart. */
export const AZURE_DOLLARS = ['costInUSD', 'costInUsd'] as const;
export const azureDollars = (record: Fields) => AZURE_DOLLARS.find((name) => name in record) ?? AZURE_DOLLARS[0];

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
