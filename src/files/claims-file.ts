import { readDocument } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import {
  type ClaimsDocument,
  claimsSchema,
  type FigureDocument,
  type TableDocument,
  type UnreconciledDocument,
} from './schemas/claims-schema.ts';
import { type Fault, invalidFile, type Path, type YamlFile } from './yaml-file.ts';

const KIND = 'claims file';

type Complain = (path: Path, message: string) => void;

/** Names in braces and the figures they stand for must be the same set. */
function bracesFaults(text: string, ids: readonly string[], path: Path, complain: Complain): void {
  const named = new Set([...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? ''));
  for (const id of named) if (!ids.includes(id)) complain(path, `{${id}} is no figure of this list`);
  for (const id of ids) if (!named.has(id)) complain(path, `the figure ${id} is not shown: name it as {${id}}`);
}

function tableFaults(table: TableDocument, path: Path, complain: Complain): void {
  const places = new Set<string>();
  for (const [index, claim] of table.claims.entries()) {
    const at = [...path, 'claims', index];
    const place = JSON.stringify([claim.row, claim.column]);
    if (!table.columns.includes(claim.column)) complain([...at, 'column'], `the table has no column "${claim.column}"`);
    if (places.has(place)) complain(at, `a second claim at "${claim.row}", "${claim.column}"`);
    places.add(place);
  }
  const beside = (table.beside ?? []).map((each) => each.id);
  bracesFaults(table.note ?? '', beside, [...path, 'note'], complain);
}

function unreconciledFaults(claim: UnreconciledDocument, path: Path, complain: Complain): void {
  const ids = claim.readings.map((each) => each.id);
  bracesFaults(claim.text, ids, [...path, 'text'], complain);
}

/** Everything in the file that has an id, with the figure it is recomputed by, where it has one. */
function named(document: ClaimsDocument): { id: string; figure?: FigureDocument; path: Path }[] {
  const listed = (items: readonly { id: string; figure?: FigureDocument }[], ...path: Path) =>
    items.map((item, index) => ({ ...item, path: [...path, index] }));
  return [
    ...listed(document.tables, 'tables'),
    ...listed(document.unreconciled, 'unreconciled'),
    ...document.tables.flatMap((table, at) => [
      ...listed(table.claims, 'tables', at, 'claims'),
      ...listed(table.beside ?? [], 'tables', at, 'beside'),
    ]),
    ...document.unreconciled.flatMap((claim, at) => listed(claim.readings, 'unreconciled', at, 'readings')),
  ];
}

function faultsOf(file: YamlFile, document: ClaimsDocument): Fault[] {
  const faults: Fault[] = [];
  const complain: Complain = (path, message) => faults.push({ place: file.place(path), message });
  const ids = new Set<string>();
  for (const { id, figure, path } of named(document)) {
    if (ids.has(id)) complain([...path, 'id'], `a second "${id}"`);
    ids.add(id);
    if (figure !== undefined && 'job' in figure && document.jobs[figure.job] === undefined)
      complain([...path, 'figure', 'job'], `there is no job "${figure.job}"`);
  }
  for (const [at, table] of document.tables.entries()) tableFaults(table, ['tables', at], complain);
  for (const [at, claim] of document.unreconciled.entries()) unreconciledFaults(claim, ['unreconciled', at], complain);
  return faults;
}

/** What the article prints. Throws `invalidFile` with every fault at its place. */
export function loadClaims(text: string, path: string): ClaimsDocument {
  const file = parseYaml(text, path, KIND);
  const document = readDocument(file, { claimsSchema }, KIND);
  const faults = faultsOf(file, document);
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  return document;
}
