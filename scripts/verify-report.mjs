// Opens reports in Debian's Chromium, as a phone, a desk and a sheet of paper show them, light and dark: nothing may leave
// the page, be wider than it, or be out of reach for who does not see it (axe-core). Pictures and prints are kept for a look.
// It installs what is missing: Chromium from Debian, playwright-core and axe-core in a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = mkdtempSync(join(tmpdir(), 'tokencost-report-'));
/** Where the reports, their pictures and their prints stay. */
const kept = resolve(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tokencost-reports-')));
mkdirSync(kept, { recursive: true });

const PLAYWRIGHT = 'playwright-core@1.65.1';
const AXE = 'axe-core@4.14.1';
const MEGABYTE = 1_000_000;

/** Command lines by name: those that the tests without a browser read too. */
const REPORTS = JSON.parse(readFileSync(join(root, 'scripts', 'reports.json'), 'utf8'));

const LOOKS = [400, 1280].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));
/** What is left of a sheet inside its margins, in CSS pixels: 96 an inch, 14 mm on either side. */
const SHEETS = { A4: 688, Letter: 710 };

/** Chromium, from Debian where it is missing. */
function chromiumPath() {
  const find = () => spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  if (find() === '')
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  return find();
}

function toolsIn(folder) {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefix', folder, PLAYWRIGHT, AXE]);
  const load = createRequire(join(folder, 'package.json'));
  return { chromium: load('playwright-core').chromium, axe: load('axe-core') };
}

/** Runs the real binary. Exits 3 and 4 are answers too. */
function report(name, line) {
  const path = join(kept, `${name}.html`);
  const day = line.includes('--as-of') ? [] : ['--as-of', '2026-11-23'];
  const words = [...line.split(' '), ...day, '--quiet', '--format', 'html', '--output', path];
  const { status, stderr } = spawnSync(process.execPath, ['bin/tokencost.js', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  if (![0, 3, 4].includes(status)) throw new Error(`tokencost ${words.join(' ')}: ${stderr}`);
  return path;
}

/** How much wider the page is than the window, and its tables than what holds them. */
const overflow = (page) =>
  page.evaluate(() => {
    const { documentElement: html } = globalThis.document;
    return html.scrollWidth - html.clientWidth;
  });

/** On paper nothing scrolls: a table that is wider than the sheet is cut. */
const cutTables = (page) =>
  page.evaluate(() => {
    const tables = [...globalThis.document.querySelectorAll('table')];
    return tables.filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1).length;
  });

const faults = [];
const expectNone = (what, found) => {
  if (Array.isArray(found) ? found.length > 0 : found !== 0) faults.push(`${what}: ${JSON.stringify(found)}`);
};

async function look(browser, axe, name, path, { width, scheme }) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  await page.screenshot({ path: join(kept, `${name}-${width}-${scheme}.png`), fullPage: true });
  const where = `${name} at ${width}, ${scheme}`;
  expectNone(`${where} is wider than its window by`, Math.max(0, await overflow(page)));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  expectNone(
    `${where}, axe-core`,
    violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 120)}`),
  );
  expectNone(
    `${where} asks for`,
    asked.filter((url) => url !== address),
  );
  await context.close();
}

async function print(browser, name, path) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.emulateMedia({ media: 'print' });
  for (const [format, width] of Object.entries(SHEETS)) {
    await page.setViewportSize({ width, height: 1000 });
    expectNone(`tables of ${name} that ${format} cuts`, await cutTables(page));
    await page.pdf({ path: join(kept, `${name}-${format}.pdf`), format, preferCSSPageSize: false });
  }
  await page.setViewportSize({ width: SHEETS.A4, height: 1000 });
  await page.screenshot({ path: join(kept, `${name}-A4.png`), fullPage: true });
  await page.close();
}

/** What stands in the answer of a report, as it is read. */
const answerText = (page) =>
  page.evaluate(() => globalThis.document.querySelector('#answer').innerText.replace(/\s+/g, ' '));

/** Fields by the keyboard alone: to the fields, through them, and what is typed into each. */
const TYPED = ['800M', '900M', '50%', '40%', '25%', '40k-90k'];

/** Changes numbers with the keyboard, and holds what the report answers against the command that it names, to the last digit. */
async function answersBack(browser, axe, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(`the report fails: ${error.message}`));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  const computed = await answerText(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (const text of TYPED) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  }
  await page.waitForFunction(() => globalThis.document.querySelector('#command').value.includes('40k-90k'));
  const command = await page.inputValue('#command');
  const started = Date.now();
  await page.fill('[name="0.batch"]', '41%');
  await page.waitForFunction(() => globalThis.document.querySelector('#command').value.includes('41%'));
  const waited = Date.now() - started;
  await page.fill('[name="0.batch"]', '40%');
  await page.waitForFunction((line) => globalThis.document.querySelector('#command').value === line, command);
  const marked = await page.locator('.moved').count();
  if (marked === 0) faults.push('nothing that differs is marked');
  const changed = await answerText(page);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  expectNone(
    'the changed report, axe-core',
    violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 120)}`),
  );
  await page.screenshot({ path: join(kept, 'changed-1280.png'), fullPage: true });
  const other = report('same-as-a-command', command.replace(/^tokencost /, ''));
  await page.getByRole('button', { name: 'Back to what was computed' }).press('Enter');
  await page.waitForFunction(() => globalThis.document.querySelectorAll('.moved').length === 0);
  if ((await answerText(page)) !== computed) faults.push('the report does not come back to what was computed');
  expectNone(
    'the report that answers asks for',
    asked.filter((url) => url !== address),
  );
  await page.goto(pathToFileURL(other).href);
  if ((await answerText(page)) !== changed) faults.push(`the report does not say what its command says: ${command}`);
  await context.close();
  return { command, waited, marked };
}

try {
  const executablePath = chromiumPath();
  const { chromium, axe } = toolsIn(tools);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const sizes = [];
  for (const [name, line] of Object.entries(REPORTS)) {
    const path = report(name, line);
    sizes.push(statSync(path).size);
    const markup = readFileSync(path, 'utf8').replace(/<script[^>]*>[\s\S]*?<\/script>/g, '');
    if (/<script|<link|<img|url\(|\ssrc=|href=/i.test(markup)) faults.push(`${name} refers to something`);
    for (const each of LOOKS) await look(browser, axe, name, path, each);
    await print(browser, name, path);
  }
  const { command, waited, marked } = await answersBack(browser, axe, join(kept, 'estimate.html'));
  const version = browser.version();
  await browser.close();
  expectNone(
    'reports of a megabyte or more',
    sizes.filter((size) => size >= MEGABYTE),
  );
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  const many = `${Object.keys(REPORTS).length} reports, ${LOOKS.length} looks and 2 sheets each, the largest ${Math.ceil(Math.max(...sizes) / 1000)} KB`;
  process.stdout.write(
    `${faults.length === 0 ? 'All right' : `${faults.length} faults`}: ${many}, in Chromium ${version} with axe-core ${axe.version}: no request, no violation, nothing cut unless named above. Changed by keyboard, ${marked} places marked, it said what its command says (${command}), ${waited} ms after the last key. Pictures and prints: ${kept}\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(tools, { recursive: true, force: true });
}
