import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

test.each(['pricing/published', 'pricing/article-2026'])('%s holds nothing that cannot be right', async (path) => {
  const { stdout, exitCode } = await run(['cards', 'validate', path]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/: card .* models, \d+ rates/);
});

test('what ships is silent: every doubt about it is accepted by name, and nothing is accepted that does not occur', async () => {
  const { stdout, stderr } = await run(['cards', 'validate', 'pricing/published', 'pricing/article-2026', '--strict']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/\d{2} findings accepted by name/);
});

test('what is accepted until a day is said again after it', async () => {
  const { stderr } = await run(['cards', 'validate', 'pricing/published', '--as-of', '2027-01-01']);
  expect(stderr).toMatch(/mistral-medium-3\.5 from .* \[staleSource\]$/m);
  expect(stderr).not.toContain('[noPrice]');
});

test('a finding that was not accepted is said, and an accepted one that is mended is told to go', async () => {
  const folder = join(folderOf({}), 'published');
  cpSync('pricing/published', folder, { recursive: true });
  const [file, other] = [join(folder, 'voyage.yaml'), join(folder, 'minimax.yaml')];
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('usdPerMtok: { input: 0.12 }', 'usdPerMtok: { input: 0.12, output: 0.12 }'),
  );
  writeFileSync(other, readFileSync(other, 'utf8').replace('checked: 2026-11-20', 'checked: 2026-07-01'));
  const { stderr, exitCode } = await run(['cards', 'validate', folder, '--strict', '--format', 'json']);
  expect(exitCode).toBe(3);
  const text = await run(['cards', 'validate', folder]);
  expect(text.stderr).toContain('noPrice of voyage-4-large at usdPerMtok is accepted and does not occur');
  expect(text.stderr).toMatch(/minimax-m3.* \[staleSource\]/);
  expect(stderr).toBe('');
});
