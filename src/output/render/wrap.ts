import { columnsOf } from './columns-of.ts';
import { SCREEN_WIDTH } from './screen-width.ts';

/**
 * Lines of at most `width` columns, broken at spaces; the first starts with `mark` and the others with as many spaces.
 * A long word stays whole.
 */
export function wrapped(text: string, mark = '', width = SCREEN_WIDTH): string {
  const indent = ' '.repeat(mark.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each, index) => (index === 0 ? mark : indent) + each).join('\n');
}
