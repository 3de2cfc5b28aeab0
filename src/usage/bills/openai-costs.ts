import { dayOf, inside, listIn, textOf } from '../fields.ts';
import type { Fields } from '../source.ts';
import { amountIn, type BillOutcome, type BillSource, billedForIn, lineOf, modeIn } from './bill-source.ts';

/** A line item is "gpt-5.4-2026-03-05, cached input"; without a comma it names a product: "web search tool calls". */
function itemOf(item: string | undefined) {
  if (item === undefined) return { model: undefined, billedFor: undefined, mode: undefined };
  const comma = item.indexOf(',');
  const words = comma === -1 ? item : item.slice(comma + 1);
  const billedFor = billedForIn(words);
  const model = comma === -1 ? undefined : item.slice(0, comma).trim();
  return { model: billedFor === 'calls' ? undefined : model, billedFor, mode: modeIn(words) };
}

/**
 * Dollars a UTC day and line item. Source: openai-node, src/resources/admin/organization/usage.ts
 * (`organization.costs.result`); the columns of the CSV are bound by name, for they move from year to year.
 */
function read(record: Fields): BillOutcome {
  const ofApi = inside(record, 'amount');
  const isApi = Object.keys(ofApi).length > 0;
  const label = textOf(record, 'line_item');
  return lineOf({
    day: dayOf(record, 'start_time', 'start_time_iso'),
    ...itemOf(label),
    amount: isApi ? amountIn(ofApi, 'value') : amountIn(record, 'amount_value'),
    currency: isApi ? textOf(ofApi, 'currency') : textOf(record, 'amount_currency'),
    label,
  });
}

const isCosts = (record: Fields) =>
  listIn(record, 'results').some((each) => each['object'] === 'organization.costs.result');

function* unfold(document: Fields): Iterable<Fields> {
  const buckets = document['object'] === 'bucket' ? [document] : listIn(document, 'data');
  for (const bucket of buckets) {
    for (const result of listIn(bucket, 'results')) yield { ...result, start_time: bucket['start_time'] };
  }
}

/** What OpenAI billed, as the dashboard exports it or the costs API answers. */
export const OPENAI_COSTS: BillSource = {
  kind: 'openai-costs',
  label: 'OpenAI cost export',
  provider: 'openai',
  recognises: (first) => 'amount_value' in first || isCosts(first) || listIn(first, 'data').some(isCosts),
  unfold,
  read,
};
