import { asPrinted, figureText, noteOf, unreconciledText } from './text.ts';

/** What the answer of `article` says in words. */
export const articleWords = { note: noteOf, asPrinted, figure: figureText, unreconciled: unreconciledText };
