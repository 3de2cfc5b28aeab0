#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) {
  const { main, processShell } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2), processShell());
} else {
  process.stderr.write('tokencost: it is not built yet. Run `npm run build` (npm ci does it too).\n');
  process.exitCode = 1;
}
