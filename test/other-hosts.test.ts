import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

const PAGE = readFileSync('docs/ci.md', 'utf8');

/** The sample repository in a folder of its own, with `tokencost` on the path. */
function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [work, programs] = [join(folder, 'work'), join(folder, 'bin')];
  cpSync('fixtures/sample-repo', work, { recursive: true });
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'tokencost'),
    `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/tokencost.js')}" "$@" --as-of 2026-11-23\n`,
    { mode: 0o755 },
  );
  const npm = '#!/bin/sh\necho "$@" >>"$HOME/installed"\n';
  writeFileSync(join(programs, 'npm'), npm, { mode: 0o755 });
  symlinkSync(process.execPath, join(programs, 'node'));
  const env = { PATH: `${programs}:/usr/bin:/bin`, HOME: folder };
  const write = (path: string, text: string) => writeFileSync(join(work, path), text);
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
      cwd: work,
      env,
      encoding: 'utf8',
    });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
  return { work, env, write, git };
}

/** The block of code behind some words of the page. */
function block(after: string): string {
  const [, code = ''] = /```\w+\n([\s\S]*?)```/.exec(PAGE.slice(PAGE.indexOf(after))) ?? [];
  if (!PAGE.includes(after) || code === '') throw new Error(`the page shows nothing behind ${after}`);
  return code;
}

interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  readonly body: string;
}

/** GitLab as far as a note needs it: who asks, notes in pages of two, and what is asked to be written. */
async function gitlab(notes: readonly Note[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://gitlab');
    let sent = '';
    request.on('data', (part) => {
      sent += part;
    });
    request.on('end', () => {
      if (request.headers['private-token'] !== 'secret') response.statusCode = 401;
      response.setHeader('Content-Type', 'application/json');
      if (url.pathname === '/api/v4/user') return response.end('{ "id": 7 }');
      if (request.method === 'GET') {
        const page = Number(url.searchParams.get('page'));
        response.setHeader('x-next-page', page * 2 < notes.length ? String(page + 1) : '');
        return response.end(JSON.stringify(notes.slice(page * 2 - 2, page * 2)));
      }
      asked.push(`${request.method} ${url.pathname} ${JSON.parse(sent).body}`);
      return response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4` };
}

describe('the job of GitLab', () => {
  const job = parse(readFileSync('fixtures/sample-repo/.gitlab-ci.yml', 'utf8'))['llm-spend'] as {
    readonly script: readonly string[];
  };

  async function runJob(here: ReturnType<typeof repository>, host: { address: string }, token = 'secret') {
    const env = {
      ...here.env,
      TOKENCOST: './tokencost.tgz',
      CI_API_V4_URL: host.address,
      CI_PROJECT_ID: '1',
      CI_MERGE_REQUEST_IID: '5',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: here.git('rev-parse', 'HEAD').stdout.trim(),
      ...(token === '' ? {} : { SPEND_TOKEN: token }),
    };
    // A runner puts the lines of a script into one shell that ends at the first that fails.
    const runner = spawn('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], { cwd: here.work, env });
    let log = '';
    for (const stream of [runner.stdout, runner.stderr]) stream.on('data', (part) => (log += part));
    const status = await new Promise<number | null>((done) => runner.on('close', done));
    return { status, log };
  }

  test('leaves both reports and a note, and ends as the check does', async () => {
    const here = repository();
    const host = await gitlab([]);
    expect((await runJob(here, host)).status).toBe(0);
    expect(readFileSync(join(here.env.HOME, 'installed'), 'utf8')).toBe('install --global ./tokencost.tgz\n');
    expect(JSON.parse(readFileSync(join(here.work, 'gl-code-quality-report.json'), 'utf8'))).toEqual([]);
    expect(readFileSync(join(here.work, 'check.xml'), 'utf8')).toContain('<testsuite ');
    expect(host.asked).toHaveLength(1);
    expect(host.asked[0]).toMatch(
      /^POST \/api\/v4\/projects\/1\/merge_requests\/5\/notes <!-- tokencost-check help%20desk -->\n/,
    );
  });

  test("writes over its own note, on whatever page, and over nobody else's", async () => {
    const here = repository();
    const profile = readFileSync(join(here.work, 'spend', 'profile.yaml'), 'utf8');
    here.write('spend/profile.yaml', profile.replace('output: 800M', 'output: 8B'));
    here.write('spend/budget.yaml', 'limits: [{ max: 1M }]\n');
    const marked = '<!-- tokencost-check help%20desk -->\nof before';
    const host = await gitlab([
      { id: 1, author: { id: 8 }, body: marked },
      { id: 2, author: { id: 7 }, body: 'something else' },
      { id: 3, author: { id: 7 }, body: marked },
    ]);
    expect((await runJob(here, host)).status).toBe(3);
    expect(host.asked).toHaveLength(1);
    expect(host.asked[0]).toMatch(/^PUT \S+\/notes\/3 [\s\S]*help desk: over budget/);
  });

  test('of a fork, which has no token, leaves no note and ends as the check does', async () => {
    const host = await gitlab([]);
    expect((await runJob(repository(), host, '')).status).toBe(0);
    expect(host.asked).toEqual([]);
  });

  test('of a file that is wrong ends with 2 and leaves no note', async () => {
    const here = repository();
    here.write('spend/budget.yaml', 'limits: [{ maximum: 1 }]\n');
    const host = await gitlab([]);
    const { status, log } = await runJob(here, host);
    expect([status, host.asked, existsSync(join(here.work, 'note.md'))]).toEqual([2, [], false]);
    expect(log).toContain('spend/budget.yaml');
  });
});

describe('any other host', () => {
  test('a commit that does not fit is not made; one that changes nothing of it is', () => {
    const here = repository();
    const { git } = here;
    mkdirSync(join(here.work, '.git', 'hooks'), { recursive: true });
    const hook = join(here.work, '.git', 'hooks', 'pre-commit');
    writeFileSync(hook, block('as `.git/hooks/pre-commit`'), { mode: 0o755 });
    here.write('spend/budget.yaml', 'limits: [{ max: 1 }]\n');
    git('add', '.');
    const refused = git('commit', '--message', 'over');
    expect(refused.status).not.toBe(0);
    expect(refused.stdout + refused.stderr).toMatch(/^tokencost check, help desk: over: [^\n]*\n$/);
    git('reset', '--quiet', '--hard');
    here.write('README.md', 'text\n');
    git('add', '.');
    expect(git('commit', '--quiet', '--message', 'text').status).toBe(0);
  });

  test('a cron job prints one line where it does not fit, and nothing where it does', () => {
    const here = repository();
    const line = block('A cron job').replace('/srv/help-desk', here.work).trim();
    const [, command = ''] = /^(?:\S+ ){5}(.*)$/.exec(line) ?? [];
    // In a crontab a percent sign ends the command.
    expect(command).not.toContain('%');
    const mailed = () => spawnSync('/bin/sh', ['-c', command], { env: here.env, encoding: 'utf8' });
    expect(mailed()).toMatchObject({ stdout: '', stderr: '' });
    here.write('spend/budget.yaml', 'limits: [{ max: 1 }]\n');
    const { stdout, stderr } = mailed();
    expect([stdout.split('\n').length, stderr]).toEqual([2, '']);
    expect(stdout).toMatch(/^tokencost check, help desk: over: /);
  });

  test('the hook of pre-commit runs a command that is one of ours', () => {
    const here = repository();
    const { repos } = parse(block('The same for [pre-commit]')) as {
      repos: { hooks: { entry: string; files: string }[] }[];
    };
    const [hook] = repos.flatMap(({ hooks }) => hooks);
    const { status, stdout } = spawnSync('/bin/sh', ['-c', hook?.entry ?? ''], {
      cwd: here.work,
      env: here.env,
      encoding: 'utf8',
    });
    expect([status, new RegExp(hook?.files ?? '').test('spend/profile.yaml')]).toEqual([0, true]);
    expect(stdout).toMatch(/^tokencost check, help desk: within: /);
  });
});
