// What a whole process costs: wall time and peak memory, each against an empty node started in turn with it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const FLOOR = ['-e', '0'];
const RSS_PRELOAD = fileURLToPath(new URL('./print-peak-rss.cjs', import.meta.url));
const KIB = 1024;

/** Without the extra certificates, which Node 20 loads at every start: some 50 ms that would hide the rest. */
function environment() {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  return rest;
}

/** Ends the bench when a command that is timed does not work: its time would mean nothing. */
function run(args, stdio) {
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, args, { env: environment(), stdio });
  const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (child.status !== 0) throw new Error(`\`node ${args.join(' ')}\` ended with ${child.status ?? child.signal}`);
  return { elapsedMs, child };
}

const timed = (args) => run(args, ['ignore', 'pipe', 'ignore']).elapsedMs;

/** Wall time of a command in pairs, floor then command, so that a slow spell of the machine meets both. */
export function startup(name, args, pairs) {
  timed(FLOOR);
  timed(args);
  const floor = [];
  const command = [];
  for (let pair = 0; pair < pairs; pair++) {
    floor.push(timed(FLOOR));
    command.push(timed(args));
  }
  return {
    name,
    pairs,
    floorMs: median(floor),
    medianMs: median(command),
    fastestMs: Math.min(...command),
    ratio: median(command.map((ms, pair) => ms / floor[pair])),
  };
}

function peakBytes(args) {
  const { child } = run(['--require', RSS_PRELOAD, ...args], ['ignore', 'pipe', 'ignore', 'pipe']);
  return Number.parseInt(child.output[3].toString(), 10) * KIB;
}

/** Peak resident memory of a command beside the floor's. */
export function memory(name, args, samples) {
  const floor = [];
  const command = [];
  for (let sample = 0; sample < samples; sample++) {
    floor.push(peakBytes(FLOOR));
    command.push(peakBytes(args));
  }
  return { name, samples, floorBytes: median(floor), peakBytes: median(command) };
}
