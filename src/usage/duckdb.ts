import type { DuckDBConnection } from '@duckdb/node-api';
import { temporaryFolder } from '../files/temporary-folder.ts';

/** What it may hold; what is more goes to a folder that ends with it. */
const MEMORY = '512MB';

/** Whether the package is there: npm leaves it out where it has none for a machine. */
export async function hasDuckDb(): Promise<boolean> {
  return import('@duckdb/node-api').then(
    () => true,
    () => false,
  );
}

/**
 * The engine for as long as `use` takes: bounded memory, a folder of its own for what is more, no network, times in UTC.
 * Loaded by whoever needs it and by nobody else; throws what loading it throws where it is not installed.
 */
export async function* withDuckDb<Each>(
  use: (connection: DuckDBConnection) => AsyncGenerator<Each>,
): AsyncGenerator<Each> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const spill = temporaryFolder();
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: spill.path,
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    yield* use(connection);
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
