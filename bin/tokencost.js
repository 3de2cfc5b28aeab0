#!/usr/bin/env node
'use strict';
// CommonJS (see package.json beside it): Node starts it some milliseconds sooner than a module.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '..', 'dist');
const argv = process.argv.slice(2);

/** Whether the line asks what the build has written down, and was answered with it: all of the program is not loaded for that. */
const isAnswered = () =>
  /^(?:-h|--help|-v|--version)$/.test(argv.at(-1)) &&
  require(join(dist, 'ready.cjs')).answerReady(argv, join(dist, 'ready'));

if (existsSync(join(dist, 'start.cjs'))) {
  if (!isAnswered()) {
    const { main, processShell } = require(join(dist, 'start.cjs'));
    main(argv, processShell()).then((code) => {
      process.exitCode = code;
    });
  }
} else {
  process.stderr.write('tokencost: it is not built yet. Run `npm run build` (npm ci does it too).\n');
  process.exitCode = 1;
}
