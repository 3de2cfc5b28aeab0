import type { Check, LimitResult, WorkloadAmount } from '../domain/check.ts';
import type { Provenance } from '../domain/estimate.ts';
import { numeral } from '../domain/exact.ts';
import { ratio } from '../domain/units.ts';
import { box } from './box.ts';
import { cell, csvText, nameCell } from './csv.ts';
import { feeJson, headJson, lineItemJson, notesJson } from './estimate-json.ts';
import { provenanceText } from './estimate-table.ts';
import type { JsonValue } from './json.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { noteText } from './note-text.ts';
import { dollars, exactDollars, roundPercent } from './numbers.ts';
import type { Paint } from './paint.ts';
import { visible } from './safe-text.ts';
import { section } from './wrap.ts';

const HEAD = ['limit', 'actual [share of limit]', 'limit, USD a month', 'verdict'];

/** What a limit is laid on, in words. */
export function scopeText({ limit }: LimitResult): string {
  return limit.scope === 'portfolio' ? 'whole profile' : `${limit.scope} ${limit.name ?? ''}`;
}

/** Both figures of a limit; every digit of them where rounding would print the same text twice. */
function figures({ amount, limit, complete }: LimitResult): { actual: string; max: string } {
  const same = dollars(amount) === dollars(limit.max) && numeral(amount) !== numeral(limit.max);
  const money = same ? exactDollars : dollars;
  return { actual: `${complete ? '' : 'at least '}${money(amount)}`, max: money(limit.max) };
}

function limitCells(result: LimitResult): string[] {
  const { actual, max } = figures(result);
  const share = ratio(result.amount, result.limit.max);
  const part = share === undefined ? '' : ` [${roundPercent(share, 1)}]`;
  const level = result.limit.level === 'warn' && result.verdict !== 'within' ? ' (warns)' : '';
  return [scopeText(result), `${actual}${part}`, max, `${result.verdict}${level}`];
}

/** The verdict in a sentence. */
export function verdictText(check: Check): string {
  const worst = check.limits.find((result) => result.limit.level === 'fail' && result.verdict === check.verdict);
  if (worst === undefined) return 'within: no limit is exceeded.';
  const { actual, max } = figures(worst);
  switch (check.verdict) {
    case 'within':
      return `within: ${scopeText(worst)} is projected at ${actual} a month, at most ${max} is allowed.`;
    case 'over':
      return `over: ${scopeText(worst)} is projected ${worst.complete ? 'at ' : ''}${actual} a month, over the limit of ${max}.`;
    case 'undecided':
      return `undecided: ${scopeText(worst)} costs ${actual} a month, and a part of it has no price.`;
  }
}

function workloadCells(amount: WorkloadAmount): string[] {
  const cost = amount.complete ? dollars(amount.amount) : `at least ${dollars(amount.amount)}`;
  return [amount.workload, amount.model, amount.channel, cost];
}

const WORKLOAD_HEAD = ['workload', 'model', 'channel', 'USD a month'];

/** The answer of `check` on the screen. */
export function checkTable(check: Check, provenance: Provenance, paint: Paint): string {
  const mark = check.verdict === 'within' ? paint.good : paint.bad;
  const safe = (cells: string[]) => cells.map(visible);
  const notes = check.assumptions.map((note) => visible(noteText(note, provenance.providerName)));
  const lines = [
    mark(visible(verdictText(check))),
    box(
      HEAD,
      check.limits.map((result) => safe(limitCells(result))),
    ),
    box(
      WORKLOAD_HEAD,
      check.workloads.map((amount) => safe(workloadCells(amount))),
    ),
    ...section(paint.strong('Assumptions'), notes),
    '',
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The answer of `check` as Markdown. */
export function checkMarkdown(check: Check, provenance: Provenance): string {
  const safe = (cells: string[]) => cells.map(markdownText);
  const lines = [
    `**${markdownText(verdictText(check))}**`,
    '',
    ...markdownTable(
      HEAD.map(markdownText),
      check.limits.map((result) => safe(limitCells(result))),
    ),
    '',
    ...markdownTable(
      WORKLOAD_HEAD,
      check.workloads.map((amount) => safe(workloadCells(amount))),
    ),
    '',
    markdownText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}

/** One row per limit, with the names of the JSON. An amount that is not known is an empty cell. */
export function checkCsv(check: Check, { asOf, card }: Provenance): string {
  const rows = check.limits.map((result) => [
    result.limit.scope,
    nameCell(result.limit.name ?? ''),
    result.limit.level,
    cell(numeral(result.limit.max)),
    result.complete ? cell(numeral(result.amount)) : '',
    result.verdict,
    'USD',
    asOf,
    nameCell(card.id),
    card.version,
    card.sha256,
  ]);
  const head = [
    'scope',
    'name',
    'level',
    'limit',
    'amount',
    'verdict',
    'currency',
    'asOf',
    'cardId',
    'cardVersion',
    'cardSha256',
  ];
  return csvText([head, ...rows]);
}

/** The answer of `check` with the keys that scripts rely on. An amount that is not known is null beside its bound. */
export function checkJson(check: Check, provenance: Provenance): JsonValue {
  const amountKeys = ({ amount, complete }: { amount: Check['amount']; complete: boolean }) => ({
    amount: complete ? amount : null,
    lowerBound: amount,
  });
  return {
    ...headJson(provenance),
    verdict: check.verdict,
    verdictText: verdictText(check),
    ...amountKeys(check),
    limits: check.limits.map((result) => ({
      scope: result.limit.scope,
      name: result.limit.name ?? null,
      level: result.limit.level,
      limit: result.limit.max,
      ...amountKeys(result),
      verdict: result.verdict,
    })),
    workloads: check.workloads.map((each) => ({
      name: each.workload,
      model: each.model,
      provider: each.provider,
      channel: each.channel,
      ...amountKeys(each),
      lineItems: each.bill.lineItems.map(lineItemJson),
      fees: each.bill.fees.map(feeJson),
      unpriced: each.bill.unpriced.map(({ meter, mode, reason }) => ({ meter, mode, reason })),
    })),
    assumptions: notesJson(check.assumptions, provenance.providerName),
    warnings: notesJson(check.warnings, provenance.providerName),
  };
}
