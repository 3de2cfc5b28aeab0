import { Sheet } from './sheet.ts';

/** A part of sentences that the program wrote: they are of this run and do not follow the cells. */
export function putWords(sheet: Sheet, title: string, texts: readonly string[]): void {
  if (texts.length === 0) return;
  sheet.next();
  sheet.line(title, 'title');
  for (const text of texts) sheet.sentence(text);
}

/** What does not follow a change of the inputs, by name. */
function limitTexts(sheets: readonly Sheet[], limits: readonly string[]): string[] {
  const held = sheets.flatMap((each) => each.held.map((cell) => cell.write('')));
  if (held.length === 0) return [...limits];
  const named = `Values, not formulas, since no formula here gives the engine's figure: ${held.join(', ')}.`;
  return [...limits, `${named} Run the program again.`];
}

/** What is there and out of sight, by name. */
function hiddenTexts(sheets: readonly Sheet[]): string[] {
  const away = sheets.filter(({ hidden }) => hidden).map(({ name }) => name);
  const columns = sheets
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name, columns }) => {
      const titles = columns.flatMap(({ hidden, title }) => (hidden === true ? [title] : []));
      return titles.length === 0 ? [] : [`${name}: ${titles.join('; ')}.`];
    });
  return [
    ...(away.length === 0
      ? []
      : [`Sheets of the arithmetic between inputs and costs: ${away.join(', ')}. Show them with Unhide.`]),
    ...(columns.length === 0 ? [] : ['Columns, which nothing here uses or formulas alone look at:', ...columns]),
  ];
}

/** One part of sentences: its title, and what it says. */
export type Words = readonly [title: string, texts: readonly string[]];

/** The last sheet: what the others leave unsaid. */
export function notesSheet(sheets: readonly Sheet[], limits: readonly string[], words: readonly Words[]): Sheet {
  const sheet = new Sheet('Notes', [{ title: '', width: 120 }], { headed: false });
  sheet.line('What does not follow the cells', 'title');
  for (const text of limitTexts(sheets, limits)) sheet.sentence(text);
  putWords(sheet, 'What is out of sight', hiddenTexts(sheets));
  for (const [title, texts] of words) putWords(sheet, title, texts);
  return sheet;
}
