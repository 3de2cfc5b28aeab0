import type { DuckDBConnection } from '@duckdb/node-api';
import { literally, sqlName, sqlText } from './duckdb.ts';
import type { Leaf, Path, Relation } from './tally-plan.ts';

/** How a text file is packed, as the engine calls it. */
export type Packing = 'none' | 'gzip' | 'zstd';
type Use = 'count' | 'text' | 'money' | 'moment';

/** The longest line: a longer one is for the reader that drops it as it passes. */
const MOST_BYTES = 16_777_216;
export const REJECTED = 'rejected';

const pair = (name: string, type: string) => `${sqlText(name)}: ${type}`;

/** What a use takes: numbers as doubles, which hold every count exactly; money as it is written. */
const typeOf = (use: Use, isTimed: boolean) =>
  use === 'count' ? 'DOUBLE' : use === 'moment' && isTimed ? 'TIMESTAMPTZ' : 'VARCHAR';

/** CSV under that header; rows that do not fit are kept aside, for the source's own reader. */
export function csvRelation(path: string, header: readonly string[], packing: Packing, isTimed: boolean): Relation {
  const types = new Map<string, string>();
  return {
    leaf: ([name = '', ...rest], use): Leaf | undefined => {
      if (rest.length > 0 || !header.includes(name)) return undefined;
      if (!types.has(name)) types.set(name, typeOf(use, isTimed));
      return { value: sqlName(name), isWhole: false };
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
export function jsonRelation(path: string, packing: Packing, isTimed: boolean, moments: readonly string[]): Relation {
  let tree: Tree = {};
  return {
    leaf: (of, use): Leaf | undefined => {
      const [name = ''] = of;
      if (use === 'moment' && !moments.includes(name)) return undefined;
      tree = planted(tree, of, typeOf(use, isTimed));
      return { value: inside(of), isWhole: false };
    },
    from: () => {
      const columns = Object.entries(tree).map(([name, each]) => pair(name, sqlText(treeText(each))));
      return `read_ndjson(${literally(path)}, compression = '${packing === 'none' ? 'uncompressed' : packing}', maximum_object_size = ${MOST_BYTES}, columns = {${columns.join(', ')}})`;
    },
  };
}

const WHOLE = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const FRACTION = /^(?:DOUBLE|FLOAT|DECIMAL\(\d+,\s*\d+\))$/;
const MOMENT = /^(?:TIMESTAMP|TIMESTAMP WITH TIME ZONE|TIMESTAMP_[NM]?S)$/;

/** The types of columns, and of what is inside of those that are records. */
async function typesIn(connection: DuckDBConnection, file: string, nested: readonly Path[]) {
  const described = async (what: string) =>
    (await connection.runAndReadAll(`DESCRIBE SELECT ${what} FROM ${file}`)).getRows();
  const types = new Map((await described('*')).map(([name, type]) => [String(name), String(type)]));
  for (const path of nested.filter(([name = '']) => types.get(name)?.startsWith('STRUCT') === true)) {
    const found = await described(inside(path)).catch(() => []);
    if (found[0] !== undefined) types.set(path.join('\n'), String(found[0][1]));
  }
  return types;
}

/** Parquet by the types it has. `fits` is false once a column is of another type than its use takes. */
export async function parquetRelation(
  connection: DuckDBConnection,
  path: string,
  isTimed: boolean,
  nested: readonly Path[],
): Promise<{ readonly relation: Relation; readonly fits: () => boolean }> {
  const file = `read_parquet(${literally(path)})`;
  const types = await typesIn(connection, file, nested);
  let fits = true;
  const leaf = (of: Path, use: Use): Leaf | undefined => {
    const [name = '', ...rest] = of;
    const type = types.get(of.join('\n'));
    // JSON in a column of text is for the reader that unfolds it.
    if (rest.length > 0 && types.has(name) && types.get(name)?.startsWith('STRUCT') !== true) fits = false;
    if (type === undefined) return undefined;
    const column = inside(of);
    const asText = `CAST(${column} AS VARCHAR)`;
    const isWhole = WHOLE.test(type);
    switch (use) {
      case 'text':
        return {
          value: /[[(]/.test(type) && !type.startsWith('DECIMAL') ? `CAST(to_json(${column}) AS VARCHAR)` : column,
          isWhole,
        };
      case 'money':
        return type.startsWith('DECIMAL') || isWhole
          ? { value: column, isWhole: true }
          : { value: asText, isWhole: false };
      case 'moment':
        return { value: isTimed && !MOMENT.test(type) ? `TRY_CAST(${column} AS TIMESTAMPTZ)` : column, isWhole };
      case 'count':
        fits &&= isWhole || FRACTION.test(type);
        return { value: isWhole ? column : `CAST(${column} AS DOUBLE)`, isWhole };
    }
  };
  return { relation: { leaf, from: () => file }, fits: () => fits };
}
