// The pages that a workbook is printed on, as pictures to look at before a release: LibreOffice makes a PDF, poppler PNGs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DOTS_PER_INCH = '90';

/** poppler's tools, from Debian where they are missing. */
function withPoppler() {
  if (spawnSync('pdftoppm', ['-v']).error === undefined) return;
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'poppler-utils'], { stdio: 'ignore' });
}

/** Prints workbooks and gives the pictures of their pages by workbook: paths in `out`. */
export function pagesOf(paths, out, folder) {
  withPoppler();
  mkdirSync(out, { recursive: true });
  const home = `-env:UserInstallation=${pathToFileURL(join(folder, 'printing'))}`;
  const { status, stderr } = spawnSync(
    'soffice',
    [home, '--headless', '--convert-to', 'pdf', '--outdir', out, ...paths],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`soffice failed: ${stderr}`);
  return paths.map((path) => {
    const name = basename(path, '.xlsx');
    execFileSync('pdftoppm', ['-r', DOTS_PER_INCH, '-png', join(out, `${name}.pdf`), join(out, name)]);
    return { name, pages: readdirSync(out).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.png')) };
  });
}
