import type { Sheet } from './sheet.ts';

/** A part of sentences that the program wrote: they are of this run and do not follow the cells. */
export function putWords(sheet: Sheet, title: string, texts: readonly string[]): void {
  if (texts.length === 0) return;
  sheet.next();
  sheet.line(title, 'title');
  for (const text of texts) sheet.line(text, 'text');
}

/** What does not follow a change of the inputs, by name. */
export function putLimits(sheet: Sheet, sheets: readonly Sheet[], limits: readonly string[]): void {
  const held = sheets.flatMap((each) => each.held.map((cell) => cell.write('')));
  const values =
    held.length === 0
      ? []
      : [
          `Values, not formulas, since no formula here gives the engine's figure: ${held.join(', ')}. Run the program again.`,
        ];
  putWords(sheet, 'What does not follow the cells', [...limits, ...values]);
}
