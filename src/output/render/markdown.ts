/** Text from a file made harmless in Markdown: no markup, no HTML, no cell or line breaks. */
export function markdownText(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|#~@]/g, (mark) => `\\${mark}`);
}

/** A table whose first column, or the columns named, are text and whose others are numbers. Cells come escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  text: readonly number[] = [0],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (text.includes(column) ? '---' : '---:'))), ...rows.map(line)];
}
