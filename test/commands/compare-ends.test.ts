import { describe, expect, test } from 'vitest';
import { run, words } from '../support/transcript.ts';

const CARD = '--card fixtures/cards/life.yaml --as-of 2026-11-27';
const flat = async (line: string) => (await run(words(line))).stdout.replaceAll(/\s+/g, ' ');

describe('models that end, side by side', () => {
  // Seven models: those of which no sentence tells are marked too.
  test('have their last day in their row, on the screen and in a document', async () => {
    const line = `compare --in 100M --out 20M ${CARD}`;
    const screen = (await run(words(line))).stdout;
    expect(screen.match(/^│ ends 2026-12-10/gm)).toHaveLength(4);
    expect(screen.replaceAll(/\s+/g, ' ')).toContain(
      'Ends: the last day on which the model is served; tokencost cards show says what follows.',
    );
    const document = await flat(`${line} --format markdown`);
    for (const model of ['ends-alone', 'ends-replaced', 'ends-billed-as-heir', 'ends-on-its-own-bill'])
      expect(document).toContain(`| ${model}<br>Acme<br>ends 2026-12-10 |`);
    expect(document).not.toContain('| heir<br>Acme<br>ends');
  });

  test('are marked where another is priced in their place', async () => {
    const document = await flat(
      'compare --in 100M --out 20M --models ends-replaced,elder --card fixtures/cards/life.yaml --as-of 2026-12-12 --format markdown',
    );
    expect(document).toContain('| heir<br>Acme<br>for ends-replaced |');
    expect(document).not.toContain('Ends: the last');
  });

  test('all of a provider, the dear ones too', async () => {
    const document = await flat('compare --in 1B --out 200M --provider google --as-of 2026-11-28 --format markdown');
    expect(document).toContain('| gemini-2.5-pro<br>Google<br>ends 2026-11-30 |');
  });
});

test('a price that does not change is not said to become what it is', async () => {
  const page = await flat('estimate --in 1B --out 200M --model gemini-2.5-flash --as-of 2026-11-28');
  expect(page).toContain('the baseline stays at $800');
  expect(page).not.toContain('$800 becomes $800');
});
