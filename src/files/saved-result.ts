import { feesOf } from '../domain/baseline.ts';
import { type BoughtWorkload, costOfPart, type Portfolio } from '../domain/change.ts';
import type { Day } from '../domain/day.ts';
import { problem } from '../domain/problem.ts';
import { minus, NO_USD, sum, type Usd, usd } from '../domain/units.ts';
import { savedNumber, savedPart } from './saved-line.ts';
import type { SavedLineItem } from './schemas/saved-line-schema.ts';
import { type SavedCheck, type SavedEstimate, savedCheckSchema, savedEstimateSchema } from './schemas/saved-schema.ts';
import { validate } from './validate.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

const KIND = 'saved result';

/** An answer in JSON that somebody kept, as far as it can be compared. */
export interface SavedResult {
  readonly command: 'estimate' | 'check';
  readonly currency: string;
  readonly asOf: Day;
  readonly card: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly portfolio: Portfolio;
  /** Fees of a month that no workload holds. */
  readonly feesBeyond: Usd;
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** JSON with every scalar as text, as the YAML reader gives it, so that no amount passes through a float. */
function textsOf(json: string): unknown {
  return JSON.parse(json.replace(STRING_OR_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}

/** The file as text throughout; the slow reader, which knows places, is asked only when something is wrong. */
export function jsonFile(text: string, path: string, kind = KIND): YamlFile {
  let content: unknown;
  try {
    content = textsOf(text);
  } catch {
    return parseYaml(text, path, kind);
  }
  const placed = () => parseYaml(text, path, kind);
  return { path, content, place: (at, part) => placed().place(at, part), lines: text.split(/\r?\n/) };
}

function boughtOf(
  items: readonly SavedLineItem[],
  model: string,
  channel: string,
  cost: Usd | undefined,
  unpriced: readonly string[],
): BoughtWorkload {
  const parts = items.map((item) => savedPart(item, model, channel));
  const ofTokens = sum(parts.map(costOfPart));
  const fees = cost === undefined ? NO_USD : feesOf(minus(cost, ofTokens));
  return { parts, fees, unpriced: [...new Set(unpriced)] };
}

const reasonsOf = (unpriced: readonly { readonly reason: string }[]) => unpriced.map(({ reason }) => reason);

/** The cheapest configuration; one that was asked for and has no price leaves open whether it is. */
function boughtInEstimate({ configurations, cheapest, model }: SavedEstimate['workloads'][number]): BoughtWorkload {
  const open = configurations.filter(
    (row) => row.channel === 'list' && row.basis === 'stated' && row.reasonCode === 'unpriced',
  );
  const reasons = open.flatMap((row) => reasonsOf(row.unpriced));
  const row = configurations.find((each) => each.id === cheapest);
  if (row === undefined) {
    return { parts: [], fees: NO_USD, unpriced: reasons.length > 0 ? reasons : ['no configuration has a price'] };
  }
  return boughtOf(row.lineItems, model, row.channel, usd(savedNumber(row.monthlyCost)), reasons);
}

function boughtInCheck({ amount, lineItems, model, channel, unpriced }: SavedCheck['workloads'][number]) {
  if (amount !== 'null') return boughtOf(lineItems, model, channel, usd(savedNumber(amount)), reasonsOf(unpriced));
  const reasons = unpriced.length > 0 ? reasonsOf(unpriced) : ['the result does not know its amount'];
  return boughtOf(lineItems, model, channel, undefined, reasons);
}

/** Workloads by name; answers never hold two of the same. */
function portfolioOf<Entry extends { readonly name: string }>(
  path: string,
  entries: readonly Entry[],
  bought: (entry: Entry) => BoughtWorkload,
): Portfolio {
  const portfolio = new Map(entries.map((entry) => [entry.name, bought(entry)] as const));
  if (portfolio.size < entries.length) throw problem('notComparable', path, 'it holds two workloads of one name');
  return portfolio;
}

/**
 * A result of `estimate` or `check` from its JSON text. Throws `notComparable` for an answer of another command, and
 * `invalidFile` with the faults at their places.
 */
export function loadSavedResult(file: YamlFile, command: string): SavedResult {
  if (command === 'estimate') {
    const { asOf, card, currency, workloads, totals } = validate(file, savedEstimateSchema, KIND);
    const portfolio = portfolioOf(file.path, workloads, boughtInEstimate);
    const feesBeyond = usd(savedNumber(totals.feesBeyondRows));
    return { command, asOf: asOf as Day, card, currency, portfolio, feesBeyond };
  }
  if (command === 'check') {
    const { asOf, card, currency, workloads } = validate(file, savedCheckSchema, KIND);
    const portfolio = portfolioOf(file.path, workloads, boughtInCheck);
    return { command, asOf: asOf as Day, card, currency, portfolio, feesBeyond: NO_USD };
  }
  throw problem('notComparable', file.path, `it is a saved result of ${command}`);
}
