import { plot } from '@observablehq/plot';
import type { Chart } from '../chart.ts';
import { barsScene, spreadScene, stepsScene } from './bars.ts';
import { columnsScene, linesScene } from './curves.ts';
import { Document } from './document.ts';
import type { KeyItem, Scene } from './scene.ts';

/** A phone held upright, and a desk or a sheet of paper: letters are as large on both. */
export const WIDTHS = { narrow: 360, wide: 680 } as const;
export type Look = keyof typeof WIDTHS;

const FONT_SIZE = 13;

function sceneOf(chart: Chart, width: number): Scene {
  switch (chart.kind) {
    case 'bars':
      return barsScene(chart, width);
    case 'steps':
      return stepsScene(chart, width);
    case 'spread':
      return spreadScene(chart, width);
    case 'columns':
      return columnsScene(chart, width);
    case 'lines':
      return linesScene(chart, width);
  }
}

/** A chart as SVG that a style sheet colours: `--c1` to `--c5`, `--line`, `--soft`, `--band` and the colour of text. */
export function svgOf(chart: Chart, look: Look, alt: string): string {
  const width = WIDTHS[look];
  const { options } = sceneOf(chart, width);
  const document = new Document();
  const root = plot({ ...options, width, document, ariaLabel: alt } as unknown as Parameters<typeof plot>[0]);
  return dressed(root as unknown as Rooted).outerHTML;
}

/** What of an element is touched after it was drawn. */
interface Rooted {
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  removeChild(child: unknown): unknown;
  readonly firstChild: unknown;
  readonly outerHTML: string;
}

/** The document has a style of its own for pictures, so that the one in each goes. */
function dressed(root: Rooted): Rooted {
  root.removeChild(root.firstChild);
  root.removeAttribute('class');
  root.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  root.setAttribute('role', 'img');
  root.setAttribute('font-size', String(FONT_SIZE));
  return root;
}

/** What the colours of a chart mean. */
function keyOf(chart: Chart): readonly KeyItem[] {
  return sceneOf(chart, WIDTHS.wide).key;
}

/** A picture in both sizes, with what its colours mean. */
export interface Drawn {
  readonly narrow: string;
  readonly wide: string;
  readonly key: readonly KeyItem[];
}

/** A chart drawn for a phone and for a desk. */
export function drawn(chart: Chart, alt: string): Drawn {
  return { narrow: svgOf(chart, 'narrow', alt), wide: svgOf(chart, 'wide', alt), key: keyOf(chart) };
}
