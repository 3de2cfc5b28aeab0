import Table from 'cli-table3';

/** A table in plain text. cli-table3 colours its heads and borders unless told not to, even in a pipe. */
export function box(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
