import type { Paint } from './paint.ts';

const same = (text: string) => text;

/** No colour at all: pipes, files, NO_COLOR. */
export const plain: Paint = { strong: same, good: same, faint: same, bad: same };
