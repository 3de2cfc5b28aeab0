#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const start = new URL('../dist/start.cjs', import.meta.url);
if (existsSync(start)) {
  const { main, processShell } = createRequire(start)('./start.cjs');
  process.exitCode = await main(process.argv.slice(2), processShell());
} else {
  process.stderr.write('tokencost: it is not built yet. Run `npm run build` (npm ci does it too).\n');
  process.exitCode = 1;
}
