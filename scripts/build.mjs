// Bundles the program and compiles the shipped pricing. Start-up is the program's own speed, so the command line is
// CommonJS (Node starts it sooner than a module) with a V8 code cache, and yaml and zod stand in files of their own.
// It is written to dist, or to the folder that the command line names.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where the finished build goes, whole. */
const dist = resolve(process.argv[2] ?? join(root, 'dist'));
const workshop = mkdtempSync(join(tmpdir(), 'tokencost-build-'));
/** Where the build grows, so that a failed one leaves the last as it was. */
const fresh = join(workshop, 'dist');
const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  define: { TOKENCOST_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};

const module = {
  ...shared,
  format: 'esm',
  // Some dependencies are CommonJS and call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
};

const script = {
  ...shared,
  format: 'cjs',
  minify: true,
  define: { ...shared.define, 'import.meta.url': '__here.url', 'import.meta.dirname': '__dirname' },
  banner: { js: "const __here={get url(){return require('node:url').pathToFileURL(__filename).href}};" },
  supported: { 'dynamic-import': false },
};

/** A module of the bundle with this text, in place of the one that `filter` names when `importer` asks for it. */
function replaced(name, filter, importer, contents) {
  return {
    name,
    setup(plugin) {
      plugin.onResolve({ filter }, (args) =>
        importer.test(args.importer) ? { path: name, namespace: name, pluginData: args.resolveDir } : undefined,
      );
      plugin.onLoad({ filter: /.*/, namespace: name }, (args) => ({ contents, resolveDir: args.pluginData }));
    },
  };
}

/** cli-table3 looks for an optional package of colours that the tables do not use. */
const noTableColours = replaced('no-table-colours', /^@colors\/colors/, /cli-table3/, 'module.exports = {}');

/** commander would start the executables of subcommands, of which there are none. */
const noExecutables = replaced('no-executables', /^node:child_process$/, /commander/, 'module.exports = {}');

/** Printable ASCII, the ellipsis and the rules of a table are one column each; what tells emoji from them is large, and loads apart. */
const plainWidth = replaced(
  'plain-width',
  /^string-width$/,
  /cli-table3/,
  `const plain = /^[ -~\\u2026\\u2500-\\u257f]*$/;
  module.exports = (text) => (plain.test(text) ? text.length : require('./wide-text.cjs')(text));`,
);

/** Tables of plain signs are drawn without cli-table3, so that it loads apart when there is another. */
const tablesApart = replaced(
  'tables-apart',
  /^cli-table3$/,
  /render[\\/]box\.ts$/,
  `module.exports = function (options) { return new (require('./tables.cjs'))(options); };`,
);

/** Where formats are only named, and written by other bundles: pages by a command, reports in CI by `check`. */
const onlyNamed = (...formats) => ({
  name: 'only-named',
  setup(plugin) {
    plugin.onResolve({ filter: /^\.\.\// }, ({ kind, path, importer }) =>
      kind === 'dynamic-import' && formats.includes(basename(importer, '.ts')) ? { path, external: true } : undefined,
    );
  },
});

/** Schemas of files are built with their own face of zod, and zod itself reads a file that those do not know. */
const filesKnown = {
  name: 'files-known',
  setup(plugin) {
    plugin.onResolve({ filter: /^zod$/ }, ({ importer }) =>
      /\/files\/schemas\/[^/]+$/.test(importer) ? { path: join(root, 'src/files/quick-zod.ts') } : undefined,
    );
  },
};

/** A function of a module, loaded with the bundle of that name when it is first called from another. */
const calledApart = (name, its, importer) =>
  replaced(
    `${name}-apart`,
    new RegExp(`/${name}\\.ts$`),
    importer,
    `exports.${its} = (...given) => require('./${name}.cjs').${its}(...given);`,
  );

/** What reads a file that is not written, or is not, as nearly every file is: the libraries of YAML and of schemas. */
const librariesApart = [
  calledApart('by-zod', 'readByZod', /files[\\/]document\.ts$/),
  calledApart('whole-yaml', 'readWholeYaml', /files[\\/]parse-yaml\.ts$/),
];

/** The error function of mathjs, which only `decide` needs, with nothing else of it. */
const ERF = "export { createErf } from 'mathjs/number'";

/** What a module uses of zod. The types that it names are gone from its JavaScript. */
async function zodNamesIn(path) {
  const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts' });
  return [...code.matchAll(/\bz\.(\w+)/g)].map(([, name]) => name);
}

/** Answers are handed zod by whoever reads or publishes them, so that no import tells what they use of it. */
async function zodNamesOfAnswers() {
  const folder = join(root, 'src', 'answers');
  const modules = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.ts'));
  return (await Promise.all(modules.map((path) => zodNamesIn(join(folder, path))))).flat();
}

/** Commands that stand in files of their own, with all they need: a start loads the program and one of them. */
const COMMANDS_APART = [
  'estimate',
  'cards',
  'cards-offers',
  'init',
  'decide',
  'compare',
  'import',
  'import-sql',
  'audit',
  'track',
  'check',
  'diff',
  'article',
  'import-card',
  'touch-card',
  'drift',
  'schema',
  'validate-cards',
  'completion',
  'complete',
  'project',
];
const APART = new RegExp(`/commands/(?:${COMMANDS_APART.join('|')})\\.ts$`);
/** The same of what a command calls for a flag that few give, by the folder that it stands in. */
const PARTS_APART = {
  commands: [
    'showback',
    'foreign-options',
    'estimate-focus',
    'estimate-looks',
    'decide-looks',
    'live-report',
    'workbooks',
  ],
  files: ['card-file'],
};
const PART_APART = new RegExp(`^\\./(?:${Object.values(PARTS_APART).flat().join('|')})\\.ts$`);

/**
 * yaml and zod, which only a file with a fault or of a rare form needs, each in a file beside the program with no more of zod than is used;
 * workbooks with their library, which only --format xlsx needs; documents and pictures, which only --format html does; what own offers
 * leave unused; and the commands, of which a start needs one.
 */
function apart(zodNames) {
  const form = "import * as z from 'zod';";
  return {
    name: 'apart',
    setup(plugin) {
      plugin.onResolve({ filter: /^zod$/ }, async ({ importer }) => {
        if (!readFileSync(importer, 'utf8').includes(form)) return { errors: [{ text: `${importer}: write ${form}` }] };
        for (const name of await zodNamesIn(importer)) zodNames.add(name);
        return { path: './zod.cjs', external: true };
      });
      plugin.onResolve({ filter: /^\.\/(?:wide-text|tables|by-zod|whole-yaml)\.cjs$/ }, ({ path }) => ({
        path,
        external: true,
      }));
      plugin.onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.cjs', external: true }));
      plugin.onResolve({ filter: /^@duckdb\/node-api$/ }, ({ path }) => ({ path, external: true }));
      plugin.onResolve({ filter: /^highs$/ }, () => ({ path: 'highs', external: true }));
      plugin.onResolve({ filter: APART }, ({ kind, path }) =>
        kind === 'entry-point' ? undefined : { path: `./${basename(path, '.ts')}.cjs`, external: true },
      );
      plugin.onResolve({ filter: PART_APART }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined,
      );
      plugin.onResolve({ filter: /\/stated\/offers\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: './unused-offers.cjs', external: true },
      );
      plugin.onResolve({ filter: /\/xlsx\/books\.ts$/ }, () => ({ path: './xlsx.cjs', external: true }));
      plugin.onResolve({ filter: /\/render\/html\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: './html.cjs', external: true },
      );
      plugin.onResolve({ filter: /\/pictures\/draw\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: './pictures.cjs', external: true },
      );
      plugin.onResolve({ filter: /^mathjs\/number$/ }, () => ({ path: './erf.cjs', external: true }));
    },
  };
}

/** The licences of the packages that a bundle holds, which ask to go with it, in front of its banner. */
async function withLicences(options) {
  const { metafile } = await build({ ...options, metafile: true, write: false, outfile: join(fresh, 'bundle.js') });
  const named = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const names = [...new Set(named)].filter((name) => name !== undefined).sort();
  const texts = names.map((name) => {
    const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8').replaceAll('*/', '* /');
    return `/*! ${name}\n${text}*/\n`;
  });
  return { banner: { js: `${texts.join('')}${options.banner?.js ?? ''}` } };
}

const fromText = (contents, outfile, plugins = []) =>
  build({ ...script, stdin: { contents, resolveDir: root }, outfile: join(fresh, outfile), plugins });

/**
 * The library, as a module and for `require`. Names stay, so that a stack trace and the class of an error can be read,
 * and what the package depends on is left to be found by whoever loads it.
 */
async function bundleLibrary() {
  const library = {
    entryPoints: ['src/api.ts'],
    external: Object.keys({ ...dependencies, ...optionalDependencies }),
    minifySyntax: true,
    minifyWhitespace: true,
  };
  await build({ ...module, ...library, outfile: join(fresh, 'api.js') });
  await build({ ...script, ...library, minify: false, outfile: join(fresh, 'api.cjs') });
}

/**
 * What a report answers with: the engine and the pages, for a browser. It stands in documents that are XML too, so that
 * its text is in a section of characters, which a comment hides from JavaScript.
 */
async function bundleReport() {
  const options = { ...shared, platform: 'browser', target: 'es2022', format: 'iife', minify: true };
  const entry = { ...options, entryPoints: ['src/report/browser.ts'] };
  const { banner } = await withLicences(entry);
  const { outputFiles } = await build({ ...entry, banner, charset: 'ascii', write: false });
  const [{ text }] = outputFiles;
  const script = text.replaceAll(']]>', ']] >');
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of reports would end its element');
  writeFileSync(join(fresh, 'report.js'), `/*<![CDATA[*/${script}/*]]>*/`);
}

async function bundleProgram() {
  const zodNames = new Set(await zodNamesOfAnswers());
  const withZod = [noExecutables, tablesApart, apart(zodNames)];
  const plugins = [filesKnown, ...librariesApart, ...withZod];
  // `answerReady`, which bin asks before it loads the program.
  await build({ ...script, entryPoints: ['src/commands/ready.ts'], outfile: join(fresh, 'ready.cjs') });
  const program = { entryPoints: ['src/main.ts'], outfile: join(fresh, 'main.cjs') };
  await build({ ...script, ...program, plugins: [onlyNamed('page-formats', 'check-formats'), ...plugins] });
  for (const [folder, names] of Object.entries({
    ...PARTS_APART,
    commands: [...COMMANDS_APART, ...PARTS_APART.commands],
  })) {
    for (const name of names) {
      const entryPoints = [`src/${folder}/${name}.ts`];
      const known = name === 'schema' ? withZod : plugins;
      await build({ ...script, entryPoints, outfile: join(fresh, `${name}.cjs`), plugins: known });
    }
  }
  for (const name of ['by-zod', 'whole-yaml']) {
    const library = { entryPoints: [`src/files/${name}.ts`], outfile: join(fresh, `${name}.cjs`) };
    await build({ ...script, ...library, plugins: withZod });
  }
  const unused = { entryPoints: ['src/decision/stated/offers.ts'], outfile: join(fresh, 'unused-offers.cjs') };
  await build({ ...script, ...unused, plugins });
  await fromText(`export { ${[...zodNames].join(', ')} } from 'zod'`, 'zod.cjs');
  await fromText("module.exports = require('yaml')", 'yaml.cjs');
  await fromText("module.exports = require('cli-table3')", 'tables.cjs', [noTableColours, plainWidth, apart(zodNames)]);
  // That of cli-table3, which a table counts its columns with.
  const counted = createRequire(createRequire(import.meta.url).resolve('cli-table3')).resolve('string-width');
  await fromText(`module.exports = require(${JSON.stringify(counted)})`, 'wide-text.cjs');
  await build({ ...script, entryPoints: ['src/output/render/html.ts'], outfile: join(fresh, 'html.cjs') });
  const pictures = { ...script, entryPoints: ['src/output/pictures/draw.ts'] };
  await build({ ...pictures, ...(await withLicences(pictures)), outfile: join(fresh, 'pictures.cjs') });
  await bundleReport();
  await fromText(ERF, 'erf.cjs');
  const books = { ...script, entryPoints: ['src/output/xlsx/books.ts'] };
  await build({ ...books, ...(await withLicences(books)), outfile: join(fresh, 'xlsx.cjs') });
}

/**
 * Loads the bundles of a folder through their code caches. Only the Node and the machine that made a cache find it, and
 * V8 refuses one that other flags or another length of text made; without a cache the text is compiled as ever. The
 * build calls this to make the caches and writes it down as `start.cjs`, so it uses nothing from outside itself. Bytes
 * that become text afterwards are read in one piece, and not in pieces of 8 kB.
 */
function bundles(folder, nodeRequire) {
  const { readFileSync } = nodeRequire('node:fs');
  const { Script } = nodeRequire('node:vm');
  const { version, platform, arch } = process;
  const loaded = new Map();
  const read = (cache) => {
    try {
      return readFileSync(cache);
    } catch {
      return undefined;
    }
  };
  const load = (name) => {
    if (!name.startsWith('./')) return nodeRequire(name);
    const known = loaded.get(name);
    if (known !== undefined) return known.module.exports;
    const filename = `${folder}/${name.slice(2)}`;
    const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename).toString()}\n})`;
    const cache = `${filename}.${version}-${platform}-${arch}.cache`;
    const script = new Script(text, { filename, cachedData: read(cache) });
    const module = { exports: {} };
    loaded.set(name, { cache, script, module });
    script.runInThisContext()(module.exports, load, module, filename, folder);
    return module.exports;
  };
  return { load, loaded };
}

function writeStart() {
  writeFileSync(join(fresh, 'start.cjs'), `module.exports = (${bundles})(__dirname, require).load('./main.cjs');\n`);
  writeFileSync(
    join(fresh, 'main.js'),
    "import { createRequire } from 'node:module';\n" +
      "export const { main, processShell } = createRequire(import.meta.url)('./start.cjs');\n",
  );
}

/** What the program says when it is asked for the help of a command, and of those below it, or for its version: at the width of a pipe. */
async function writeReady() {
  const folder = join(fresh, 'ready');
  mkdirSync(folder);
  const { main, processShell } = bundles(fresh, createRequire(import.meta.url)).load('./main.cjs');
  const write = async (words, question) => {
    let text = '';
    const shell = { ...processShell(), screen: undefined, write: (part) => (text += part) };
    if ((await main([...words, `--${question}`], shell)) !== 0) return;
    writeFileSync(join(folder, `${[...words, question].join('.')}.txt`), text);
    const [, below = ''] = question === 'help' ? text.split('\nCommands:\n') : [];
    const names = [...below.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
    for (const name of names) if (name !== 'help') await write([...words, name], 'help');
  };
  await write([], 'help');
  await write([], 'version');
}

/** Runs the program once so that the caches hold the functions a start calls, already compiled. */
async function writeCaches() {
  const { load, loaded } = bundles(fresh, createRequire(import.meta.url));
  const { main, processShell } = load('./main.cjs');
  // V8 refuses a cache that was made under other flags than those of a start.
  const silent = { ...processShell(), write: () => undefined, say: () => undefined, expectWork: undefined };
  const profile = join(root, 'fixtures', 'profiles', 'support.yaml');
  await main(['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7'], silent);
  if (existsSync(profile)) {
    await main(['estimate', '--profile', profile, '--format', 'json'], silent);
    await main(['decide', '--profile', profile, '--explain'], silent);
    await main(['check', '--profile', profile, '--max', '1M'], silent);
  }
  // A file with a fault, and not written as nearly every file is, so that what reads and tells it is at hand too.
  const faulty = join(workshop, 'faulty.yaml');
  writeFileSync(faulty, 'workloads:\n  [{ modle: gpt-5.4 }\n  ]\n');
  await main(['check', '--profile', faulty, '--max', '1M'], silent);
  const usage = join(workshop, 'usage.csv');
  const rows = Array.from({ length: 100 }, (_, row) => `2026-11-0${1 + (row % 2)},claude-opus-4.7,1000,200,0.01\n`);
  writeFileSync(usage, `day,model,uncachedInput,output,billed\n${rows.join('')}`);
  await main(['import', usage, '--format', 'json'], silent);
  await main(['import', usage], silent);
  for (const { cache, script } of loaded.values()) writeFileSync(cache, script.createCachedData());
}

async function compilePricing() {
  const compiler = join(workshop, 'compile.js');
  await build({ ...module, entryPoints: ['src/files/compile.ts'], outfile: compiler });
  const { compilePricing, writeCompiled } = await import(pathToFileURL(compiler).href);
  process.chdir(root);
  writeCompiled(compilePricing('pricing'), join(fresh, 'pricing'));
}

/**
 * The scripts of the shells, as the library prints them. That of bash may complete paths too, and may be read twice in
 * one session: its constants were read-only.
 */
function writeCompletion() {
  mkdirSync(join(fresh, 'completion'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const code = `import { script } from '@bomb.sh/tab'; script('${shell}', 'tokencost', 'tokencost')`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: root,
      encoding: 'utf8',
    });
    const text = printed.replace(/^readonly /gm, '').replace(/^complete -F /m, 'complete -o default -F ');
    writeFileSync(join(fresh, 'completion', shell), text);
  }
}

try {
  await bundleLibrary();
  await bundleProgram();
  await compilePricing();
  writeStart();
  writeCompletion();
  await writeCaches();
  // After the caches: V8 keeps what has run, and no start calls what help alone does.
  await writeReady();
  rmSync(dist, { recursive: true, force: true });
  cpSync(fresh, dist, { recursive: true });
  // The temporary folder was for its maker alone; a build may be run by any user.
  chmodSync(dist, 0o755);
} finally {
  rmSync(workshop, { recursive: true, force: true });
}
