import { approximately } from '../../domain/exact.ts';
import type { Hues, Level } from '../chart.ts';

/** The palette, as variables of the document: light, dark and paper have colours of their own. */
export const COLOURS = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)'] as const;
/** Lines differ by more than their colour. */
const DASHES = ['none', '7 4', '2 3', '9 3 2 3', '4 4'] as const;
export const LINE = 'var(--line)';
export const SOFT = 'var(--soft)';
export const SHADE = 'var(--band)';

/** A chart without its surroundings: what Plot is asked for, and what its colours mean. */
export interface Scene {
  readonly options: PlotWish;
  readonly key: readonly KeyItem[];
}

/** Size and marks, in the words of Plot; the rest is the same for all. */
export type PlotWish = Readonly<Record<string, unknown>> & { readonly height: number };

/** What a colour, a line or an area means. */
export interface KeyItem {
  readonly name: string;
  readonly form: 'fill' | 'line' | 'tick';
  readonly colour: string;
  readonly dash: string;
}

/** A place on an axis. Amounts of the page are written from the answer, and never from this. */
export const place = (level: Level) => (typeof level === 'number' ? level : approximately(level));

export function colourOf(hues: Hues, hue: string | undefined): string {
  const at = hue === undefined ? 0 : Math.max(0, hues.indexOf(hue));
  return COLOURS[at % COLOURS.length] ?? COLOURS[0];
}

export const dashOf = (index: number) => DASHES[index % DASHES.length] ?? DASHES[0];

/** What colours mean; nothing where there is one alone. */
export function fillKey(hues: Hues): KeyItem[] {
  if (hues.length < 2) return [];
  return hues.map((name) => ({ name, form: 'fill', colour: colourOf(hues, name), dash: 'none' }));
}
