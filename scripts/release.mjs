// Makes the tag that the GitHub Action is used by: the commit that is checked out, and the built program beside it. The
// branch stays as it is and nothing is pushed. The same commit makes the same tag, wherever it is made.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const tag = `v${version}`;

const run = (program, args, env = {}) =>
  execFileSync(program, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } }).trim();

function stop(text) {
  process.stderr.write(`release: ${text}\n`);
  process.exit(1);
}

/** Compiled code of one Node on one machine has no place in a release; without it the program starts all the same. */
const built = () =>
  readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.cache'))
    .map((entry) => join(entry.parentPath, entry.name));

/** The tree of HEAD with dist in it, by an index of its own. */
function treeWithDist() {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-release-'));
  const index = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    run('git', ['read-tree', 'HEAD'], index);
    run('git', ['add', '--force', '--', ...built()], index);
    return run('git', ['write-tree'], index);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Author and day of the commit that is released, so that who makes the release, and when, leaves no trace in it. */
function authorship() {
  const [name, email, date] = run('git', ['log', '-1', '--format=%an%n%ae%n%at +0000']).split('\n');
  return Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, name],
      [`GIT_${who}_EMAIL`, email],
      [`GIT_${who}_DATE`, date],
    ]),
  );
}

if (run('git', ['status', '--porcelain']) !== '')
  stop('there are changes that are not committed. Commit or stash them.');
const head = run('git', ['rev-parse', 'HEAD']);
const taken = () =>
  stop(`the tag ${tag} is there already and names another commit. Raise the version in package.json.`);
const existing = run('git', ['tag', '--list', tag]) === '' ? '' : run('git', ['rev-parse', `${tag}^{commit}`]);
if (existing !== '' && !run('git', ['rev-list', '--parents', '-1', existing]).endsWith(` ${head}`)) taken();
run('npm', ['run', '--silent', 'build']);
const message = `tokencost ${version}, built`;
const commit = run('git', ['commit-tree', '--no-gpg-sign', '-p', head, '-m', message, treeWithDist()], authorship());
if (existing === '') run('git', ['tag', tag, commit]);
else if (existing !== commit) taken();
process.stdout.write(`${tag} is ${commit}. Nothing was pushed: git push origin ${tag}\n`);
