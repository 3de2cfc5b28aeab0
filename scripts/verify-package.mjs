// Packs the package and looks at it as those do who install it: its manifest (publint), its types (arethetypeswrong), and
// a project that has it, from a module, through require and in the eyes of TypeScript. Needs the registry.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'tokencost-package-'));

/** What a command says; what it said of a failure goes to the screen before the error does. */
function run(command, words, cwd = project) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    throw new Error(`${command} ${words.join(' ')} ended with ${status}`);
  }
  return stdout;
}

const said = (step, output) => console.log(`${step}\n${output.trim().replace(/^/gm, '  ')}`);

/** The same question from every kind of file; a plan that costs nothing would not be one. */
const question = `
  const context = await loadContext({ day: '2026-11-23' });
  const profile = loadProfile({ workloads: [{ name: 'a', model: 'claude-opus-4.7', tokens: { input: 500_000_000, output: 1_500_000_000 } }] });
  const answer = await decide(profile, context);
  const cost: CHECKED = JSON.parse(JSON.stringify(answer)).plan.effectiveCost;
  if (cost === null || !(cost > 0)) throw new Error('no plan: ' + cost);
  const typed: CHECKED = answer.toJSON().plan.effectiveCost;
  console.log(typed);`;
const untyped = question.replaceAll(': CHECKED', '');
const typed = question.replaceAll('CHECKED', 'number | null');
const names = 'decide, loadContext, loadProfile';
const FILES = {
  'module.mjs': `import { ${names} } from 'tokencost';${untyped}\n`,
  'script.cjs': `const { ${names} } = require('tokencost');\n(async () => {${untyped}\n})();\n`,
  'module.mts': `import { ${names} } from 'tokencost';${typed}\n`,
  'script.cts': `import { ${names} } from 'tokencost';\nexport async function ask(): Promise<void> {${typed}\n}\n`,
};

try {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', project], root),
  );
  const caches = packed.files.filter(({ path }) => path.endsWith('.cache'));
  if (caches.length > 0) throw new Error(`code caches of this machine are in the package: ${caches[0].path}`);
  const tarball = join(project, packed.filename);
  said('publint', run('npx', ['--yes', 'publint@0.3.25', '--strict', tarball]));
  said('arethetypeswrong', run('npx', ['--yes', '@arethetypeswrong/cli@0.18.5', '--no-color', '--no-emoji', tarball]));
  const home = join(project, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball], home);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(home, name), text);
  said('import', run('node', ['module.mjs'], home));
  said('require', run('node', ['script.cjs'], home));
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--types', 'node'];
  const roots = ['--typeRoots', join(root, 'node_modules', '@types')];
  const files = ['module.mts', 'script.cts'];
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['node16', 'node16'],
    ['preserve', 'bundler'],
  ]) {
    const how = ['--module', module, '--moduleResolution', resolution];
    said(`types, ${resolution}`, `${run(tsc, [...strict, ...roots, ...how, ...files], home)}as declared`);
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}
