// The built program with a card that ships ten times as many models: what a start costs as the card grows.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COPIES = 10;

const suffix = (copy) => (copy === 0 ? '' : `-copy-${copy}`);

/** Each model and each name it goes by, once as it is and nine times under names of its own. */
function tenTimes(text) {
  const [head, ...lines] = text.trimEnd().split('\n');
  const { names, ids, ...card } = JSON.parse(head);
  const copies = Array.from({ length: COPIES }, (_, copy) => suffix(copy));
  const long = {
    ...card,
    names: Object.fromEntries(
      copies.flatMap((end) => Object.entries(names).map(([name, id]) => [`${name}${end}`, `${id}${end}`])),
    ),
    ids: copies.flatMap((end) => ids.map((id) => `${id}${end}`)),
  };
  return { models: long.ids.length, text: [JSON.stringify(long), ...copies.flatMap(() => lines), ''].join('\n') };
}

/** Runs `use` with the program and the number of models of a copy of the build whose `card` is ten times as long. */
export function withTenTimesTheCard(root, card, use) {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-bench-'));
  try {
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    const file = join(folder, 'dist', 'pricing', 'cards', `${card}.jsonl`);
    const { models, text } = tenTimes(readFileSync(file, 'utf8'));
    writeFileSync(file, text);
    return use(join(folder, 'bin', 'tokencost.js'), models);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
