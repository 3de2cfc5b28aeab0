import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAction } from '../support/runner.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const TAG = `v${version}`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (at: string, ...args: string[]) => {
  const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: at, encoding: 'utf8', stdio: 'pipe' }).trim();
};

/** What a clone would hold: the files that git knows or would take, as they are now. */
function source(): string {
  const at = join(folder, 'source');
  mkdirSync(at);
  const files = git(resolve('.'), 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of new Set(files.filter((name) => name !== ''))) cpSync(file, join(at, file));
  git(at, 'init', '--quiet', '--initial-branch=main');
  git(at, 'add', '--all');
  git(at, 'commit', '--quiet', '--message=All of it');
  return at;
}

/** A clone with the dependencies of this one. */
function clone(from: string, name: string): string {
  const at = join(folder, name);
  git(folder, 'clone', '--quiet', from, at);
  symlinkSync(resolve('node_modules'), join(at, 'node_modules'));
  // A folder is ignored, a link of its name is not.
  writeFileSync(join(at, '.git', 'info', 'exclude'), 'node_modules\n');
  return at;
}

const release = (at: string) => spawnSync('node', ['scripts/release.mjs'], { cwd: at, encoding: 'utf8' });

test('a release is the commit and its build, the same wherever it is made, and the action runs from it', () => {
  const from = source();
  const [one, two] = [clone(from, 'one'), clone(from, 'somewhere else')];
  const head = git(one, 'rev-parse', 'HEAD');
  const made = [release(one), release(two)];
  expect(made.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const commit = git(one, 'rev-parse', TAG);
  expect(git(two, 'rev-parse', TAG)).toBe(commit);

  // The branch, the index and the files are as they were; nothing has gone to where the clone is from.
  expect([git(one, 'rev-parse', 'main'), git(one, 'status', '--porcelain')]).toEqual([head, '']);
  expect(git(one, 'rev-parse', `${TAG}^`)).toBe(head);
  expect(git(from, 'tag', '--list')).toBe('');
  const added = git(one, 'diff', '--name-only', head, TAG).split('\n');
  expect(added).toContain('dist/start.cjs');
  expect(added.filter((path) => !path.startsWith('dist/') || path.endsWith('.cache'))).toEqual([]);

  // With another commit under it the tag does not move.
  git(one, 'commit', '--quiet', '--allow-empty', '--message=More');
  const again = release(one);
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('names another commit')]);
  expect(git(one, 'rev-parse', TAG)).toBe(commit);

  // What a runner fetches for `uses: your-org/tokencost@v...`, with no node_modules beside it.
  const action = join(folder, '_actions');
  git(folder, 'clone', '--quiet', '--branch', TAG, one, action);
  const [workspace, temp] = [join(folder, 'work'), join(folder, 'temp')];
  cpSync('fixtures/sample-repo', workspace, { recursive: true });
  mkdirSync(temp);
  const inputs = { profile: 'spend/profile.yaml', budget: 'spend/budget.yaml', max: '1', 'as-of': '2026-11-23' };
  const { status, outputs } = runAction(inputs, { workspace, temp }, action);
  expect([status, outputs['verdict'], outputs['amount']]).toEqual([3, 'over', '34166']);
}, 240_000);

test('changes that are not committed stop it before anything is built', () => {
  const at = join(folder, 'dirty');
  git(folder, 'clone', '--quiet', join(folder, 'source'), at);
  writeFileSync(join(at, 'README.md'), 'changed');
  const { status, stderr } = release(at);
  expect([status, stderr]).toEqual([1, expect.stringContaining('changes that are not committed')]);
  expect(git(at, 'tag', '--list')).toBe('');
});
