import type { Channel } from '../../domain/channel.ts';
import type { Configuration, Estimate, Provenance, ProviderFloor, WorkloadEstimate } from '../../domain/estimate.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import { Items, type JsonDocument, type JsonValue } from '../../domain/json.ts';
import { costOf, type LineItem, totalOf } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import { multipliersOf, printedOf, usdPerMtokOf } from '../../domain/price.ts';
import { annual, complement, minus, portion, ratio, type Usd } from '../../domain/units.ts';
import { noteText } from '../words/note-text.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { adviceText } from './advice-text.ts';
import { scheduleJson } from './schedule-text.ts';

/** Changes when a key changes its meaning or goes away; additions do not change it. */
export const SCHEMA_VERSION = 1;

type NameOf = (provider: string) => string;

/** Keys that open every JSON answer. */
export function headJson({ tool, command, asOf, card }: Provenance): { [key: string]: JsonValue } {
  return { schemaVersion: SCHEMA_VERSION, tool, command, asOf, currency: 'USD', period: 'month', card };
}

/** A line item with everything that made its price. */
export function lineItemJson(item: LineItem): JsonValue {
  const { meter, mode, band, pricing, source } = item.price;
  return {
    meter,
    mode,
    band,
    tokens: item.tokens,
    pricing,
    usdPerMtok: usdPerMtokOf(item.price),
    printedUsdPerMtok: printedOf(item.price),
    multipliers: multipliersOf(item.price).map((step) => ({ name: step.name, factor: step.factor })),
    cost: costOf(item),
    source: { url: source.url, checked: source.checked },
    confidence: source.confidence,
  };
}

/** A fee as a line of its own: it has no meter, and no tokens stand behind it. */
export function feeJson(fee: Fee): JsonValue {
  const { kind, basis, rate, minimum, source } = fee;
  return {
    kind,
    basis,
    rate,
    minimum: minimum ?? null,
    cost: feeCost(fee),
    source: source === undefined ? null : { url: source.url, checked: source.checked },
    confidence: source?.confidence ?? null,
  };
}

/** The label of a row: channel, then the levers, with the wait that batch means. */
export function labelOf({ channel, cache, batch }: Configuration): string {
  const levers = [...(batch ? ['batch (waits up to 24 hours)'] : []), ...(cache ? ['cache'] : [])];
  return [nameOfChannel(channel), ...levers].join(' + ');
}

function nameOfChannel(channel: Channel): string {
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}

/** From the deepest discount to the shallowest, of the list cost with the same levers. */
export function rangeOf(row: Configuration, estimate: WorkloadEstimate): { low: Usd; high: Usd } | null {
  if (row.channel.kind !== 'direct') return null;
  const twin = estimate.configurations.find(
    (each) => each.channel.kind === 'list' && each.cache === row.cache && each.batch === row.batch,
  );
  const listCost = twin === undefined ? undefined : totalOf(twin.bill);
  if (listCost === undefined) return null;
  const { deepest, shallowest } = row.channel;
  return { low: portion(listCost, complement(deepest)), high: portion(listCost, complement(shallowest)) };
}

function configurationJson(row: Configuration, estimate: WorkloadEstimate, nameOf: NameOf): JsonValue {
  const cost = totalOf(row.bill);
  const baseline = totalOf(estimate.baseline);
  const savings = cost === undefined || baseline === undefined ? undefined : minus(baseline, cost);
  return {
    id: row.id,
    label: labelOf(row),
    channel: row.channel.id,
    cache: row.cache,
    batch: row.batch,
    basis: row.basis,
    available: row.obstacle === undefined,
    reason: row.obstacle === undefined ? null : obstacleText(row.obstacle, nameOf),
    reasonCode: row.obstacle?.code ?? null,
    monthlyCost: cost ?? null,
    annualCost: cost === undefined ? null : annual(cost),
    savings: savings ?? null,
    savingsShare: savings === undefined || baseline === undefined ? null : (ratio(savings, baseline) ?? null),
    discount: row.channel.kind === 'list' ? null : row.channel.discount,
    range: rangeOf(row, estimate),
    lineItems: row.bill.lineItems.map(lineItemJson),
    fees: row.bill.fees.map(feeJson),
    unpriced: row.bill.unpriced.map(({ meter, mode, reason }) => ({ meter, mode, reason })),
  };
}

function workloadJson(estimate: WorkloadEstimate, nameOf: NameOf): JsonValue {
  const { workload, model } = estimate;
  return {
    name: workload.name,
    model: model.id,
    provider: model.provider,
    tokens: { input: workload.input, output: workload.output },
    tags: Object.fromEntries(workload.tags),
    baselineCost: totalOf(estimate.baseline) ?? null,
    configurations: estimate.configurations.map((row) => configurationJson(row, estimate, nameOf)),
    cheapest: estimate.cheapest?.id ?? null,
    cheapestMayBeUndercut: estimate.mayBeUndercut,
  };
}

function providerJson(floor: ProviderFloor): JsonValue {
  const { provider, baselineSpend, listSpend, optimisedSpend, toFloor, volumeMultiple, priced } = floor;
  return {
    provider,
    floor: { low: floor.floor.low, high: floor.floor.high },
    baselineSpend,
    annualBaselineSpend: annual(baselineSpend),
    listSpend,
    optimisedSpend,
    annualOptimisedSpend: annual(optimisedSpend),
    verdict: floor.verdict,
    listVerdict: floor.listVerdict,
    optimisedVerdict: floor.optimisedVerdict,
    toFloor: toFloor ?? null,
    volumeMultiple: volumeMultiple ?? null,
    complete: floor.complete,
    priced,
  };
}

/** Where each provider stands against its floor. */
export function thresholdJson({ usualFloor, floors }: Pick<Estimate, 'usualFloor' | 'floors'>): JsonValue {
  return { floor: { low: usualFloor.low, high: usualFloor.high }, providers: floors.map(providerJson) };
}

const noteJson = (note: Note, nameOf: NameOf): JsonValue => ({ code: note.code, text: noteText(note, nameOf) });

/** Notes as code and text; the text is for people and may change, the code is for scripts. */
export function notesJson(notes: readonly Note[], nameOf: NameOf): JsonValue {
  return notes.map((note) => noteJson(note, nameOf));
}

function items<Value>(values: readonly Value[], json: (value: Value) => JsonValue): Items {
  return new Items(function* each() {
    for (const value of values) yield json(value);
  });
}

/** The answer of `estimate` with the keys that scripts rely on. */
export function estimateJson(estimate: Estimate, provenance: Provenance): JsonDocument {
  const nameOf = provenance.providerName;
  const { totals } = estimate;
  return {
    ...headJson(provenance),
    workloads: items(estimate.workloads, (each) => workloadJson(each, nameOf)),
    totals: {
      baselineCost: totals.baseline,
      baselineBound: totals.baselineBound,
      cheapestCost: totals.cheapest,
      feesBeyondRows: totals.feesBeyondRows,
      cheapestBound: totals.cheapestBound,
      buyableCost: totals.buyable ?? null,
      complete: totals.complete,
    },
    ...(estimate.schedule === undefined ? {} : { schedule: scheduleJson(estimate.schedule) }),
    threshold: thresholdJson(estimate),
    recommendation: items(estimate.advice, (advice) => ({ code: advice.code, text: adviceText(advice, nameOf) })),
    assumptions: items(estimate.assumptions, (note) => noteJson(note, nameOf)),
    warnings: items(estimate.warnings, (note) => noteJson(note, nameOf)),
  };
}
