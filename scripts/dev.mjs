// Runs the command line from source, without the build: `npm run dev -- estimate --in 1M --model gpt-5.4`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const workshop = join(root, 'node_modules', '.cache', 'tokencost-dev');
mkdirSync(workshop, { recursive: true });
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  outExtension: { '.js': '.mjs' },
  outdir: workshop,
  define: { TOKENCOST_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};
await build({ ...shared, entryPoints: ['src/main.ts', 'src/files/compile.ts'], entryNames: '[name]', splitting: true });

const load = (name) => import(pathToFileURL(join(workshop, name)).href);
const { compilePricing, writeCompiled } = await load('compile.mjs');
writeCompiled(compilePricing(join(root, 'pricing')), join(workshop, 'pricing'));

process.setSourceMapsEnabled(true);
const { main, processShell } = await load('main.mjs');
process.exitCode = await main(process.argv.slice(2), processShell());
