const WIDTH = 16;
const TAIL = 8;
const CUT = '\u{2026}';

/** Ways to cut a name to the room of a column, the more telling first; the last is unlike any other. */
function cuts(name: string, position: number): string[] {
  const letters = [...name];
  if (letters.length <= WIDTH) return [name];
  const start = (length: number) => letters.slice(0, length).join('');
  const number = `${CUT}#${position + 1}`;
  return [
    `${start(WIDTH - 1)}${CUT}`,
    `${start(WIDTH - 1 - TAIL)}${CUT}${letters.slice(-TAIL).join('')}`,
    `${start(WIDTH - number.length)}${number}`,
  ];
}

/** Names cut to the width of a column. Names that would be cut alike are cut in the middle, or by their position. */
export function shortened(names: readonly string[]): string[] {
  const options = names.map(cuts);
  const taken = (level: number) => {
    const counts = new Map<string, number>();
    for (const each of options) {
      const text = each[Math.min(level, each.length - 1)] ?? '';
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return counts;
  };
  const levels = [taken(0), taken(1)];
  return options.map((each) => {
    const level = levels.findIndex((counts, index) => counts.get(each[index] ?? '') === 1);
    return each[level] ?? each.at(-1) ?? '';
  });
}
