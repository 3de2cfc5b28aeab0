import { expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

test.each(['pricing/published', 'pricing/article-2026'])('%s holds nothing that cannot be right', async (path) => {
  const { stdout, exitCode } = await run(['cards', 'validate', path]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/: card .* models, \d+ rates/);
});

test('every doubt about the published prices is one of a source to look at, or of what its provider does not print', async () => {
  const { stderr } = await run(['cards', 'validate', 'pricing/published']);
  const codes = [...stderr.matchAll(/\[(\w+)\]$/gm)].map((match) => match[1]);
  expect([...new Set(codes)].sort()).toEqual(['cachedModeUnpriced', 'noPrice', 'promotionNotRechecked', 'staleSource']);
});
