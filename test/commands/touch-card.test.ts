import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileOf, folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const PAGE = 'https://acme.example/prices';
const CARD = `# Kept as it is.
id: mine
version: 2026-11-01 # the day
providers: { acme: { name: Acme } }
models:
  alone:
    provider: acme
    rates:
      - from: 2026-01-01 # since the start
        usdPerMtok: { input: 1.00, output: 2.00 }
        source: # of this page
          url: "${PAGE}" # the address
          checked: 2026-10-01 # the day
          confidence: official
  first:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 1.00, output: 2.00 }, source: &page { url: "${PAGE}", checked: 2026-10-01, confidence: official, note: "as: printed" } }
  second:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 3.00, output: 4.00 }, source: *page } # like the first
  third:
    provider: acme
    retired: { from: 2026-11-10, source: *page }
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 3.00, output: 4.00 }, source: *page }
  copied:
    provider: acme
    rates: &rates
      - { from: 2026-01-01, usdPerMtok: { input: 3.00, output: 4.00 }, source: { url: "${PAGE}", checked: 2026-10-01, confidence: official } }
  copy: { provider: acme, rates: *rates }
`;

interface Shown {
  readonly models: { model: string; retired: object | null; rates: { source: { checked: string; url: string } }[] }[];
}

async function touch(card: string, models: string[], more: { checked?: string; source?: string } = {}) {
  const { checked = '2026-11-20', source = PAGE } = more;
  const flags = ['--card', card, '--checked', checked, '--source', source, '--format', 'json'];
  return run(['cards', 'touch', ...models, ...flags]);
}

/** The day and the address of every rate of a card, by model. */
async function sources(card: string) {
  const shown = JSON.parse(
    (await run(['cards', 'show', '--card', card, '--format', 'json', '--as-of', '2026-11-20'])).stdout,
  );
  return Object.fromEntries(
    shown.models.map((model: { model: string; rates: { source: { checked: string; note: string | null } }[] }) => {
      const [rate] = model.rates;
      return [model.model, `${rate?.source.checked} ${rate?.source.note ?? ''}`.trim()];
    }),
  );
}

const OLD = {
  alone: '2026-10-01',
  first: '2026-10-01 as: printed',
  second: '2026-10-01 as: printed',
  third: '2026-10-01 as: printed',
  copied: '2026-10-01',
  copy: '2026-10-01',
};

describe('a page that was read again', () => {
  test('changes the day and nothing else, and every comment stays', async () => {
    const card = fileOf(CARD);
    expect((await touch(card, ['alone'])).exitCode).toBe(0);
    expect(readFileSync(card, 'utf8')).toBe(
      CARD.replace('checked: 2026-10-01 # the day', 'checked: 2026-11-20 # the day').replace(
        'version: 2026-11-01',
        'version: 2026-11-20',
      ),
    );
  });

  test.each([
    [['first'], { first: '2026-11-20 as: printed' }],
    [['second'], { second: '2026-11-20 as: printed' }],
    [['copied', 'copy'], { copied: '2026-11-20', copy: '2026-11-20' }],
    [['first', 'second'], { first: '2026-11-20 as: printed', second: '2026-11-20 as: printed' }],
  ])('of %s leaves those that share its source as they were', async (models, changed) => {
    const card = fileOf(CARD);
    expect((await touch(card, models)).stderr).toBe('');
    expect(await sources(card)).toEqual({ ...OLD, ...changed });
    expect(readFileSync(card, 'utf8')).toContain('# like the first');
  });

  test('is told with the day and the place of before', async () => {
    const card = fileOf(CARD);
    const { touched, versionWas } = JSON.parse((await touch(card, ['alone'])).stdout);
    const told = {
      model: 'alone',
      from: '2026-01-01',
      was: '2026-10-01',
      checked: '2026-11-20',
      url: PAGE,
      wasUrl: null,
    };
    expect([touched, versionWas]).toEqual([[{ ...told, file: card, line: 13 }], '2026-11-01']);
  });

  test('at another address of the same place takes that address', async () => {
    const card = fileOf(CARD);
    const { touched } = JSON.parse((await touch(card, ['alone'], { source: 'https://acme.example/new' })).stdout);
    expect(touched[0].wasUrl).toBe(PAGE);
    expect(readFileSync(card, 'utf8')).toContain('url: "https://acme.example/new" # the address');
  });

  test.each([
    [['alone'], { source: 'https://blog.example/prices' }, 'another place'],
    [['alone'], { checked: '2026-10-01' }, 'looked at on 2026-10-01 already'],
    [['alone'], { checked: '2026-09-30' }, 'looked at on 2026-10-01 already'],
    [['alone'], { checked: '2026-11-24' }, 'nobody has read a page on that day yet'],
    [['alone'], { source: 'acme' }, 'expected an address'],
    [['third'], {}, 'it was served until 2026-11-09'],
    [['copied'], {}, 'repeated by the alias *rates for what was not read again'],
    [['copy'], {}, 'repeated by the alias *rates for what was not read again'],
    [['alone', 'nobody'], {}, 'nobody is not on the card mine'],
  ])('%s %j is refused, and nothing is written', async (models, more, reason) => {
    const card = fileOf(CARD);
    const { exitCode, stderr } = await touch(card, models, more);
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(reason)]);
    expect(readFileSync(card, 'utf8')).toBe(CARD);
  });

  test('works on the published card, several models at once, and leaves a card that says the same prices', async () => {
    const folder = join(folderOf({}), 'published');
    cpSync('pricing/published', folder, { recursive: true });
    const shown = async () => JSON.parse((await run(['cards', 'show', '--card', folder, '--format', 'json'])).stdout);
    const before: Shown = await shown();
    const byUrl = new Map<string, string[]>();
    for (const { model, rates, retired } of before.models) {
      const [rate] = rates;
      if (rate === undefined || retired !== null || rate.source.checked >= '2026-11-23') continue;
      byUrl.set(rate.source.url, [...(byUrl.get(rate.source.url) ?? []), model]);
    }
    const groups = [...byUrl].filter(([url, models]) => /^https:\S+$/.test(url) && models.length > 1).slice(0, 8);
    expect(groups.length).toBeGreaterThan(4);
    for (const [source, models] of groups) {
      expect([models, (await touch(folder, models, { checked: '2026-11-23', source })).stderr]).toEqual([models, '']);
    }
    const after: Shown = await shown();
    const days = new Map(after.models.map(({ model, rates }) => [model, rates[0]?.source.checked]));
    const touched = groups.flatMap(([, models]) => models);
    expect(touched.filter((model) => days.get(model) !== '2026-11-23')).toEqual([]);
    const others = before.models.filter(({ model }) => !touched.includes(model));
    expect(others.filter(({ model, rates }) => days.get(model) !== rates[0]?.source.checked)).toEqual([]);
    const bare = (of: Shown) =>
      of.models.map((model) => ({ ...model, rates: model.rates.map(({ source: _, ...rate }) => rate) }));
    expect(bare(after)).toEqual(bare(before));
  });
});
