import type { Estimate, Provenance, ProviderFloor } from '../../domain/estimate.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Note } from '../../domain/note.ts';
import { annual } from '../../domain/units.ts';
import { noteText } from '../words/note-text.ts';

/** Changes when a key changes its meaning or goes away; additions do not change it. */
export const SCHEMA_VERSION = 1;

type NameOf = (provider: string) => string;

/** Keys that open every JSON answer. */
export function headJson({ tool, command, asOf, card }: Provenance): { [key: string]: JsonValue } {
  return { schemaVersion: SCHEMA_VERSION, tool, command, asOf, currency: 'USD', period: 'month', card };
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
