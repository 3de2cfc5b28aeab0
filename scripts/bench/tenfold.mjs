// The built program with a card that ships ten times as many models: what a start costs as the card grows.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COPIES = 10;

const suffix = (copy) => (copy === 0 ? '' : `-copy-${copy}`);

/** The lines of a card as the build writes it, a model each: its names and its JSON, with tabs between. */
export const modelLines = (text) => text.trimEnd().split('\n').slice(1);

/** A model under each of its names with an ending of its own. */
function renamed(line, ending) {
  const [first, ...rest] = line.split('\t');
  const json = rest.pop();
  return [first, ...rest.map((name) => (name === '' ? name : `${name}${ending}`)), json].join('\t');
}

/** Each model and each name it goes by, once as it is and nine times under names of its own. */
function tenTimes(text) {
  const [head] = text.split('\n', 1);
  const lines = Array.from({ length: COPIES }, (_, copy) =>
    modelLines(text).map((line) => renamed(line, suffix(copy))),
  ).flat();
  return { models: lines.length, text: [head, ...lines, ''].join('\n') };
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
