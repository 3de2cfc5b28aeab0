// Whole commands as a user types them: wall time, processor time and peak memory, each against an empty node in turn.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { large, memory, startup } from './children.mjs';
import { MODELS, offersText, profileText } from './decide.mjs';
import { pricedModels } from './engine.mjs';

const PAIRS = 31;
const FEW = 5;
const SAMPLES = 5;
/** So many runs of what takes minutes. */
const ONCE = 1;
/** A run that takes longer is stopped, and its row says so: on a busy machine the bench still comes to its end. */
const MOST_MINUTES = 15;
const THOUSAND = 1000;
const SIZES = [100, THOUSAND, 10_000, 50_000];
/** Of plans, which are made for 10,000 workloads at most. */
const PLANNED = [100, THOUSAND, 10_000];
const LEVERS = ['', 'cacheHitRatio: 70%, ', 'batchEligible: 40%, ', 'cacheHitRatio: 60%, batchEligible: 100%, '];

/** A profile over every model with a price, with none, one and both of the levers and three tags a workload. */
function profileOf(models, size) {
  const rows = Array.from({ length: size }, (_, index) => {
    const tokens = `tokens: { input: ${1 + index}M, output: ${2 + index}M }`;
    const tags = `tags: { team: t${index % 7}, product: p${index % 5}, env: prod }`;
    return `  - { name: w${index}, model: ${models[index % models.length]}, ${LEVERS[index % LEVERS.length]}${tokens}, ${tags} }`;
  });
  return ['workloads:', ...rows, ''].join('\n');
}

/** A start is timed apart from what tells its memory, which would be a part of it. */
const row = (name, args, pairs) =>
  pairs === PAIRS
    ? { ...startup(name, args, pairs), ...memory(name, args, SAMPLES) }
    : large(name, args, pairs, MOST_MINUTES);

/** The commands of every day, those of a large portfolio, and how they grow with it. */
export async function wholeCommands(root, engine) {
  const program = join(root, 'bin', 'tokencost.js');
  const support = join(root, 'fixtures', 'profiles', 'support.yaml');
  const folder = mkdtempSync(join(tmpdir(), 'bench-commands-'));
  const file = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  try {
    const models = await pricedModels(engine);
    const sized = new Map(SIZES.map((size) => [size, file(`${size}.yaml`, profileOf(models, size))]));
    const thousand = sized.get(THOUSAND);
    const deciding = { providers: 6, bands: 3, alternatives: 2, level: 'near' };
    const providers = MODELS.map((model) => engine.context.card.find(model).provider);
    const floors = (workloads) => file(`floors-${workloads}.yaml`, profileText(engine, { ...deciding, workloads }));
    const offers = file('offers.yaml', offersText(providers, deciding.bands));
    const workbook = ['--format', 'xlsx', '--output', join(folder, 'book.xlsx')];
    const commands = [
      [
        'estimate --in --out --model',
        ['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7'],
        PAIRS,
      ],
      ['--version', ['--version'], PAIRS],
      ['--help', ['--help'], PAIRS],
      ['check --profile, four workloads', ['check', '--profile', support, '--max', '1M'], PAIRS],
      ['decide --profile, four workloads', ['decide', '--profile', support], PAIRS],
      ...['table', 'json', 'csv'].map((format) => [
        `estimate of 1,000 workloads, ${format}`,
        ['estimate', '--profile', thousand, '--format', format],
        FEW,
      ]),
      ['estimate of 1,000 workloads, xlsx', ['estimate', '--profile', thousand, ...workbook], FEW],
      ...PLANNED.map((size) => [
        `decide, ${size.toLocaleString('en-US')} x 6 x 3 x 3, floors decide`,
        ['decide', '--profile', floors(size), '--offers', offers],
        ONCE,
      ]),
    ];
    const growth = ['estimate', 'check'].flatMap((command) =>
      SIZES.map((size) => [
        `${command} of ${size.toLocaleString('en-US')} workloads`,
        [command, '--profile', sized.get(size), ...(command === 'check' ? ['--max', '1e15'] : [])],
        size > THOUSAND ? ONCE : FEW,
      ]),
    );
    return [...commands, ...growth].map(([name, args, pairs]) => {
      process.stderr.write(`${name} ...\n`);
      return row(name, [program, ...args], pairs);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
