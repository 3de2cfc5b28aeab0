#!/usr/bin/env node
'use strict';
// CommonJS (see package.json beside it): Node starts it some milliseconds sooner than a module.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const start = join(__dirname, '..', 'dist', 'start.cjs');
if (existsSync(start)) {
  const { main, processShell } = require(start);
  main(process.argv.slice(2), processShell()).then((code) => {
    process.exitCode = code;
  });
} else {
  process.stderr.write('tokencost: it is not built yet. Run `npm run build` (npm ci does it too).\n');
  process.exitCode = 1;
}
