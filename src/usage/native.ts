import { closeSync, openSync, readSync } from 'node:fs';
import { problem } from '../domain/problem.ts';
import { MOST_RECORD } from './bytes.ts';
import { type Engine, EngineError, literally, sqlText, withDuckDb } from './duckdb.ts';
import { parsed } from './json-text.ts';
import type { Fields } from './source.ts';

/** Formats that an engine of their own unpacks, by their first bytes. */
const FORMATS = { parquet: [0x50, 0x41, 0x52, 0x31], zstd: [0x28, 0xb5, 0x2f, 0xfd], gzip: [0x1f, 0x8b] } as const;
type Format = keyof typeof FORMATS;
export type NativeFormat = Exclude<Format, 'gzip'>;
const MAGIC_BYTES = 4;

/** Columns that hold what people wrote, or who they are: no source asks for them, and they are not read. */
const UNREAD = ['messages', 'request_body', 'response_body', 'proxy_server_request', 'user_email'];

const NEEDED = 'Install it beside tokencost: npm install @duckdb/node-api.';
const NAMES: Readonly<Record<NativeFormat, readonly [what: string, remedy: string]>> = {
  parquet: ['is a Parquet file', 'Or write it as CSV first.'],
  zstd: ['is compressed with zstd', 'Or unpack it first: zstd -d FILE; gzip is read as it is.'],
};

/** The format of a file by its first bytes; undefined for text, and for what cannot be opened. */
export function formatOf(path: string): Format | undefined {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const first = Buffer.alloc(MAGIC_BYTES);
      readSync(descriptor, first, 0, MAGIC_BYTES, 0);
      const begins = (bytes: readonly number[]) => bytes.every((byte, index) => first[index] === byte);
      return (Object.keys(FORMATS) as Format[]).find((name) => begins(FORMATS[name]));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** The format of a file that needs the engine to be read at all. */
export function nativeFormatOf(path: string): NativeFormat | undefined {
  const format = formatOf(path);
  return format === 'gzip' ? undefined : format;
}

function failed(path: string, format: NativeFormat, error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const [what, remedy] = NAMES[format];
  if (error.isMissing)
    return problem('notUsage', path, `${what}, which the package @duckdb/node-api reads`, `${NEEDED} ${remedy}`);
  return problem('notUsage', path, `${what} that cannot be read: ${error.message}`, 'Fetch or write it again.');
}

/** The first column of an answer, a chunk at a time, in the order of the file; the question may depend on the file. */
async function* answersOf(
  path: string,
  format: NativeFormat,
  sqlOf: (engine: Engine) => Promise<string>,
): AsyncGenerator<readonly unknown[]> {
  try {
    yield* withDuckDb(async function* (engine) {
      await engine.run('SET preserve_insertion_order = true');
      for await (const { columns } of engine.chunks(await sqlOf(engine))) yield columns[0] ?? [];
    });
  } catch (error) {
    throw failed(path, format, error);
  }
}

/** The columns of a Parquet file that hold decimals, which JSON would round and take the last zeros of. */
async function decimalColumns(path: string, engine: Engine): Promise<readonly unknown[]> {
  const sql = `SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${literally(path)})) WHERE column_type LIKE 'DECIMAL%'`;
  return (await engine.rows(sql)).flat();
}

/** The rows of a Parquet file as records, or the first of them. */
export async function* parquetRecords(path: string, most?: number): AsyncGenerator<readonly Fields[]> {
  const asked = async (engine: Engine): Promise<string> => {
    const decimals = (await decimalColumns(path, engine)).map((name) => sqlText(String(name))).join(', ');
    const unread = UNREAD.map(sqlText).join(', ');
    const limit = most === undefined ? '' : ` LIMIT ${most}`;
    const plain = `COLUMNS(c -> c NOT IN (${[unread, decimals].filter(Boolean).join(', ')}))`;
    const asText = decimals === '' ? '' : `, CAST(COLUMNS(c -> c IN (${decimals})) AS VARCHAR)`;
    return `SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT ${plain}${asText} FROM read_parquet(${literally(path)})${limit}) t`;
  };
  // A number that is none is no JSON, and no reader makes a number of it.
  for await (const rows of answersOf(path, 'parquet', asked)) yield rows.map((row) => parsed(String(row)) as Fields);
}

/** The lines of a file that zstd has packed, as the bytes they were. */
export async function* zstdBytes(path: string): AsyncGenerator<Buffer> {
  const options = `auto_detect = false, header = false, delim = '\u001f', quote = '', escape = '', compression = 'zstd', max_line_size = ${MOST_RECORD}, columns = {'line': 'VARCHAR'}`;
  const sql = `SELECT line FROM read_csv(${literally(path)}, ${options})`;
  for await (const lines of answersOf(path, 'zstd', async () => sql))
    yield Buffer.from(lines.map((line) => `${line ?? ''}\n`).join(''));
}
