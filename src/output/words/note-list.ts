import { numeral } from '../../domain/exact.ts';
import type { Note } from '../../domain/note.ts';
import { sumKnown } from '../../domain/units.ts';
import { noteText } from './note-text.ts';
import { someOf } from './some-of.ts';

/** As many workloads as are told one by one where each has amounts of its own. */
const APART = 3;

type OfWorkload = Extract<Note, { readonly workload: string }>;
type Assumed = Extract<Note, { readonly code: 'readsPerWriteAssumed' }>;

const isOfWorkload = (note: Note): note is OfWorkload => 'workload' in note;

/** What a sentence says once the name of its workload is taken off; the same for all that may be told together. */
function sentenceOf(note: OfWorkload, nameOf: (provider: string) => string): string {
  return noteText(note, nameOf).slice(note.workload.length);
}

function keyOf({ readsPerWrite, ttl, ttlStated, capped, withWrites }: Assumed): string {
  return [numeral(readsPerWrite), ttl, ttlStated, capped, withWrites === undefined].join(' ');
}

function push<Value>(groups: Map<string, Value[]>, key: string, ...values: Value[]): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, values);
  else group.push(...values);
}

/** Many workloads at the same defaults are told with the sum of their amounts. */
function summed(notes: readonly Note[]): Note[] {
  const groups = new Map<string, Assumed[]>();
  for (const note of notes) {
    if (note.code === 'readsPerWriteAssumed') push(groups, keyOf(note), note);
  }
  return notes.flatMap((note): Note[] => {
    const group = note.code === 'readsPerWriteAssumed' ? (groups.get(keyOf(note)) ?? []) : [];
    const [first] = group;
    if (first === undefined || group.length <= APART) return [note];
    if (note !== first) return [];
    const workload = someOf(group.map((each) => each.workload));
    const withWrites = sumKnown(group.map((each) => each.withWrites));
    const withoutWrites = sumKnown(group.map((each) => each.withoutWrites));
    return [{ ...first, workload, ofSeveral: true, withWrites, withoutWrites }];
  });
}

const ofModel = ({ workload, model }: { readonly workload: string; readonly model: string }) =>
  JSON.stringify([workload, model]);

/** A model that ends for nothing, and what the months hold of its work because of that, are told in one sentence. */
function endsOnce(notes: readonly Note[]): readonly Note[] {
  const held = new Set(
    notes.flatMap((note) => (note.code === 'monthsWithoutPrice' && note.reason === undefined ? [ofModel(note)] : [])),
  );
  if (held.size === 0) return notes;
  const told = new Set<string>();
  const joined = notes.map((note) => {
    if (note.code !== 'modelEnds' || note.servedBy !== undefined || !held.has(ofModel(note))) return note;
    told.add(ofModel(note));
    return { ...note, monthsUntil: true } as const;
  });
  return joined.filter((note) => note.code !== 'monthsWithoutPrice' || !told.has(ofModel(note)));
}

/** Notes in sentences, as a person reads them: what holds for several workloads is said once, in the first place. */
export function noteTexts(notes: readonly Note[], nameOf: (provider: string) => string): string[] {
  const names = new Map<string, string[]>();
  for (const note of summed(endsOnce(notes))) {
    if (isOfWorkload(note)) push(names, `:${sentenceOf(note, nameOf)}`, note.workload);
    else push(names, ` ${noteText(note, nameOf)}`);
  }
  return [...names].map(([key, workloads]) => `${someOf(workloads)}${key.slice(1)}`);
}
