// Preloaded into a measured process: tells its peak memory in KiB and its microseconds of processor time on descriptor 3
// when it ends.
const { readFileSync, writeSync } = require('node:fs');

/**
 * What Linux counts for a process begins with what its parent held when it was started, so that a bench that has read
 * large answers would be told of itself: there the peak of its own memory is asked for.
 */
function peakKib(maxRSS) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? maxRSS);
  } catch {
    return maxRSS;
  }
}

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, `${peakKib(maxRSS)} ${userCPUTime + systemCPUTime}`);
});
