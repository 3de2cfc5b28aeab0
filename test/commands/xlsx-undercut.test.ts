import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';
import { column, valueAt, workbook } from '../support/workbook.ts';

const SOURCE = '{ url: "https://acme.example/prices", checked: 2026-10-30, confidence: official }';
const CARD = `
id: half-priced
version: 2026-11-01
providers:
  acme: { name: Acme }
models:
  priced:
    provider: acme
    rates:
      - { from: 2026-01-15, usdPerMtok: { input: 1.00, output: 1.00 }, batch: { offered: false }, source: ${SOURCE} }
  no-output:
    provider: acme
    rates:
      - { from: 2026-01-15, usdPerMtok: { input: 1.00 }, batch: { offered: false }, source: ${SOURCE} }
`;
const PROFILE = `
workloads:
  - { name: known, model: priced, tokens: { input: 60M } }
  - { name: half, model: no-output, tokens: { input: 1M, output: 10M } }
`;
const OFFERS = `
contracts:
  - provider: acme
    floor: { low: 50, high: 100 }
    bands:
      - { commitment: 100, discount: 20% }
`;

/*
 * By hand: the spend that is known is 60 + 1 dollars, which opens the contract. Used is 61 x 0.8 = 48.8 of a commitment of
 * 100, so that 51.2 buys nothing, of which 60/61 falls to the first: 48 + 50.36 is more than 60 at list. What no price is
 * known of may use the commitment up: then it is 48, and list is not sure to be the cheapest.
 */
test('commitment that buys nothing is no part of the least that a direct row can come to while a spend is not known', async () => {
  const folder = folderOf({ 'card.yaml': CARD, 'profile.yaml': PROFILE, 'offers.yaml': OFFERS });
  const files = ['--profile', 'profile.yaml', '--card', 'card.yaml', '--offers', 'offers.yaml'].map((each) =>
    each.endsWith('.yaml') ? `${folder}/${each}` : each,
  );
  const { stdout } = await run(['estimate', ...files, '--quiet', '--format', 'json', '--as-of', '2026-11-23']);
  const [known] = JSON.parse(stdout).workloads;
  expect(known.cheapest).toBe('list');

  const book = await workbook(['estimate', ...files, '--as-of', '2026-11-23']);
  const rows = book.rows.get('Configurations') ?? [];
  const direct = rows.findIndex((row) => row[0] === 'known' && row[1] === 'direct');
  expect(valueAt(book, 'Configurations', `U${direct + 1}`)).toBe(48);
  const bounds = (book.rows.get('Cheapest') ?? []).findIndex((row) => row[0] === 'known');
  expect(valueAt(book, 'Cheapest', `L${bounds + 1}`)).toBe('at most');
  // It follows the cells: nothing is held.
  expect(column(book, 'Cheapest', 'L', bounds + 1)[0]?.formula).toContain('IF(');
});
