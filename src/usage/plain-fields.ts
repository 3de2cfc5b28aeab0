import { isInParts, PARTS } from './money-parts.ts';
import { MOST_COUNT, type PlainGroup, type PlainRow, type PlainSums } from './plain-sums.ts';
import type { Fields } from './source.ts';
import type { Path } from './summed.ts';

/** A number of a row, by its index, and where it stands. */
export type Slot = readonly [at: number, path: Path];

/** A value that no reader makes anything of. */
const ODD = Symbol('odd');

/** The value at the end of a path; `ODD` where something else than a record is on the way. */
function valueAt(record: Fields, path: Path): unknown {
  let value: unknown = record;
  for (let at = 0; at < path.length; at += 1) {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) return ODD;
    value = (value as Fields)[path[at] as string];
  }
  return value;
}

/** Notes the counts of a record; false where one is not plain. */
export function countsIn(record: Fields, slots: readonly Slot[], row: PlainRow): boolean {
  for (let each = 0; each < slots.length; each += 1) {
    const [at, path] = slots[each] as Slot;
    const value = path.length === 1 ? record[path[0] as string] : valueAt(record, path);
    if (typeof value === 'number') {
      if (!(value >= 0 && value < MOST_COUNT) || !Number.isInteger(value)) return false;
      row.counts[at] = value;
      row.told |= 1 << at;
    } else if (value === undefined || value === null) row.counts[at] = 0;
    else return false;
  }
  return true;
}

/** Texts of a record as one, of which no other record makes the same; undefined where a value is not plain. */
export function textsIn(record: Fields, paths: readonly Path[]): string | undefined {
  let all = '';
  for (let each = 0; each < paths.length; each += 1) {
    const path = paths[each] as Path;
    const value = path.length === 1 ? record[path[0] as string] : valueAt(record, path);
    if (typeof value === 'string') all += `${value.length} ${value}`;
    else if (value === undefined || value === null) all += '-';
    else if (value === ODD) return undefined;
    else all += `=${JSON.stringify(value)} `;
  }
  return all;
}

/** A moment in UTC to the second, without a zone or with that of UTC: its day is the first ten letters. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z?$/;
const DAY_LETTERS = 10;
const HOUR_AT = 11;
const MINUTE_AT = 14;
const MINUTES_PER_HOUR = 60;
const ZERO = 0x30;

const twoDigits = (text: string, at: number) => (text.charCodeAt(at) - ZERO) * 10 + (text.charCodeAt(at + 1) - ZERO);

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

/** An id without blanks around it. */
const ID = /^[!-~](?:.*[!-~])?$/s;

const BY_SUMS = new WeakMap<PlainSums, PlainFields>();

/** Records of JSON of which most are plain, added up as they come. */
export class PlainFields {
  readonly #sums: PlainSums;
  readonly #slots: readonly Slot[];
  readonly #apart: readonly Path[];
  readonly #times: readonly Path[];
  readonly #groups = new Map<string, PlainGroup>();
  #key = '';

  private constructor(sums: PlainSums) {
    this.#sums = sums;
    const { apart = [], isTimed, moments } = sums.summed;
    this.#slots = sums.numbers.map((path, at): Slot => [at, path]);
    this.#apart = apart;
    this.#times = isTimed === true ? [] : moments.map((name): Path => [name]);
    sums.onForget(() => this.#groups.clear());
  }

  /** Those of the sums. */
  static of(sums: PlainSums): PlainFields {
    const known = BY_SUMS.get(sums);
    if (known !== undefined) return known;
    const made = new PlainFields(sums);
    BY_SUMS.set(sums, made);
    return made;
  }

  #money(record: Fields): boolean {
    const { summed, row } = this.#sums;
    const value = summed.money === undefined ? undefined : record[summed.money[0] as string];
    if (value === undefined || value === null) return true;
    if (typeof value !== 'number' || !(value >= 0) || !isInParts(value)) return false;
    const parts = Math.round(value * PARTS);
    row.hasMoney = true;
    row.dollars = Math.floor(parts / PARTS);
    row.parts = parts - row.dollars * PARTS;
    return true;
  }

  #time(record: Fields): boolean {
    const { summed, row } = this.#sums;
    if (summed.isTimed !== true) return true;
    const name = summed.moments.find((each) => !isBlank(record[each]));
    const text = name === undefined ? undefined : record[name];
    if (typeof text !== 'string' || !MOMENT.test(text)) return false;
    row.minute = twoDigits(text, HOUR_AT) * MINUTES_PER_HOUR + twoDigits(text, MINUTE_AT);
    this.#key += text.slice(0, DAY_LETTERS);
    return true;
  }

  #id(record: Fields): boolean {
    const { summed, row } = this.#sums;
    if (summed.id === undefined) return true;
    const id = record[summed.id[0] as string];
    if (typeof id !== 'string' || !ID.test(id)) return false;
    row.id = id;
    return true;
  }

  /** Adds a record up; false for one that its source has to read. */
  add(record: Fields): boolean {
    const sums = this.#sums;
    const { row } = sums;
    if (!sums.isUseful) return false;
    // A name that the first records did not have may be another spelling of one that they had.
    for (const name in record) if (!sums.names.has(name)) return false;
    row.clear();
    if (!countsIn(record, this.#slots, row) || !sums.isSound || !this.#money(record)) return false;
    for (const path of this.#apart) if (!isBlank(valueAt(record, path))) return false;
    const [texts, times] = [textsIn(record, sums.texts), textsIn(record, this.#times)];
    if (texts === undefined || times === undefined) return false;
    this.#key = `${sums.told}${row.hasMoney ? '$' : ' '}${texts}${times}`;
    if (!this.#time(record) || !this.#id(record)) return false;
    let group = this.#groups.get(this.#key);
    if (group === undefined) {
      group = sums.groupOf({ ...record });
      this.#groups.set(this.#key, group);
    }
    if (group.isOdd) return false;
    sums.add(group);
    return true;
  }
}
