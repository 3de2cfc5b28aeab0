// Bundles the program and compiles the shipped pricing: one bundle with lazy chunks, and YAML as data.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  define: { TOKENCOST_VERSION: JSON.stringify(version) },
  // Some dependencies are CommonJS and call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

/** cli-table3 looks for an optional package of colours that the tables do not use. */
const noTableColours = {
  name: 'no-table-colours',
  setup(plugin) {
    plugin.onResolve({ filter: /^@colors\/colors/ }, () => ({ path: 'none', namespace: 'no-colours' }));
    plugin.onLoad({ filter: /.*/, namespace: 'no-colours' }, () => ({ contents: 'module.exports = {}', loader: 'js' }));
  },
};

async function bundle() {
  rmSync(dist, { recursive: true, force: true });
  await build({
    ...shared,
    entryPoints: ['src/main.ts', 'src/api.ts'],
    outdir: 'dist',
    splitting: true,
    minify: true,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [noTableColours],
  });
}

async function compilePricing() {
  const folder = join(dist, '.compiler');
  await build({ ...shared, entryPoints: ['src/files/compile.ts'], outfile: join(folder, 'compile.js') });
  const { compilePricing, writeCompiled } = await import(pathToFileURL(join(folder, 'compile.js')).href);
  process.chdir(root);
  writeCompiled(compilePricing('pricing'), join(dist, 'pricing'));
  rmSync(folder, { recursive: true, force: true });
}

await bundle();
await compilePricing();
