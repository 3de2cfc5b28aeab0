// Preloaded into a measured process: tells its peak memory on descriptor 3 when it ends.
const { writeSync } = require('node:fs');

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
