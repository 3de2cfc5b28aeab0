import type { Bars, Columns, Level } from '../chart.ts';
import type { Picture } from '../page.ts';
import { columnsOf } from '../render/columns-of.ts';
import { wrapped } from '../render/wrap.ts';
import { shortened } from '../words/column-names.ts';
import { place } from './scene.ts';

/** A terminal that something is drawn on. */
export interface Terminal {
  readonly width: number;
  /** True where it shows ASCII alone. */
  readonly ascii: boolean;
}

/** What a bar is made of: whole columns, and what is left of the last one in eighths. */
const BLOCKS = { whole: '█', parts: ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'], against: '░' } as const;
const ASCII = { whole: '#', parts: [''], against: '-' } as const;
/** Heights of a month, the lowest first. */
const HEIGHTS = { blocks: '▁▂▃▄▅▆▇█', ascii: '_.-=+*%#' } as const;

/** Columns of the longest bar; a wider terminal has no need of more. */
const LONGEST = 40;
const GAP = 2;

const far = (level: Level) => Math.abs(place(level));

/** A bar as long as its share of the longest; what is there at all is seen. One that points the other way is drawn thin. */
function bar(amount: Level, most: number, room: number, ascii: boolean): string {
  const { whole, parts, against } = ascii ? ASCII : BLOCKS;
  const steps = Math.max(1, Math.round((far(amount) / most) * room * parts.length));
  const full = Math.floor(steps / parts.length);
  if (place(amount) < 0) return against.repeat(Math.max(1, full));
  const drawn = `${whole.repeat(full)}${parts[steps % parts.length] ?? ''}`;
  return drawn === '' ? whole : drawn;
}

function barLines({ rows }: Bars, { width, ascii }: Terminal): string[] {
  const names = shortenedWhere(
    rows.map(({ name }) => name),
    width,
  );
  const named = Math.max(...names.map(columnsOf));
  const figured = Math.max(...rows.map(({ shown }) => columnsOf(shown)));
  const room = Math.min(LONGEST, width - named - figured - 2 * GAP);
  const most = Math.max(...rows.map(({ amount }) => far(amount)));
  return rows.map(({ amount, shown }, at) => {
    const name = names[at] ?? '';
    const label = `${name}${' '.repeat(named - columnsOf(name))}`;
    return `${label}${' '.repeat(GAP)}${' '.repeat(figured - columnsOf(shown))}${shown}${' '.repeat(GAP)}${bar(amount, most, room, ascii)}`;
  });
}

/** Names stand as they are where they leave a bar its room. */
function shortenedWhere(names: readonly string[], width: number): readonly string[] {
  return names.every((name) => columnsOf(name) <= width / 3) ? names : shortened(names);
}

/** A sign for each month, from 0 to the highest, in lines that fit; the first and the last are named under them. */
function columnLines({ columns }: Columns, { width, ascii }: Terminal): string[] {
  const signs = [...(ascii ? HEIGHTS.ascii : HEIGHTS.blocks)];
  const most = Math.max(...columns.map(({ amount }) => far(amount)));
  const drawn = columns.map(({ amount }) => signs[Math.ceil((far(amount) / most) * signs.length) - 1] ?? signs[0]);
  const wide = Math.max(1, Math.min(3, Math.floor(width / columns.length)));
  const across = Math.floor(width / wide);
  const lines = Array.from({ length: Math.ceil(drawn.length / across) }, (_, at) =>
    drawn
      .slice(at * across, (at + 1) * across)
      .map((sign) => (sign ?? '').repeat(wide))
      .join(''),
  );
  return [...lines, `${columns[0]?.name} to ${columns.at(-1)?.name}`];
}

/** A picture in the signs of a terminal, under what one sees; nothing of a chart that takes more than lines of text. */
export function blockLines({ title, chart }: Picture, terminal: Terminal): string[] {
  if (chart.kind !== 'bars' && chart.kind !== 'columns') return [];
  const drawn = chart.kind === 'bars' ? barLines(chart, terminal) : columnLines(chart, terminal);
  return [...wrapped(title, '', terminal.width).split('\n'), ...drawn];
}
