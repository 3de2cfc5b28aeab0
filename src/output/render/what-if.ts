import { visible } from '../../domain/line-text.ts';
import { xmlText } from './xml.ts';

/** Something that can be changed, in the text that a flag would take. */
export interface WhatIfField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** What can be changed in a report. */
export interface WhatIf {
  readonly groups: readonly { readonly name: string; readonly fields: readonly WhatIfField[] }[];
  /** Workloads without fields of their own. */
  readonly left: number;
}

const safe = (text: string) => xmlText(visible(text));

function fieldText({ id, label, value }: WhatIfField): string {
  const of = safe(id);
  return `<p><label for="${of}">${safe(label)}</label><input id="${of}" name="${of}" type="text" autocomplete="off" spellcheck="false" value="${safe(value)}" aria-describedby="${of}-fault"/><span class="bad" id="${of}-fault"></span></p>`;
}

/** The fields of a report, hidden until its script runs: without it nothing would answer. */
export function whatIfText({ groups, left }: WhatIf): string {
  const sets = groups.map(
    ({ name, fields }) =>
      `<fieldset><legend>${safe(name)}</legend><div class="fields">${fields.map(fieldText).join('')}</div></fieldset>`,
  );
  const more = left === 0 ? '' : `<p class="faint">${left} more workloads move with the fields for all of them.</p>`;
  return [
    '<form id="what-if" hidden="hidden"><details><summary>Change a number, and the page answers</summary>',
    `<div class="sets">${sets.join('\n')}</div>${more}`,
    '<p class="faint">An empty field is not stated. Commitments, models and offers of your own are not moved here: change the files and run the command again.</p>',
    '<p><button type="reset">Back to what was computed</button></p>',
    '</details><p id="standing" role="status"></p>',
    '<div id="same" hidden="hidden"><p><label for="command">The same as a command</label></p><textarea id="command" readonly="readonly" rows="3"></textarea><p><button type="button" id="copy">Copy</button></p></div></form>',
  ].join('\n');
}
