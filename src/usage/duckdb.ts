import type { DuckDBConnection } from '@duckdb/node-api';
import { temporaryFolder } from '../files/temporary-folder.ts';

/** What it may hold; what is more goes to a folder that ends with it. */
const MEMORY = '512MB';

/** Why the engine gives no answer: it is not installed, or it cannot read what it was given. */
export class EngineError extends Error {
  readonly isMissing: boolean;
  constructor(cause: unknown, isMissing: boolean) {
    super(cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause), { cause });
    this.isMissing = isMissing;
  }
}

/** Faults of a query itself, whatever the file: they are ours, and pass. */
const OURS = /^(?:Parser|Catalog|INTERNAL) Error/i;

async function told<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Error && OURS.test(error.message) ? error : new EngineError(error, false);
  }
}

/** A row of an answer by the names of its columns. */
export type AnswerRow = Readonly<Record<string, unknown>>;

/** The engine at work. What it throws is an `EngineError`. */
export class Engine {
  readonly #connection: DuckDBConnection;
  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Rows of the query under way so far, about. */
  get rowsProcessed(): number {
    return Number(this.#connection.progress.rows_processed);
  }

  async run(sql: string): Promise<void> {
    await told(this.#connection.run(sql));
  }

  /** All rows, a list of values each. */
  async rows(sql: string): Promise<unknown[][]> {
    return (await told(this.#connection.runAndReadAll(sql))).getRows();
  }

  async number(sql: string): Promise<number> {
    return Number((await this.rows(sql))[0]?.[0] ?? 0);
  }

  /** The columns of an answer, a chunk at a time. */
  async *chunks(sql: string): AsyncGenerator<{ readonly names: readonly string[]; readonly columns: unknown[][] }> {
    const result = await told(this.#connection.stream(sql));
    const names = result.columnNames();
    for (let chunk = await told(result.fetchChunk()); chunk !== null && chunk.rowCount > 0; ) {
      yield { names, columns: names.map((_, index) => chunk?.getColumnValues(index) ?? []) };
      chunk = await told(result.fetchChunk());
    }
  }

  async *each(sql: string): AsyncGenerator<AnswerRow> {
    for await (const { names, columns } of this.chunks(sql))
      for (let at = 0; at < (columns[0]?.length ?? 0); at += 1)
        yield Object.fromEntries(names.map((name, index) => [name, columns[index]?.[at]]));
  }
}

async function loaded() {
  try {
    return (await import('@duckdb/node-api')).DuckDBInstance;
  } catch (error) {
    throw new EngineError(error, true);
  }
}

/**
 * The engine for as long as `use` takes: bounded memory, a folder of its own for what is more, no network, times in UTC.
 * Loaded by whoever needs it and by nobody else. Throws `EngineError`.
 */
export async function* withDuckDb<Each>(use: (engine: Engine) => AsyncGenerator<Each>): AsyncGenerator<Each> {
  const DuckDBInstance = await loaded();
  const spill = temporaryFolder();
  const instance = await told(
    DuckDBInstance.create(':memory:', {
      memory_limit: MEMORY,
      temp_directory: spill.path,
      preserve_insertion_order: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    }),
  );
  const connection = await told(instance.connect());
  try {
    await told(connection.run("SET TimeZone = 'UTC'"));
    yield* use(new Engine(connection));
  } finally {
    connection.closeSync();
    instance.closeSync();
    spill.remove();
  }
}

export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const sqlName = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** A file as DuckDB takes it: letters that it would take for a pattern stand for themselves. */
export const literally = (path: string): string => sqlText(path.replace(/[*?[\]]/g, '[$&]'));
