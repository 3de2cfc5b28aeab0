import { MOST_RECORD } from './bytes.ts';
import { type Engine, literally, sqlName, sqlText } from './duckdb.ts';
import { MOST_EXACT } from './fields.ts';
import type { Path } from './summed.ts';

/** Why an engine's answer is not taken: the file is then read by its source, a record at a time. */
export class NotTallied extends Error {}

/** What a column is wanted for. */
export type Use = 'count' | 'text' | 'money' | 'moment';

/** How a format has a column: its value as an expression, and what that is. Counts of text files are doubles, money and moments as they are written. */
export interface Leaf {
  readonly value: string;
  readonly is: 'whole' | 'double' | 'decimal' | 'text' | 'moment';
  /** True where the file says that every row has it. */
  readonly isAlwaysTold?: boolean;
  /** The least and the most of its values, where the file says them. */
  readonly range?: Range;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Whether the file says that each row which has it has a count that a source takes. */
export const isCount = ({ is, range }: Leaf): boolean =>
  is === 'whole' && range !== undefined && range.least >= 0 && range.most < MOST_EXACT;

/** The one count that every row has, where the file says so: its rows need not be asked. */
export const onlyCount = (leaf: Leaf): number | undefined =>
  isCount(leaf) && leaf.isAlwaysTold === true && leaf.range?.least === leaf.range?.most ? leaf.range?.least : undefined;

/** A file as a relation of an engine, of which a query reads the columns that it has asked for. */
export interface Relation {
  readonly from: () => string;
  /** A column, or undefined where the file has none of that name. Throws `NotTallied` for one of another type than its use takes. */
  readonly leaf: (path: Path, use: Use) => Leaf | undefined;
}

/** How a text file is packed, as the engine calls it. */
export type Packing = 'none' | 'gzip' | 'zstd';

export const REJECTED = 'rejected';

const pair = (name: string, type: string) => `${sqlText(name)}: ${type}`;

/** Of text, a count as a double: it holds exactly what a source takes for one. */
const typeOf = (use: Use) => (use === 'count' ? 'DOUBLE' : 'VARCHAR');
const writtenAs = (use: Use): Leaf['is'] => (use === 'count' ? 'double' : 'text');

/** CSV under that header; rows that do not fit are kept aside, for the source's own reader. */
export function csvRelation(path: string, header: readonly string[], packing: Packing): Relation {
  const types = new Map<string, string>();
  return {
    leaf: ([name = '', ...rest], use): Leaf | undefined => {
      if (!header.includes(name)) return undefined;
      // JSON in a cell is for the reader that unfolds it.
      if (rest.length > 0) throw new NotTallied();
      if (!types.has(name)) types.set(name, typeOf(use));
      return { value: sqlName(name), is: writtenAs(use) };
    },
    from: () => {
      const columns = header.map((name) => pair(name, sqlText(types.get(name) ?? 'VARCHAR')));
      return `read_csv(${literally(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', compression = '${packing}', store_rejects = true, rejects_limit = 0, rejects_table = '${REJECTED}', columns = {${columns.join(', ')}})`;
    },
  };
}

/** A tree of types: a record is the names inside of it. */
interface Tree {
  readonly [name: string]: Tree | string;
}

const treeText = (tree: Tree | string): string =>
  typeof tree === 'string'
    ? tree
    : `STRUCT(${Object.entries(tree)
        .map(([name, each]) => `${sqlName(name)} ${treeText(each)}`)
        .join(', ')})`;

function planted(tree: Tree, [name = '', ...rest]: Path, type: string): Tree {
  const known = tree[name];
  if (rest.length === 0) return { ...tree, [name]: known ?? type };
  return { ...tree, [name]: planted(typeof known === 'object' ? known : {}, rest, type) };
}

const inside = (path: Path) => path.map(sqlName).join('.');

/** Lines of JSON. A value of another type ends the query, so that nothing is taken for missing. */
export function jsonRelation(path: string, packing: Packing): Relation {
  let tree: Tree = {};
  return {
    leaf: (of, use): Leaf => {
      tree = planted(tree, of, typeOf(use));
      return { value: inside(of), is: writtenAs(use) };
    },
    from: () => {
      const columns = Object.entries(tree).map(([name, each]) => pair(name, sqlText(treeText(each))));
      return `read_ndjson(${literally(path)}, compression = '${packing === 'none' ? 'uncompressed' : packing}', maximum_object_size = ${MOST_RECORD}, columns = {${columns.join(', ')}})`;
    },
  };
}

/** Whole numbers that a BIGINT holds all of. */
const WHOLE = /^(?:U?(?:TINY|SMALL)INT|U?INTEGER|BIGINT)$/;
const NUMBER = /^(?:DOUBLE|FLOAT|UBIGINT|U?HUGEINT|DECIMAL\(\d+,\s*\d+\))$/;
const MOMENT = /^TIMESTAMP(?: WITH TIME ZONE|_[NM]?S)?$/;

/** The types of columns, and of what is inside of those that are records, by their paths. */
export type Types = ReadonlyMap<string, string>;

const keyOf = (path: Path) => path.join('\n');

/** The types of a Parquet file; of what stands inside of records those of `nested`. */
export async function typesOf(path: string, nested: readonly Path[], engine: Engine): Promise<Types> {
  const described = (what: string) => engine.rows(`DESCRIBE SELECT ${what} FROM read_parquet(${literally(path)})`);
  const types = new Map((await described('*')).map(([name, type]) => [String(name), String(type)]));
  for (const of of nested.filter(([name = '']) => types.get(name)?.startsWith('STRUCT') === true)) {
    const found = await described(inside(of)).catch(() => []);
    if (found[0] !== undefined) types.set(keyOf(of), String(found[0][1]));
  }
  return types;
}

/** What a file says of all values of a column: whether every row has one, and between which they lie. */
export type Facts = ReadonlyMap<string, Pick<Leaf, 'isAlwaysTold' | 'range'>>;

/** What a Parquet file says of its columns of numbers: an engine reads it from the end of the file, and where it is not there, from the columns. */
export async function factsOf(path: string, types: Types, names: readonly string[], engine: Engine): Promise<Facts> {
  const of = [...new Set(names)].filter(
    (name) => WHOLE.test(types.get(name) ?? '') || NUMBER.test(types.get(name) ?? ''),
  );
  const asked = of.flatMap((name) => {
    const column = sqlName(name);
    const ends = ['MIN', 'MAX'].map((end) => `CAST(${end}(${column}) AS DOUBLE)`);
    return [`COUNT(${column}) = COUNT(*)`, ...ends];
  });
  if (asked.length === 0) return new Map();
  const [row = []] = await engine.rows(`SELECT ${asked.join(', ')} FROM read_parquet(${literally(path)})`);
  return new Map(
    of.map((name, index) => {
      const [isAlwaysTold, least, most] = row.slice(3 * index);
      const range = typeof least === 'number' && typeof most === 'number' ? { least, most } : undefined;
      return [keyOf([name]), { isAlwaysTold: isAlwaysTold === true, ...(range === undefined ? {} : { range }) }];
    }),
  );
}

/** A column of one count alone is that count, and an engine does not read it. */
function unread(leaf: Leaf): Leaf {
  const only = onlyCount(leaf);
  return only === undefined ? leaf : { ...leaf, value: `CAST(${only} AS BIGINT)` };
}

/** Parquet by the types it has, and what it says of its columns. */
export function parquetRelation(path: string, types: Types, facts: Facts): Relation {
  const leaf = (of: Path, use: Use): Leaf | undefined => {
    const [name = '', ...rest] = of;
    // JSON in a column of text is for the reader that unfolds it.
    if (rest.length > 0 && types.has(name) && types.get(name)?.startsWith('STRUCT') !== true) throw new NotTallied();
    const type = types.get(keyOf(of));
    if (type === undefined) return undefined;
    const column = inside(of);
    const known = facts.get(keyOf(of));
    const [isWhole, isNumber] = [WHOLE.test(type), NUMBER.test(type)];
    const asText: Leaf = { value: `CAST(${column} AS VARCHAR)`, is: 'text' };
    const asDouble: Leaf = { value: `CAST(${column} AS DOUBLE)`, is: 'double' };
    switch (use) {
      case 'text':
        // A number is written in more than one way.
        if (isNumber) throw new NotTallied();
        return { value: /[[(]/.test(type) ? `CAST(to_json(${column}) AS VARCHAR)` : column, is: 'text' };
      case 'money':
        if (isWhole || type.startsWith('DECIMAL')) return { ...known, value: column, is: 'decimal' };
        return isNumber ? { ...known, ...asDouble } : asText;
      case 'moment':
        return MOMENT.test(type) ? { value: column, is: 'moment' } : asText;
      case 'count':
        if (!isWhole && !isNumber) throw new NotTallied();
        return isWhole ? unread({ ...known, value: column, is: 'whole' }) : { ...known, ...asDouble };
    }
  };
  return { leaf, from: () => `read_parquet(${literally(path)})` };
}
