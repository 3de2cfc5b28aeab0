import { dayOf, listIn, textOf } from '../fields.ts';
import type { Fields } from '../source.ts';
import { amountIn, type BillOutcome, type BillSource, billedForIn, lineOf, modeIn } from './bill-source.ts';

const CENTS = 2;

const isTokens = (type: string | undefined) => type === undefined || /token/i.test(type);

/**
 * The cost report: `amount` is a decimal in cents. Grouped by `description` it names model, tier and class.
 * Source: platform.claude.com, Admin API, cost_report.
 */
function readReport(record: Fields): BillOutcome {
  const ofTokens = isTokens(textOf(record, 'cost_type'));
  return lineOf({
    day: dayOf(record, 'starting_at'),
    model: ofTokens ? textOf(record, 'model') : undefined,
    billedFor: ofTokens ? billedForIn(textOf(record, 'token_type') ?? '') : 'calls',
    mode: modeIn(textOf(record, 'service_tier') ?? ''),
    amount: amountIn(record, 'amount', CENTS),
    currency: textOf(record, 'currency'),
    label: textOf(record, 'description', 'cost_type'),
  });
}

const isCost = (record: Fields) => listIn(record, 'results').some((each) => 'amount' in each && 'cost_type' in each);

function* unfold(document: Fields): Iterable<Fields> {
  for (const bucket of 'results' in document ? [document] : listIn(document, 'data')) {
    for (const result of listIn(bucket, 'results')) yield { ...result, starting_at: bucket['starting_at'] };
  }
}

/** What Anthropic billed, as its cost report answers. */
export const ANTHROPIC_COST: BillSource = {
  kind: 'anthropic-cost',
  label: 'Anthropic cost report',
  provider: 'anthropic',
  recognises: (first) => isCost(first) || listIn(first, 'data').some(isCost),
  unfold,
  read: readReport,
};

/** "Claude Opus 4.5" as its id is written. */
const idOf = (name: string | undefined) => name?.toLowerCase().replaceAll(' ', '-');

/** The Console's CSV: dollars, each row rounded to the cent; the model by its display name. */
function readConsole(record: Fields): BillOutcome {
  const ofTokens = isTokens(textOf(record, 'cost_type')) || textOf(record, 'token_type') !== undefined;
  return lineOf({
    day: dayOf(record, 'usage_date_utc'),
    model: ofTokens ? idOf(textOf(record, 'model')) : undefined,
    billedFor: ofTokens ? billedForIn(textOf(record, 'token_type') ?? '') : 'calls',
    mode: modeIn(`${textOf(record, 'usage_type') ?? ''} ${textOf(record, 'speed') ?? ''}`),
    amount: amountIn(record, 'cost_usd'),
    currency: 'USD',
    label: textOf(record, 'cost_type', 'model'),
  });
}

/** What Anthropic billed, as the Console exports it. */
export const ANTHROPIC_CONSOLE_COST: BillSource = {
  kind: 'anthropic-console-cost',
  label: 'Anthropic Console cost export',
  provider: 'anthropic',
  recognises: (first) => 'cost_usd' in first && 'token_type' in first,
  read: readConsole,
};
