// The built program, asked in this process by whole command lines: what a check apart from the code holds it by.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const { main } = createRequire(import.meta.url)(join(DIST, 'start.cjs'));

/** What a command line answers, as JSON. Throws what it says where it ends otherwise than with 0 or 4. */
export async function ask(argv, day) {
  const [out, err] = [[], []];
  const code = await main([...argv, '--as-of', day, '--no-config', '--format', 'json'], {
    write: (text) => out.push(text),
    say: (text) => err.push(text),
    readInput: () => '',
    today: () => day,
    colour: () => false,
    pricingFolder: join(DIST, 'pricing'),
  });
  if (code !== 0 && code !== 4) throw new Error(`${argv.join(' ')}: exit ${code}\n${err.join('')}`);
  return JSON.parse(out.join(''));
}

/** A folder for files of a run, taken away at its end. */
export function workshop(name) {
  const folder = mkdtempSync(join(tmpdir(), `tokencost-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    /** Writes an object as a file that the program reads (YAML takes JSON), and says where. */
    file(called, content) {
      const path = join(folder, `${called}.yaml`);
      writeFileSync(path, JSON.stringify(content));
      return path;
    },
  };
}

/** The whole number behind a flag of this command line, at least 1. */
export function numberAfter(flag, otherwise) {
  const at = process.argv.indexOf(flag);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`${flag} takes a whole number above 0\n`);
  process.exit(2);
}
