import type { Claims, ClaimTable, Figure, UnreconciledClaim } from '../domain/claim.ts';
import { type Printed, parsePrinted } from '../domain/printed.ts';
import type { Workload } from '../domain/workload.ts';
import { optional, readDay, readFactor, readShare, readTokens } from './read-value.ts';
import type {
  ClaimsDocument,
  FigureDocument,
  JobDocument,
  TableDocument,
  UnreconciledDocument,
} from './schemas/claims-schema.ts';

function readPrinted(text: string): Printed {
  const parsed = parsePrinted(text);
  if ('fault' in parsed) throw new Error(`a claim passed its schema and is not readable: ${parsed.fault}`);
  return parsed.value;
}

function readFigure(document: FigureDocument): Figure {
  return document.kind === 'meterTokens' || document.kind === 'meterCost'
    ? { ...document, share: optional(document.share, readShare) }
    : document;
}

const withFigure = <Document extends { readonly figure: FigureDocument }>(document: Document) => ({
  ...document,
  figure: readFigure(document.figure),
});

const withPrinted = <Document extends { readonly figure: FigureDocument; readonly printed: string }>(
  document: Document,
) => ({ ...withFigure(document), printed: readPrinted(document.printed) });

function readJob(name: string, document: JobDocument): Workload {
  const { model, input, output, cacheHitRatio, readsPerWrite, cacheTtl, batchEligible } = document;
  return {
    name,
    model,
    input: readTokens(input),
    output: readTokens(output),
    ...(cacheHitRatio === undefined ? {} : { cacheHitRatio: readShare(cacheHitRatio) }),
    ...(readsPerWrite === undefined ? {} : { readsPerWrite: readFactor(readsPerWrite) }),
    ...(cacheTtl === undefined ? {} : { cacheTtl }),
    ...(batchEligible === undefined ? {} : { batchEligible: readShare(batchEligible) }),
    alternatives: [],
    tags: new Map(),
  };
}

function readTable(document: TableDocument): ClaimTable {
  return {
    ...document,
    claims: document.claims.map(withPrinted),
    note: document.note,
    beside: (document.beside ?? []).map(withFigure),
  };
}

function readUnreconciled(document: UnreconciledDocument): UnreconciledClaim {
  return { ...document, readings: document.readings.map(withPrinted) };
}

/** The claims of a compiled document, which the build has held against its schema. */
export function readClaims(compiled: unknown): Claims {
  const document = compiled as ClaimsDocument;
  return {
    card: document.card,
    asOf: readDay(document.asOf),
    jobs: new Map(Object.entries(document.jobs).map(([name, job]) => [name, readJob(name, job)])),
    tables: document.tables.map(readTable),
    unreconciled: document.unreconciled.map(readUnreconciled),
    notRecomputed: document.notRecomputed,
  };
}
