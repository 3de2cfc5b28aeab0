// Holds every law of the tests against cases that no run has had: `npm run verify:laws -- [--runs N] [--seed S]`. Each run
// has a seed of its own, from S on; a law that breaks names the seed, and `TOKENCOST_LAWS_SEED=S npm test` meets it again.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function numberAfter(flag, otherwise) {
  const at = process.argv.indexOf(flag);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`${flag} takes a whole number above 0\n`);
  process.exit(2);
}

const [runs, first] = [numberAfter('--runs', 3), numberAfter('--seed', (Date.now() % 1_000_000_000) + 1)];
const files = readdirSync(join(root, 'test'), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('test', file))
  .filter((file) => /support\/laws\.ts'/.test(readFileSync(join(root, file), 'utf8')));

const broken = [];
for (let seed = first; seed < first + runs; seed++) {
  const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'test/vitest.config.ts', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TOKENCOST_LAWS_SEED: String(seed) },
  });
  if (status !== 0) broken.push(seed);
}
const seeds = runs === 1 ? `seed ${first}` : `seeds ${first} to ${first + runs - 1}`;
process.stdout.write(
  broken.length === 0
    ? `All hold: the laws of ${files.length} test files, ${seeds}\n`
    : `Broken with seed ${broken.join(', ')} of ${seeds}: see above\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
