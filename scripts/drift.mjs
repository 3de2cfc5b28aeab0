// Holds the published card against the two public price bases that npm ships, cell by cell, with `tokencost cards drift`:
// the package @pydantic/genai-prices, which is a development dependency, and @earendil-works/pi-ai, which is fetched here
// because its own dependencies are large. Options: --markdown FILE writes one report of both; --as-of DAY; --latest takes the
// newest of both from npm in place of the ones the accepted differences were written for; --keep FOLDER keeps the files that
// were compared.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const BASES = {
  'genai-prices': { name: '@pydantic/genai-prices', version: '0.1.8' },
  'pi-ai': { name: '@earendil-works/pi-ai', version: '1.6.0' },
};
/** Providers as genai-prices calls them, whose own catalogues are compared. */
const GENAI_PROVIDERS = [
  'anthropic',
  'openai',
  'google',
  'x-ai',
  'deepseek',
  'mistral',
  'moonshotai',
  'zai',
  'minimax',
  'cohere',
];
/** Files of pi-ai, one a provider of the card. */
const PI_FILES = [
  'anthropic',
  'openai',
  'google',
  'xai',
  'deepseek',
  'mistral',
  'moonshotai',
  'zai',
  'minimax',
  'meta',
  'xiaomi',
];

const { values } = parseArgs({
  options: {
    markdown: { type: 'string' },
    'as-of': { type: 'string' },
    latest: { type: 'boolean' },
    keep: { type: 'string' },
  },
});
const day = values['as-of'] ?? new Date().toISOString().slice(0, 10);
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'tokencost-drift-'));
mkdirSync(folder, { recursive: true });

/** A package from npm, unpacked and without what it depends on. */
function fetched({ name, version }) {
  const target = mkdtempSync(join(folder, 'package-'));
  const wanted = `${name}@${values.latest ? 'latest' : version}`;
  execFileSync('npm', ['pack', wanted, '--silent', '--pack-destination', target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [archive] = readdirSync(target);
  execFileSync('tar', ['xzf', join(target, archive), '-C', target]);
  return join(target, 'package');
}

/** The data inside genai-prices as the file that its repository publishes: the package itself ships it as a program. */
async function genaiPrices() {
  const root = fetched(BASES['genai-prices']);
  const { findProvider } = await import(pathToFileURL(join(root, 'dist/index.js')).href);
  const providers = GENAI_PROVIDERS.flatMap((providerId) => findProvider({ providerId }) ?? []);
  const file = join(folder, 'genai-prices.json');
  writeFileSync(
    file,
    JSON.stringify(providers.map(({ id, name, pricing_urls, models }) => ({ id, name, pricing_urls, models }))),
  );
  return [file];
}

function piAi() {
  const data = join(fetched(BASES['pi-ai']), 'dist/providers/data');
  return PI_FILES.map((name) => join(data, `${name}.json`));
}

const program = fileURLToPath(new URL('../bin/tokencost.js', import.meta.url));

function drift(base, files) {
  const format = values.markdown === undefined ? 'table' : 'markdown';
  const line = [program, 'cards', 'drift', ...files, '--from', base, '--as-of', day, '--format', format];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  if (status !== 0 && status !== 3) throw new Error(stderr);
  return { status, text: `${values.markdown === undefined ? `${base}\n` : `# ${base}\n`}\n${stdout}` };
}

try {
  const reports = [drift('genai-prices', await genaiPrices()), drift('pi-ai', piAi())];
  const text = reports.map((report) => report.text).join('\n');
  if (values.markdown === undefined) process.stdout.write(text);
  else writeFileSync(values.markdown, text);
  process.exitCode = Math.max(...reports.map(({ status }) => status));
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
