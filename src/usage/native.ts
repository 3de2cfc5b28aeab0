import { closeSync, openSync, readSync } from 'node:fs';
import { problem } from '../domain/problem.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import type { Fields } from './source.ts';

/** Formats that an engine of their own unpacks, by their first bytes. */
const FORMATS = { parquet: [0x50, 0x41, 0x52, 0x31], zstd: [0x28, 0xb5, 0x2f, 0xfd] } as const;
export type NativeFormat = keyof typeof FORMATS;
const MAGIC_BYTES = 4;

/** What it may hold; what is more goes to a folder that ends with it. */
const MEMORY = '512MB';
/** The longest line of a packed file. */
const MOST_BYTES = 16_777_216;
/** Columns that hold what people wrote, or who they are: no source asks for them, and they are not read. */
const UNREAD = ['messages', 'request_body', 'response_body', 'proxy_server_request', 'user_email'];

const NEEDED = 'Install it beside tokencost: npm install @duckdb/node-api.';
const NAMES: Readonly<Record<NativeFormat, readonly [what: string, remedy: string]>> = {
  parquet: ['is a Parquet file', 'Or write it as CSV first.'],
  zstd: ['is compressed with zstd', 'Or unpack it first: zstd -d FILE; gzip is read as it is.'],
};

/** The format of a file that needs the engine; undefined for others, and for what cannot be opened. */
export function nativeFormatOf(path: string): NativeFormat | undefined {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const first = Buffer.alloc(MAGIC_BYTES);
      readSync(descriptor, first, 0, MAGIC_BYTES, 0);
      return (Object.keys(FORMATS) as NativeFormat[]).find((name) => first.equals(Buffer.from(FORMATS[name])));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** The package, loaded by whoever needs it and by nobody else. Throws `notUsage` where it is not installed. */
async function engineFor(path: string, format: NativeFormat) {
  try {
    return await import('@duckdb/node-api');
  } catch {
    const [what, remedy] = NAMES[format];
    throw problem('notUsage', path, `${what}, which the package @duckdb/node-api reads`, `${NEEDED} ${remedy}`);
  }
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** A file as DuckDB takes it: letters that it would take for a pattern stand for themselves. */
const literally = (path: string) => text(path.replace(/[*?[\]]/g, '[$&]'));

/** The first column of an answer, a chunk at a time: the engine never holds more than it may, and asks no network. */
async function* answersOf(path: string, format: NativeFormat, sql: string): AsyncGenerator<readonly unknown[]> {
  const { DuckDBInstance } = await engineFor(path, format);
  const spill = temporaryFolder();
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: spill.path,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const result = await connection.stream(sql);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
      yield chunk.getColumnValues(0);
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw problem('notUsage', path, `${NAMES[format][0]} that cannot be read: ${said}`, 'Fetch or write it again.');
  } finally {
    connection.closeSync();
    instance.closeSync();
    spill.remove();
  }
}

/** The rows of a Parquet file as records. */
export async function* parquetRecords(path: string): AsyncGenerator<Fields> {
  const unread = UNREAD.map(text).join(', ');
  const sql = `SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT COLUMNS(c -> c NOT IN (${unread})) FROM read_parquet(${literally(path)})) t`;
  for await (const rows of answersOf(path, 'parquet', sql))
    for (const row of rows) yield JSON.parse(String(row)) as Fields;
}

/** The lines of a file that zstd has packed, as the bytes they were. */
export async function* zstdBytes(path: string): AsyncGenerator<Buffer> {
  const options = `auto_detect = false, header = false, delim = '\u001f', quote = '', escape = '', compression = 'zstd', max_line_size = ${MOST_BYTES}, columns = {'line': 'VARCHAR'}`;
  const sql = `SELECT line FROM read_csv(${literally(path)}, ${options})`;
  for await (const lines of answersOf(path, 'zstd', sql))
    yield Buffer.from(lines.map((line) => `${line ?? ''}\n`).join(''));
}
