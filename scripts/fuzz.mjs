// The project's own fuzzer: `npm run fuzz -- --seed N --runs M [--binary K]`. It bends fixtures and flags and holds every
// answer against the rules in fuzz/run.mjs. The same seed gives the same inputs. It builds a program of its own in a
// temporary folder, so that a build made while it runs changes nothing for it. Interrupted, it tells what it ran.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from './fuzz/run.mjs';

function numberAfter(flag, otherwise) {
  const at = process.argv.indexOf(flag);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`${flag} takes a whole number\n`);
  process.exit(2);
}

const [seed, runs, binary] = [numberAfter('--seed', 1), numberAfter('--runs', 1_000), numberAfter('--binary', 0)];
const program = mkdtempSync(join(tmpdir(), 'tokencost-fuzz-program-'));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
try {
  execFileSync(process.execPath, ['scripts/build.mjs', join(program, 'dist')], { stdio: 'inherit' });
  cpSync('bin', join(program, 'bin'), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(program, 'node_modules'));
  const { main } = createRequire(import.meta.url)(join(program, 'dist', 'start.cjs'));
  const say = (text) => process.stdout.write(text);
  process.exitCode = (await fuzz({ main, program, seed, runs, binary, say, signal: stop.signal })).length === 0 ? 0 : 1;
} finally {
  rmSync(program, { recursive: true, force: true });
}
