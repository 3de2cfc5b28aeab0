import * as z from 'zod';
import type { SavedLine } from '../answers/saved.ts';
import { feesOf, type SavedCost } from '../domain/baseline.ts';
import { type BoughtPart, costOfPart } from '../domain/change.ts';
import { multiply, whole } from '../domain/exact.ts';
import { callMeter, meterCalled, unitOf } from '../domain/meter.ts';
import { type Counted, minus, sum, type UnitPrice, type Usd } from '../domain/units.ts';
import { validate } from './validate.ts';
import { invalidFile, type YamlFile } from './yaml-file.ts';

/** Two workloads of one name would be taken for one; no answer holds them. */
function refuseTwins(file: YamlFile, kind: string, workloads: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  const twins = workloads.flatMap(({ name }, at) => {
    const again = seen.has(name);
    seen.add(name);
    return again
      ? [{ place: file.place(['workloads', at, 'name']), message: `a second workload is called "${name}"` }]
      : [];
  });
  if (twins.length > 0) throw invalidFile(file, kind, twins);
}

/** An answer that somebody kept, as far as `schema` reads it. Throws `invalidFile` with every fault at its place. */
export function readSaved<Answer extends { readonly workloads: readonly { readonly name: string }[] }>(
  file: YamlFile,
  kind: string,
  schema: (zod: typeof z) => z.ZodType<Answer>,
): Answer {
  const answer = validate(file, schema(z), kind) as Answer;
  refuseTwins(file, kind, answer.workloads);
  return answer;
}

/** What a line item says was bought. */
function partOf(line: SavedLine, model: string, channel: string): BoughtPart {
  const { mode, band, tokens, usdPerMtok, quantity, unitPrice } = line;
  const meter = meterCalled(line.meter, line.unit) ?? callMeter(line.meter);
  const bought = { model, channel, meter, mode, band };
  if (tokens !== null && usdPerMtok !== null) return { ...bought, quantity: tokens, usdPerLot: usdPerMtok };
  if (quantity === undefined || unitPrice === undefined) throw new Error('a line passed its schema without a quantity');
  const lot = whole(10n ** BigInt(unitOf(meter).lotDigits));
  return { ...bought, quantity: quantity as Counted, usdPerLot: multiply(unitPrice, lot) as UnitPrice };
}

/** One way a workload was bought, as an answer tells it. */
export interface SavedRow {
  readonly channel: string;
  /** Null where it was not known; then `lowerBound` may be. */
  readonly amount: Usd | null;
  readonly lowerBound?: Usd;
  readonly lineItems: readonly SavedLine[];
  readonly unpriced: readonly { readonly reason: string }[];
}

const NOT_KNOWN = 'the result does not know its amount';

/** What was bought and what it came to; what the lines do not explain of the amount are fees. */
export function costOfSaved(saved: SavedRow, model: string): SavedCost {
  const parts = saved.lineItems.map((line) => partOf(line, model, saved.channel));
  const ofLines = sum(parts.map(costOfPart));
  const amount = saved.amount ?? saved.lowerBound ?? ofLines;
  const reasons = saved.unpriced.map(({ reason }) => reason);
  const unpriced = saved.amount === null && reasons.length === 0 ? [NOT_KNOWN] : [...new Set(reasons)];
  return { amount, complete: saved.amount !== null, bought: { parts, fees: feesOf(minus(amount, ofLines)), unpriced } };
}
