// PostgreSQL: Debian's server on a socket in a folder of its own, ended and removed with it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from './tables.mjs';

const HOMES = '/usr/lib/postgresql';

function programs() {
  if (!existsSync(HOMES)) return undefined;
  const newest = readdirSync(HOMES).sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(HOMES, newest, 'bin');
}

/** Runs a program as the user that may own a server: it refuses to be started by root. */
function run(program, args, options = {}) {
  const asRoot = process.getuid?.() === 0;
  const [command, words] = asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

const cell = (value, type) => {
  if (value === null || value === undefined) return '';
  const text = type === 'json' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `"${text.replaceAll('"', '""')}"`;
};

/** A server with the tables in it; undefined where none is installed. */
export async function postgres(tables, _, workshop) {
  const bin = programs();
  if (bin === undefined) return undefined;
  const home = join(workshop, 'postgres');
  mkdirSync(home, { mode: 0o777 });
  chmodSync(workshop, 0o755);
  chmodSync(home, 0o777);
  const data = join(home, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'verify', '--no-sync'], { cwd: home });
  const flags = `-k ${home} -c listen_addresses='' -c fsync=off`;
  run(join(bin, 'pg_ctl'), ['-D', data, '-w', '-o', flags, '-l', join(home, 'log'), 'start'], {
    cwd: home,
    stdio: 'ignore',
  });
  const psql = (...args) =>
    run(join(bin, 'psql'), ['-h', home, '-U', 'verify', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', ...args], {
      cwd: home,
    });
  for (const { description, rows } of tables) {
    const columns = columnsOf('postgres', description, rows);
    const file = join(home, `${description.kind}.csv`);
    const lines = rows.map((row) => columns.map(([name]) => cell(row[name], description.columns[name])).join(','));
    writeFileSync(file, `${lines.join('\n')}\n`);
    chmodSync(file, 0o644);
    psql(
      '-qc',
      `CREATE TABLE "${description.table}" (${columns.map(([name, type]) => `"${name}" ${type}`).join(', ')})`,
    );
    psql('-qc', `\\copy "${description.table}" FROM '${file}' CSV`);
  }
  return {
    version: psql('-Atc', 'SELECT version()').split(' on ')[0].trim(),
    query: async (sql) =>
      JSON.parse(psql('-Atc', `SELECT COALESCE(json_agg(row_to_json(each)), '[]') FROM (${sql}) each`)),
    close: () => run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], { cwd: home }),
  };
}
