// Measures the built program: start-up, engine throughput beside a peer, memory, growth. `--json` gives data.
// `--commands` measures whole commands alone. `--import` measures that command alone, and `--hundred-million` with as many rows too: half an hour on two busy cores.
// No timing fails it; a wrong total does.
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memory, startup } from './bench/children.mjs';
import { wholeCommands } from './bench/commands.mjs';
import { decisions } from './bench/decide.mjs';
import { growth, heap, loadEngine, throughput, WrongTotal } from './bench/engine.mjs';
import { imports } from './bench/imports.mjs';
import { text } from './bench/report.mjs';
import { modelLines, withTenTimesTheCard } from './bench/tenfold.mjs';

const PAIRS = 31;
const MEMORY_SAMPLES = 5;
const TIMING = { samples: 7, sampleMs: 300 };
const SIZES = [1, 10, 100, 1000];
const DECISIONS = 3;
const MILLIONS = process.argv.includes('--hundred-million') ? 100 : 10;

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'bin', 'tokencost.js');
const question = ['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7'];
const estimate = [program, ...question];

function profileCommand() {
  const profile = join(root, 'fixtures', 'profiles', 'support.yaml');
  return [['estimate --profile support.yaml', [program, 'estimate', '--profile', profile]]];
}

function peerCommand() {
  const peer = join(root, 'node_modules', '.bin', 'genai-prices');
  const usage = ['--input-tokens', '500000000', '--output-tokens', '1500000000', '--provider', 'anthropic'];
  return existsSync(peer) ? [['genai-prices calc', [peer, 'calc', ...usage, 'claude-opus-4-7']]] : [];
}

/** How many models a card that ships has. */
function modelsOn(card) {
  return modelLines(readFileSync(join(root, 'dist', 'pricing', 'cards', `${card}.jsonl`), 'utf8')).length;
}

/** The starts in the order of their names; the last on a card that no release has yet. */
function startups(commands) {
  return [
    ...commands.map(([name, args]) => startup(name, args, PAIRS)),
    withTenTimesTheCard(root, 'published', (long, models) =>
      startup(`the first, ten times the card (${models} models)`, [long, ...question], PAIRS),
    ),
  ];
}

const machine = () => ({ node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model.trim() ?? 'unknown' });

async function measure() {
  if (process.argv.includes('--import')) return { ...machine(), imports: await imports(root, { most: MILLIONS }) };
  const commands = [
    [`estimate --in --out --model (${modelsOn('published')} models)`, estimate],
    [`the same, --card article-2026 (${modelsOn('article-2026')} models)`, [...estimate, '--card', 'article-2026']],
    ['--version', [program, '--version']],
    ...profileCommand(),
    ...peerCommand(),
  ];
  const engine = await loadEngine(root);
  if (process.argv.includes('--commands')) return { ...machine(), commands: await wholeCommands(root, engine) };
  // The engine first, and the heap last: a large estimate leaves its marks on the process.
  const engineResults = { throughput: await throughput(engine, TIMING), growth: await growth(engine, SIZES, TIMING) };
  return {
    ...machine(),
    startup: startups(commands),
    memory: {
      peaks: commands.map(([name, args]) => memory(name, args, MEMORY_SAMPLES)),
      heap: await heap(engine, SIZES.at(-1)),
    },
    ...engineResults,
    commands: await wholeCommands(root, engine),
    decisions: await decisions(engine, DECISIONS),
    imports: await imports(root, { most: MILLIONS }),
  };
}

if (existsSync(join(root, 'dist', 'main.js'))) {
  try {
    const results = await measure();
    process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(results, null, 2)}\n` : text(results));
  } catch (error) {
    if (!(error instanceof WrongTotal)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write('bench: the program is not built yet. Run `npm run build`.\n');
  process.exitCode = 1;
}
