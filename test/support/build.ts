import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made of, and the last thing that it writes. */
const SOURCES = ['src', 'scripts', 'pricing', 'bin', 'package.json', 'package-lock.json'];
const LAST = join('dist', 'require', 'package.json');

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When a file, or anything below a folder, changed last. A file that was taken away changes its folder. */
function newest(path: string): number {
  const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
  return Math.max(changedAt(path), ...below.map((each) => changedAt(join(path, each))));
}

/** Builds before the tests where a source is younger than the build, so that the binary under test is the source under test. */
export default function setup(): void {
  if (Math.max(...SOURCES.map(newest)) < changedAt(LAST)) return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
