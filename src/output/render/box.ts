import Table from 'cli-table3';

/** Rows that are drawn at once: cli-table3 takes the square of a table's rows. */
const ROWS_AT_ONCE = 100;

type Row = readonly string[];

/** The lines of one table. cli-table3 colours its heads and borders unless told not to, even in a pipe. */
function drawn(head: Row, rows: readonly Row[], colWidths: readonly number[] = []): string[] {
  const table = new Table({
    head: [...head],
    colWidths: [...colWidths],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().split('\n');
}

/** The widths of the columns of a table, as its border shows them. */
function widthsOf([border = '']: readonly string[]): number[] {
  return border
    .slice(1, -1)
    .split('┬')
    .map((part) => part.length);
}

function pieces(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE));
}

/** Text of which every character is one column: printable ASCII, the ellipsis and the rules of a table. */
const PLAIN = /^[ -~\u2026\u2500-\u257f]*$/;

const linesOf = (cell: string) => cell.split('\n');

/** Whether no cell of some rows is missing, coloured or wide, so that the length of a line is its width. */
const arePlain = (head: Row, rows: readonly Row[]) =>
  rows.every(
    (row) => row.length === head.length && row.every((cell) => linesOf(cell).every((line) => PLAIN.test(line))),
  );

/** The widths of the columns of plain rows, each with a space on both sides. */
function plainWidths(rows: readonly Row[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, ...linesOf(cell).map(({ length }) => length + 2));
  }
  return widths;
}

/** A line between rows, or at an end of them. */
const ruled = (widths: readonly number[], [left, cross, right]: readonly [string, string, string]) =>
  `${left}${widths.map((width) => '─'.repeat(width)).join(cross)}${right}`;

/** The lines of a plain row: the first column to the left, the others to the right, a cell as high as the highest. */
function rowLines(row: Row, widths: readonly number[]): string[] {
  const cells = row.map(linesOf);
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) => {
    const texts = cells.map((lines, column) => {
      const [text, room] = [lines[at] ?? '', (widths[column] ?? 0) - 2];
      return ` ${column === 0 ? text.padEnd(room) : text.padStart(room)} `;
    });
    return `│${texts.join('│')}│`;
  });
}

/** Plain rows with what parts them, as the library draws them. */
const plainly = (rows: readonly Row[], widths: readonly number[], rule: string) =>
  rows.flatMap((row, at) => (at === 0 ? rowLines(row, widths) : [rule, ...rowLines(row, widths)]));

/** A plain table, which most are: the library takes a seventh of a start and a third of a large estimate. */
function plainBox(rows: readonly Row[]): string[] {
  const widths = plainWidths(rows);
  const body = plainly(rows, widths, ruled(widths, ['├', '┼', '┤']));
  return [ruled(widths, ['┌', '┬', '┐']), ...body, ruled(widths, ['└', '┴', '┘'])];
}

/** A long table that is not plain throughout, in pieces of one width, each of which goes on under the line above its first row. */
function pieced(head: Row, rows: readonly Row[]): string[] {
  const all = pieces(rows).map((piece) => ({ piece, plain: arePlain(head, piece) }));
  const widest = widthsOf(drawn(head, [head]));
  for (const { piece, plain } of all) {
    const widths = plain ? plainWidths(piece) : widthsOf(drawn(head, piece));
    for (const [column, width] of widths.entries()) widest[column] = Math.max(widest[column] ?? 0, width);
  }
  const frame = drawn(head, [head], widest);
  const underHead = frame.findIndex((line) => line.startsWith('├'));
  const rule = frame[underHead] ?? '';
  const body = all.flatMap(({ piece, plain }) => {
    const lines = plain ? plainly(piece, widest, rule) : drawn(head, piece, widest).slice(underHead + 1, -1);
    return [rule, ...lines];
  });
  return [...frame.slice(0, underHead), ...body, ...frame.slice(-1)];
}

/** A table in plain text. */
export function box(head: Row, rows: readonly Row[]): string {
  const table = [head, ...rows];
  if (head.length > 0 && arePlain(head, table)) return plainBox(table).join('\n');
  return (rows.length <= ROWS_AT_ONCE ? drawn(head, rows) : pieced(head, rows)).join('\n');
}
