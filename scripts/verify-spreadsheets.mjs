// Opens workbooks in LibreOffice after changing their inputs, lets it calculate, and holds every cost against the program
// run with the same change, to the cent. Apart from `npm test`, since a bare machine has no office suite.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AS_THEY_ARE, CHANGES } from './spreadsheets/cases.mjs';
import { withInputs, withWrongFormula } from './spreadsheets/change.mjs';
import { compareDecide, compareEstimate, compareStored } from './spreadsheets/compare.mjs';
import { inputsOf, modelsOn, profileOf } from './spreadsheets/every-model.mjs';
import { officeVersion, recalculated, sheetsOf } from './spreadsheets/office.mjs';
import { pagesOf } from './spreadsheets/pages.mjs';

const DAY = '2026-11-23';
const SHOWN = 5;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spreadsheets-'));

/** Runs the real binary. Exit 4 is an answer too: something has no price. */
function tokencost(line, ...more) {
  const words = [...line.split(' '), ...(line.includes('--as-of') ? [] : ['--as-of', DAY]), '--quiet', ...more];
  const options = { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'tokencost.js'), ...words],
    options,
  );
  if (status !== 0 && status !== 4) throw new Error(`tokencost ${words.join(' ')}: ${stderr}`);
  return stdout;
}

/** What holds the workbook of a command against its JSON. */
const comparerOf = (line) => (line.startsWith('decide') ? compareDecide : compareEstimate);

const json = (line) => JSON.parse(tokencost(line, '--format', 'json'));

function workbook(line, path) {
  tokencost(line, '--format', 'xlsx', '--output', path);
  return readFileSync(path);
}

/** A fixture with its edits, as a file of its own. An edit that finds nothing is an error. */
function editedFile(name, { path, edits }, number) {
  const text = edits.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${path} does not say ${from}`);
      return before.replace(from, to);
    },
    readFileSync(join(root, path), 'utf8'),
  );
  const file = join(folder, `${number}-${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

function changedCase({ title, from, inputs, to, files = {} }, number) {
  const path = join(folder, `changed-${number}.xlsx`);
  const paths = Object.entries(files).map(([name, file]) => [name, editedFile(name, file, number)]);
  const withFiles = (line) => paths.reduce((before, [name, file]) => before.replace(`$${name}`, file), line);
  writeFileSync(path, withInputs(workbook(withFiles(from), path), inputs));
  const line = withFiles(to);
  return { title: `changed, ${title}`, path, compare: async (sheets) => comparerOf(line)(sheets, json(line)) };
}

function sameCase(line, number) {
  const path = join(folder, `same-${number}.xlsx`);
  workbook(line, path);
  const compare = async (sheets) => {
    const { checked, wrong } = comparerOf(line)(sheets, json(line));
    return { checked, wrong: [...wrong, ...compareStored(await sheetsOf(path), sheets)] };
  };
  return { title: line.replaceAll('fixtures/', ''), path, compare };
}

/** Every model of the card that ships, as it is and with everything about it changed. */
function everyModel() {
  const card = spawnSync(process.execPath, [join(root, 'bin', 'tokencost.js'), 'cards', 'show', '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const models = modelsOn(JSON.parse(card.stdout), DAY);
  const [before, after] = [0, 1].map((variant) => {
    const path = join(folder, `every-model-${variant}.yaml`);
    writeFileSync(path, profileOf(models, variant));
    return `estimate --profile ${path}`;
  });
  const changed = changedCase({ title: '', from: before, inputs: inputsOf(models, 1), to: after }, 'every-model');
  return [
    { ...sameCase(before, 'every-model'), title: `${models.length} models of the card published` },
    { ...changed, title: `changed, all levers and volumes of ${models.length} models` },
  ];
}

/** A check that cannot fail checks nothing: with a sum for a product in one price formula it has to find a difference. */
function wrongCase() {
  const line = AS_THEY_ARE[0];
  const path = join(folder, 'wrong.xlsx');
  writeFileSync(path, withWrongFormula(workbook(line, path), 'Configurations!V7'));
  const compare = async (sheets) => {
    const { checked, wrong } = compareEstimate(sheets, json(line));
    return { checked, wrong: wrong.length > 0 ? [] : ['a wrong formula was not found'] };
  };
  return { title: 'a formula made wrong is found', path, compare };
}

/** Cells that no longer describe a plan that can be bought: the workbook says so on both of its first sheets. */
function unbuyableCase() {
  const path = join(folder, 'unbuyable.xlsx');
  const line = 'decide --profile fixtures/profiles/portfolio.yaml --discount 20%';
  const inputs = { contract_anthropic_band: 0, choice_1_channel: 'direct' };
  writeFileSync(path, withInputs(workbook(line, path), inputs));
  const compare = async (sheets) => {
    const total = sheets.get('Plan')[2][11];
    const said = sheets.get('Decision').some(([first]) => String(first).startsWith('NOT A PLAN'));
    const wrong =
      total === 'No: see the rows below' && said ? [] : [`the total says ${total}, the first sheet ${said}`];
    return { checked: 1, wrong };
  };
  return { title: 'a plan that cannot be bought is said to be none', path, compare };
}

/** Pages that four workloads are printed on, at most. */
const MOST_PAGES = 8;

/** Prints the workbooks of four workloads, and keeps their pages to be looked at. */
function printedPages() {
  const paths = ['estimate', 'decide'].map((command) => {
    const path = join(folder, `${command}.xlsx`);
    workbook(`${command} --profile fixtures/profiles/portfolio.yaml`, path);
    return path;
  });
  const kept = mkdtempSync(join(tmpdir(), 'spreadsheet-pages-'));
  const printed = pagesOf(paths, kept, folder);
  for (const { name, pages } of printed) {
    const outcome = pages.length > 0 && pages.length <= MOST_PAGES ? 'fits' : 'TOO LONG';
    process.stdout.write(`${outcome}  ${name} of four workloads: ${pages.length} pages, to look at in ${kept}\n`);
  }
  return printed.filter(({ pages }) => pages.length === 0 || pages.length > MOST_PAGES).length;
}

async function main() {
  const office = officeVersion();
  if (office === undefined) {
    process.stderr.write(
      'verify:spreadsheets needs LibreOffice: there is no `soffice` here (Debian: libreoffice-calc).\n',
    );
    return 2;
  }
  const cases = [
    wrongCase(),
    unbuyableCase(),
    ...AS_THEY_ARE.map(sameCase),
    ...CHANGES.map(changedCase),
    ...everyModel(),
  ];
  const books = await recalculated(
    cases.map((each) => each.path),
    folder,
  );
  let [configurations, failures] = [0, 0];
  for (const { title, path, compare } of cases) {
    const { checked, wrong } = await compare(books.get(path));
    configurations += checked;
    failures += wrong.length > 0 ? 1 : 0;
    process.stdout.write(`${wrong.length === 0 ? 'same' : 'DIFFERS'}  ${String(checked).padStart(4)}  ${title}\n`);
    for (const text of wrong.slice(0, SHOWN)) process.stdout.write(`               ${text}\n`);
  }
  failures += printedPages();
  const outcome = failures === 0 ? 'all as the program says, to the cent' : `${failures} differ`;
  process.stdout.write(`${cases.length} workbooks, ${configurations} rows, ${office}: ${outcome}\n`);
  return failures === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
