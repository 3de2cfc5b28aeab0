// Spark: a standalone master and two workers, so that groups really meet across machines' borders.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columnsOf } from './tables.mjs';

const WORKERS = 2;
const TRIES = 600;
const PAUSE = 300;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

/** A port that nobody listens on now. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Spark's own programs; undefined where it is not installed. */
function homeOf(folder) {
  const python = join(folder, 'py', 'bin', 'python');
  if (!existsSync(python)) return undefined;
  const found = spawnSync(python, ['-c', 'import pyspark; print(pyspark.__path__[0])'], { encoding: 'utf8' });
  return found.status === 0 ? { python, home: found.stdout.trim() } : undefined;
}

async function until(log, word) {
  for (let index = 0; index < TRIES; index += 1) {
    if (existsSync(log) && readFileSync(log, 'utf8').includes(word)) return;
    await pause();
  }
  throw new Error(`Spark did not say "${word}" in ${log}`);
}

/** A cluster of this machine. Its queries run together when the last was asked. */
export async function spark(tables, folder, workshop) {
  const found = homeOf(folder);
  if (found === undefined) return undefined;
  const place = join(workshop, 'spark');
  mkdirSync(place);
  const port = await freePort();
  const environment = {
    ...process.env,
    SPARK_LOCAL_IP: '127.0.0.1',
    SPARK_HOME: found.home,
    PYSPARK_PYTHON: found.python,
  };
  const started = [];
  const start = (name, ...words) => {
    const log = join(place, `${name}.log`);
    const child = spawn(
      'bash',
      ['-c', 'exec "$0" "$@" > "$LOG" 2>&1', join(found.home, 'bin', 'spark-class'), ...words],
      {
        env: { ...environment, LOG: log, SPARK_DAEMON_MEMORY: '256m' },
        stdio: 'ignore',
        detached: true,
      },
    );
    started.push(child);
    return log;
  };
  const master = `spark://127.0.0.1:${port}`;
  const log = start(
    'master',
    'org.apache.spark.deploy.master.Master',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--webui-port',
    '0',
  );
  await until(log, 'New state: ALIVE');
  for (let index = 0; index < WORKERS; index += 1) {
    const worker = start(
      `worker${index}`,
      'org.apache.spark.deploy.worker.Worker',
      ...['--host', '127.0.0.1', '--cores', '1', '--memory', '600M', '--webui-port', '0'],
      ...['--work-dir', join(place, `work${index}`), master],
    );
    await until(worker, 'Successfully registered with master');
  }
  return {
    version: 'Spark',
    /** All queries in one application: it takes seconds to start one. */
    queryAll: (queries) => {
      const [job, answer] = [join(place, 'job.json'), join(place, 'answer.json')];
      const schemaOf = ({ description, rows }) =>
        columnsOf('spark', description, rows)
          .map(([name, type]) => `\`${name}\` ${type}`)
          .join(', ');
      const read = tables.map((table) => ({
        name: table.description.table,
        file: table.file,
        schema: schemaOf(table),
      }));
      writeFileSync(job, JSON.stringify({ tables: read, queries }));
      const script = join(dirname(fileURLToPath(import.meta.url)), 'spark.py');
      const { status, stderr } = spawnSync(found.python, [script, master, job, answer], {
        env: environment,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`Spark: ${stderr.slice(-4000)}`);
      const { version, executors, answers } = JSON.parse(readFileSync(answer, 'utf8'));
      return { version: `Spark ${version} on ${executors} workers`, answers };
    },
    close: () => {
      for (const { pid } of started) process.kill(-pid);
    },
  };
}
