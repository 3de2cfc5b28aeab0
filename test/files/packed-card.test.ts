import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/files/canonical.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { packed, unpacked } from '../../src/files/packed-card.ts';
import { shippedPricing } from '../../src/files/shipped.ts';
import { repositoryPath } from '../support/pricing.ts';
import { PRICING_FOLDER } from '../support/transcript.ts';

const shipped = shippedPricing(PRICING_FOLDER);

describe.each(['published', 'article-2026'])('the card %s as the build writes it', (id) => {
  const written = loadCardFile(repositoryPath(`pricing/${id}`));
  const built = shipped.card(id);

  test('says what its files say, model by model, under the same hash', () => {
    expect(built?.document).toEqual(written.document);
    expect([built?.sha256, sha256(built?.document)]).toEqual([written.sha256, written.sha256]);
  });

  test('knows the same names', () => {
    const [ours, theirs] = [built && readCard(built), readCard(written)];
    const names = Object.entries(written.document.models ?? {}).flatMap(([name, { aliases = [] }]) => [
      name,
      ...aliases,
    ]);
    expect(names.map((name) => ours?.find(name)?.id)).toEqual(names.map((name) => theirs.find(name)?.id));
    expect(ours?.ids).toEqual(theirs.ids);
    const several = names.slice(0, 2).join('\t');
    for (const none of [several, 'constructor', '__proto__', '', '\t', 'rates', 'claude-opus', 'opus-4.7']) {
      expect(ours?.find(none)).toBe(undefined);
    }
  });
});

test('a model that nobody asks for is not read', () => {
  const [head, large] = packed(loadCardFile(repositoryPath('fixtures/cards/own.yaml'))).split('\n');
  const card = readCard(unpacked([head, large, '\tsmall-2\t\t{ cut short', ''].join('\n')));
  expect(card.ids).toEqual(['large-2', 'small-2']);
  expect(card.find('large-2-2026-01-15')?.id).toBe('large-2');
  expect(() => card.find('small-2')).toThrow(SyntaxError);
});
