// The project's own fuzzer: `npm run fuzz -- --seed N --runs M [--binary K]`. It bends fixtures and flags and holds every
// answer against the rules in fuzz/run.mjs. The same seed gives the same inputs. It needs a build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { fuzz } from './fuzz/run.mjs';

function numberAfter(flag, otherwise) {
  const at = process.argv.indexOf(flag);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`${flag} takes a whole number\n`);
  process.exit(2);
}

const [seed, runs, binary] = [numberAfter('--seed', 1), numberAfter('--runs', 1_000), numberAfter('--binary', 0)];
execFileSync('node', ['scripts/build.mjs'], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'tokencost-fuzz-'));
try {
  const outfile = join(folder, 'main.mjs');
  const banner = {
    js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);",
  };
  const define = { TOKENCOST_VERSION: '"fuzz"' };
  const external = ['highs'];
  const shared = { bundle: true, platform: 'node', format: 'esm', target: 'node20', banner, define, external };
  buildSync({ ...shared, entryPoints: ['src/main.ts'], outfile, nodePaths: [join(process.cwd(), 'node_modules')] });
  const { main } = await import(pathToFileURL(outfile).href);
  const found = await fuzz({ main, seed, runs, binary, say: (text) => process.stdout.write(text) });
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
