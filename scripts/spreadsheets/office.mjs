// LibreOffice as somebody at a desk would use it: opens a workbook, recalculates, saves it again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readXlsx } from 'hucre/xlsx';

/** By default a workbook opens with the values stored in it; this asks for every formula to be calculated afresh. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

/** The version of LibreOffice, undefined where there is none. */
export function officeVersion() {
  const { status, stdout } = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Workbooks as LibreOffice saves them after calculating every formula: by path, sheets of rows. */
export async function recalculated(paths, folder) {
  const home = join(folder, 'office');
  const out = join(folder, 'recalculated');
  mkdirSync(join(home, 'user'), { recursive: true });
  writeFileSync(join(home, 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
  const options = [
    `-env:UserInstallation=${pathToFileURL(home)}`,
    '--headless',
    '--convert-to',
    'xlsx',
    '--outdir',
    out,
  ];
  const { status, stderr } = spawnSync('soffice', [...options, ...paths], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`soffice failed: ${stderr}`);
  const books = new Map();
  for (const path of paths) books.set(path, await sheetsOf(path.replace(folder, out)));
  return books;
}

/** Rows of each sheet, by its name. */
export async function sheetsOf(path) {
  const { sheets } = await readXlsx(readFileSync(path));
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}
