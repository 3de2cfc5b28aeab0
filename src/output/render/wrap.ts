/** Columns of the narrowest terminal the screens are made for. */
export const SCREEN_WIDTH = 80;

/**
 * Lines of at most `width` columns, broken at spaces; the first starts with `mark` and the others with as many spaces.
 * A long word stays whole.
 */
export function wrapped(text: string, mark = '', width = SCREEN_WIDTH): string {
  const indent = ' '.repeat(mark.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each, index) => (index === 0 ? mark : indent) + each).join('\n');
}

/** A heading over items that each start with a dash. Nothing when there are no items. */
export function section(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', heading, ...items.map((item) => wrapped(item, '- '))];
}
