import type { OddKeyAt, Path } from '../yaml-file.ts';
import { type LeftOut, Refusal } from './imported.ts';

const REASONS: Readonly<Record<OddKeyAt['fault'], (key: string) => string>> = {
  twice: (key) => `the key ${key} is given twice, and nobody can tell which is meant`,
  reserved: (key) => `${key} cannot be a name: JavaScript keeps it for itself`,
};

const nameOf = ({ path }: OddKeyAt) => String(path.at(-1));
const reasonOf = (key: OddKeyAt) => REASONS[key.fault](nameOf(key));

/** A path, and those it begins with, as one text each. */
const beginnings = (path: Path) => path.map((_, index) => JSON.stringify(path.slice(0, index + 1)));

/** The keys of a price list that cannot be read as they are meant: each spoils the row it stands in, and no other. */
export class OddKeys {
  readonly #keys: readonly OddKeyAt[];
  readonly #byPath = new Map<string, OddKeyAt>();
  /** The first at or below each path. */
  readonly #within = new Map<string, OddKeyAt>();

  constructor(keys: readonly OddKeyAt[]) {
    this.#keys = keys;
    for (const key of keys) {
      this.#byPath.set(JSON.stringify(key.path), key);
      for (const path of beginnings(key.path)) if (!this.#within.has(path)) this.#within.set(path, key);
    }
  }

  /** Throws `Refusal`, with the place of the key, where a row stands in one of them, or one of them in the row. */
  refuseIn(row: Path): void {
    if (this.#keys.length === 0) return;
    const around = beginnings(row).flatMap((path) => this.#byPath.get(path) ?? []);
    const key = this.#within.get(JSON.stringify(row)) ?? around[0];
    if (key !== undefined) throw new Refusal(reasonOf(key), key.place);
  }

  /** Those that no row can tell of. */
  outsideOf(rows: readonly Path[]): LeftOut[] {
    if (this.#keys.length === 0) return [];
    const told = new Set(rows.map((row) => JSON.stringify(row)));
    const around = new Set(rows.flatMap(beginnings));
    const outside = this.#keys.filter(
      ({ path }) => !(around.has(JSON.stringify(path)) || beginnings(path).some((each) => told.has(each))),
    );
    return outside.map((key) => ({ model: nameOf(key), place: key.place, reason: reasonOf(key), whole: true }));
  }
}
