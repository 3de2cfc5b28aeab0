// The engine inside one process, bundled from the source as it stands and fed the prices that ship.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { median } from './statistics.mjs';

const ENTRY = `
export { contextOf } from './src/commands/context.ts';
export { loadSolver } from './src/commands/solver.ts';
export { workloadsOf } from './src/commands/workloads.ts';
export { costByVolume } from './src/decision/estimate/by-volume.ts';
export { estimate, priceable } from './src/decision/estimate/estimate.ts';
export { plan } from './src/decision/plan/plan.ts';
export { numeral } from './src/domain/exact.ts';
export { totalOf } from './src/domain/line-item.ts';
export { Problem } from './src/domain/problem.ts';
export { priceConfiguration } from './src/engine/pricer.ts';
export { loadProfile } from './src/files/profile-file.ts';
`;

const DAY = '2026-11-23';
const MODEL = 'claude-opus-4.7';
const IN_MILLIONS = 500;
const OUT_MILLIONS = 1500;
/** Volumes that differ, so that no call can be answered by the one before it. */
const VARIANTS = 64;

const PEER_MODEL = 'claude-opus-4-7';
const PEER_OPTIONS = { providerId: 'anthropic' };
const HIT_RATIO = 0.7;
const READS_PER_WRITE = 10;

/** What each configuration of 500M in and 1.5B out costs a month, by hand from the card of the day. */
const CONFIGURATIONS = [
  { name: 'list', levers: 'asIs', total: '40000', peer: 'plain' },
  { name: 'list+cache', levers: 'cache', total: '38468.75', peer: 'cached' },
  { name: 'list+batch+cache', levers: 'both', total: '19234.375', peer: undefined },
];

export class WrongTotal extends Error {}

/** The engine's own modules, bundled to a temporary file and imported. */
export async function loadEngine(root) {
  // Below node_modules, where the solver that stays outside the bundle is found.
  const caches = join(root, 'node_modules', '.cache');
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'tokencost-bench-'));
  try {
    const outfile = join(folder, 'engine.mjs');
    await build({
      absWorkingDir: root,
      stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['highs'],
      target: 'node20',
      outfile,
      define: { TOKENCOST_VERSION: '"bench"' },
      banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
      logLevel: 'warning',
    });
    const engine = await import(pathToFileURL(outfile).href);
    const shell = { pricingFolder: join(root, 'dist', 'pricing'), today: () => DAY };
    const context = await engine.contextOf({ card: 'published', asOf: DAY }, shell);
    return { ...engine, context, shell, WrongTotal };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function workload({ workloadsOf, shell }, flags) {
  return (await workloadsOf({ card: 'published', ...flags }, shell)).workloads[0];
}

/** Rounds over the variants between two looks at the clock. */
const ROUNDS = 64;

/** Seconds of processor time of this process: others on the machine do not move them. */
function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Calls a second of processor time: rounds until a sample is long enough, the median of the samples after a warm-up. */
function rate(call, { samples, sampleMs }) {
  const perSecond = [];
  for (let sample = -1; sample < samples; sample++) {
    let calls = 0;
    let elapsed = 0;
    const started = processorSeconds();
    while (elapsed < sampleMs / 1000) {
      for (let round = 0; round < ROUNDS; round++) for (let each = 0; each < VARIANTS; each++) call(each);
      calls += ROUNDS * VARIANTS;
      elapsed = processorSeconds() - started;
    }
    if (sample >= 0) perSecond.push(calls / elapsed);
  }
  return median(perSecond);
}

function peerUsage(kind, variant) {
  const input = (IN_MILLIONS + variant) * 1e6;
  const read = input * HIT_RATIO;
  const plain = { input_tokens: input, output_tokens: (OUT_MILLIONS + variant) * 1e6 };
  return kind === 'plain'
    ? plain
    : { ...plain, cache_read_tokens: read, cache_write_tokens: Math.round(read / READS_PER_WRITE) };
}

function peerThroughput(calcPrice, kind, timing) {
  const usages = Array.from({ length: VARIANTS }, (_, variant) => peerUsage(kind, variant));
  let consumed = 0;
  const perSecond = rate((each) => {
    consumed += calcPrice(usages[each], PEER_MODEL, PEER_OPTIONS).total_price;
  }, timing);
  if (!(consumed > 0)) throw new Error('the peer priced nothing');
  return { kind, perSecond, total: calcPrice(usages[0], PEER_MODEL, PEER_OPTIONS).total_price };
}

/** The same totals without their line items, from what a token costs in each configuration. */
function totalThroughput(engine, stated, { name, levers, total }, timing) {
  const cost = engine.costByVolume(stated, engine.context, levers);
  const volumes = Array.from({ length: VARIANTS }, (_, variant) => [
    BigInt(IN_MILLIONS + variant) * 1_000_000n,
    BigInt(OUT_MILLIONS + variant) * 1_000_000n,
  ]);
  const found = engine.numeral(cost(...volumes[0]));
  if (found !== total) throw new WrongTotal(`${name}: the total by volume is ${found}, not ${total}`);
  let consumed = 0;
  const perSecond = rate((each) => {
    const [input, output] = volumes[each];
    consumed += cost(input, output).scale;
  }, timing);
  if (Number.isNaN(consumed)) throw new WrongTotal(`${name}: a total has no scale`);
  return { name: `${name}, totals alone`, perSecond, total: found };
}

/** One configuration: quantities by meter, their prices, line items, total. The sheet resolves each price once. */
function engineThroughput(engine, priced, { name, levers, total }, timing) {
  const { priceConfiguration, totalOf, numeral } = engine;
  const price = (of) => totalOf(priceConfiguration(of.workload, of.illustrated, of.listSheet, levers));
  const found = numeral(price(priced[0]));
  if (found !== total) throw new WrongTotal(`${name}: the total is ${found}, not ${total}`);
  let consumed = 0;
  const perSecond = rate((each) => {
    consumed += price(priced[each]).scale;
  }, timing);
  if (Number.isNaN(consumed)) throw new WrongTotal(`${name}: a total has no scale`);
  return { name, perSecond, total: found };
}

/** Configurations priced a second, beside the peer's calls on the same kind of work. Throws WrongTotal. */
export async function throughput(engine, timing) {
  const { calcPrice } = await import('@pydantic/genai-prices');
  const priced = [];
  for (let variant = 0; variant < VARIANTS; variant++) {
    const flags = { in: `${IN_MILLIONS + variant}M`, out: `${OUT_MILLIONS + variant}M`, model: MODEL };
    priced.push(engine.priceable(await workload(engine, flags), engine.context));
  }
  const peers = ['plain', 'cached'].map((kind) => peerThroughput(calcPrice, kind, timing));
  const levered = { cacheHit: `${HIT_RATIO * 100}%`, readsPerWrite: String(READS_PER_WRITE), batch: '100%' };
  const text = { in: `${IN_MILLIONS}M`, out: `${OUT_MILLIONS}M`, model: MODEL, ...levered };
  const stated = await workload(engine, text);
  const rows = CONFIGURATIONS.flatMap((each) => {
    const peer = peers.find(({ kind }) => kind === each.peer);
    return [engineThroughput(engine, priced, each, timing), totalThroughput(engine, stated, each, timing)].map(
      (measured) => ({
        ...measured,
        peer: peer?.kind,
        ratio: peer === undefined ? undefined : measured.perSecond / peer.perSecond,
      }),
    );
  });
  return { samples: timing.samples, sampleMs: timing.sampleMs, rows, peers };
}

const LEVERS = [{}, { cacheHit: '70%' }, { batch: '40%' }, { cacheHit: '60%', batch: true }];

/** Whether a model can be bought on the day: it may be retired, or not yet for sale. */
async function isSold(engine, model) {
  try {
    engine.priceable(await workload(engine, { in: '1M', model }), engine.context);
    return true;
  } catch (error) {
    if (error instanceof engine.Problem) return false;
    throw error;
  }
}

/** The models of the card that are sold. */
async function soldModels(engine) {
  const models = [];
  for (const id of engine.context.card.ids) if (await isSold(engine, id)) models.push(id);
  return models;
}

/** Those of them whose text has a price in and out. */
export async function pricedModels(engine) {
  const models = [];
  for (const model of await soldModels(engine)) {
    const of = engine.priceable(await workload(engine, { in: '1M', out: '1M', model }), engine.context);
    const bills = ['asIs', 'both'].map((levers) =>
      engine.priceConfiguration(of.workload, of.illustrated, of.listSheet, levers),
    );
    if (bills.every((bill) => engine.totalOf(bill) !== undefined)) models.push(model);
  }
  return models;
}

/** Workloads over every model of the card that is sold, with none, one and both of the levers. */
async function portfolio(engine, size) {
  const models = await soldModels(engine);
  const workloads = [];
  for (let each = 0; each < size; each++) {
    const model = models[each % models.length];
    const flags = { in: `${1 + each}M`, out: `${2 + each}M`, model, ...LEVERS[each % LEVERS.length] };
    workloads.push({ ...(await workload(engine, flags)), name: `workload-${each}` });
  }
  return workloads;
}

/** Time of a whole estimate, from workloads to advice, by the number of workloads. */
export async function growth(engine, sizes, { samples, sampleMs }) {
  const rows = [];
  for (const size of sizes) {
    const workloads = await portfolio(engine, size);
    const times = [];
    const warmUntil = performance.now() + sampleMs;
    while (performance.now() < warmUntil) engine.estimate(workloads, engine.context);
    const until = performance.now() + sampleMs;
    while (times.length < samples || performance.now() < until) {
      const started = performance.now();
      engine.estimate(workloads, engine.context);
      times.push(performance.now() - started);
    }
    rows.push({ workloads: size, samples: times.length, medianMs: median(times), msPerWorkload: median(times) / size });
  }
  return rows;
}

/** Heap that the answer of an estimate keeps alive. */
export async function heap(engine, size) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const workloads = await portfolio(engine, size);
  engine.estimate(workloads, engine.context);
  collect();
  const before = process.memoryUsage().heapUsed;
  const answer = engine.estimate(workloads, engine.context);
  collect();
  const retainedBytes = process.memoryUsage().heapUsed - before;
  return { workloads: answer.workloads.length, retainedBytes };
}
