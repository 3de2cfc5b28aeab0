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

/** A table in plain text: a long one in pieces of one width, each of which goes on under the line above its first row. */
export function box(head: Row, rows: readonly Row[]): string {
  if (rows.length <= ROWS_AT_ONCE) return drawn(head, rows).join('\n');
  const all = pieces(rows);
  const widest: number[] = [];
  for (const piece of all) {
    for (const [column, width] of widthsOf(drawn(head, piece)).entries())
      widest[column] = Math.max(widest[column] ?? 0, width);
  }
  const lines = all.flatMap((piece, at) => {
    const own = drawn(head, piece, widest);
    const underHead = own.findIndex((line) => line.startsWith('├'));
    return own.slice(at === 0 ? 0 : underHead, at === all.length - 1 ? own.length : -1);
  });
  return lines.join('\n');
}
