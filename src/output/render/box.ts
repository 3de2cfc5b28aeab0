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

/** Whether every cell of some rows is one line of such text, so that its length is its width. */
const arePlain = (rows: readonly Row[]) => rows.every((row) => row.every((text) => PLAIN.test(text)));

/** The longest text of each column, as a row. */
const longest = (head: Row, rows: readonly Row[]): Row =>
  head.map((_, column) =>
    rows.reduce((most, row) => ((row[column] ?? '').length > most.length ? (row[column] ?? '') : most), ''),
  );

/** Rows as the library draws them where the widths of the columns are known and every text is plain. */
function plainly(head: Row, rows: readonly Row[], widths: readonly number[], rule: string): string[] {
  return rows.flatMap((row, at) => {
    const cells = head.map((_, column) => {
      const [text, room] = [row[column] ?? '', (widths[column] ?? 0) - 2];
      return ` ${column === 0 ? text.padEnd(room) : text.padStart(room)} `;
    });
    const line = `│${cells.join('│')}│`;
    return at === 0 ? [line] : [rule, line];
  });
}

/**
 * A table in plain text: a long one in pieces of one width, each of which goes on under the line above its first row.
 * Those of plain text alone, which most are, are written out: the library takes a third of a large estimate's time.
 */
export function box(head: Row, rows: readonly Row[]): string {
  if (rows.length <= ROWS_AT_ONCE) return drawn(head, rows).join('\n');
  const all = pieces(rows).map((piece) => ({ piece, plain: arePlain(piece) }));
  const widest: number[] = [];
  for (const { piece, plain } of all) {
    const widths = widthsOf(drawn(head, plain ? [longest(head, piece)] : piece));
    for (const [column, width] of widths.entries()) widest[column] = Math.max(widest[column] ?? 0, width);
  }
  const frame = drawn(head, [head], widest);
  const underHead = frame.findIndex((line) => line.startsWith('├'));
  const rule = frame[underHead] ?? '';
  const body = all.flatMap(({ piece, plain }) => {
    const lines = plain ? plainly(head, piece, widest, rule) : drawn(head, piece, widest).slice(underHead + 1, -1);
    return [rule, ...lines];
  });
  return [...frame.slice(0, underHead), ...body, ...frame.slice(-1)].join('\n');
}
