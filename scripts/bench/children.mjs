// What a whole process costs: wall time, processor time and peak memory, its output to a pipe, each against an empty node started in turn with it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const FLOOR = ['-e', '0'];
const RSS_PRELOAD = fileURLToPath(new URL('./print-peak-rss.cjs', import.meta.url));
const KIB = 1024;
const LARGEST_OUTPUT = 1 << 29;

/** Without the extra certificates, which Node 20 loads at every start: some 50 ms that would hide the rest. */
function environment() {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  return rest;
}

/** A command that was stopped, since nobody waits so long for a row of a bench. */
class Stopped extends Error {}

/** Ends the bench when a command that is timed does not work: its time would mean nothing. */
function run(args, stdio, timeout) {
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, args, { env: environment(), stdio, maxBuffer: LARGEST_OUTPUT, timeout });
  const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (child.error?.code === 'ETIMEDOUT') throw new Stopped();
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

/** Wall time, peak memory in bytes and seconds of processor time, all of them with what tells the last two loaded in front. */
function used(args, timeout) {
  const { child, elapsedMs } = run(['--require', RSS_PRELOAD, ...args], ['ignore', 'pipe', 'ignore', 'pipe'], timeout);
  const [kib, microseconds] = child.output[3].toString().split(' ').map(Number);
  return { elapsedMs, bytes: kib * KIB, cpu: microseconds / 1e6 };
}

/** The medians of what runs of a command used, beside those of the floor in turn with it. */
function beside(floor, command) {
  const of = (list, key) => median(list.map((each) => each[key]));
  return {
    floorBytes: of(floor, 'bytes'),
    peakBytes: of(command, 'bytes'),
    floorCpu: of(floor, 'cpu'),
    cpu: of(command, 'cpu'),
    cpuRatio: median(command.map(({ cpu }, sample) => cpu / floor[sample].cpu)),
  };
}

/** Peak resident memory and processor time of a command beside the floor's. */
export function memory(name, args, samples) {
  const floor = [];
  const command = [];
  for (let sample = 0; sample < samples; sample++) {
    floor.push(used(FLOOR));
    command.push(used(args));
  }
  return { name, samples, ...beside(floor, command) };
}

/**
 * Wall time, processor time and peak memory of a command that takes seconds, from the same runs: what loads in front to
 * tell them is a millisecond. Without amounts where a run takes more than some minutes, and is stopped.
 */
export function large(name, args, pairs, minutes) {
  const floor = [];
  const command = [];
  try {
    for (let pair = 0; pair < pairs; pair++) {
      floor.push(used(FLOOR));
      command.push(used(args, minutes * 60_000));
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { name, pairs, stoppedAfterMinutes: minutes };
  }
  const [floorMs, medianMs] = [floor, command].map((list) => median(list.map(({ elapsedMs }) => elapsedMs)));
  const ratio = median(command.map(({ elapsedMs }, pair) => elapsedMs / floor[pair].elapsedMs));
  const fastestMs = Math.min(...command.map(({ elapsedMs }) => elapsedMs));
  return { name, pairs, samples: pairs, floorMs, medianMs, fastestMs, ratio, ...beside(floor, command) };
}
