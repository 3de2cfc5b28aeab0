// Changes input cells of a workbook and nothing else: the values stored beside its formulas stay as they were.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Sheet and cell of a defined name, or of a place such as `Workloads!F3`. */
function placeOf(name, workbook) {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  const defined = new RegExp(`<definedName name="${escaped}">([^<]+)</definedName>`).exec(workbook)?.[1] ?? name;
  const match = /^'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)$/.exec(defined);
  if (match === null) throw new Error(`the workbook has no cell called ${name}`);
  return { sheet: match[1], cell: `${match[2]}${match[3]}` };
}

const text = (value) => `t="inlineStr"><is><t>${value}</t></is></c>`;
function written(value) {
  if (typeof value === 'boolean') return `t="b"><v>${Number(value)}</v></c>`;
  return typeof value === 'string' ? text(value) : `><v>${value}</v></c>`;
}

/** Puts `edit` in place of a cell. Throws where the cell is not there, or where `input` is asked and it is a formula. */
function edited(xml, cell, edit, input) {
  const pattern = new RegExp(`<c r="${cell}"((?: [a-z]+="[^"]*")*)(?:/>|>(.*?)</c>)`);
  const found = pattern.exec(xml);
  if (found === null) throw new Error(`there is no cell ${cell}`);
  if (input && found[2]?.includes('<f>')) throw new Error(`${cell} is a formula, not an input`);
  return xml.replace(found[0], () => edit(found, cell));
}

/** Changes cells by name, each with what `edit` makes of it. */
function change(bytes, edits, input) {
  const parts = unzipSync(bytes);
  const workbook = strFromU8(parts['xl/workbook.xml']);
  const sheets = [...workbook.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1]);
  const texts = new Map();
  for (const [name, edit] of edits) {
    const { sheet, cell } = placeOf(name, workbook);
    const part = `xl/worksheets/sheet${sheets.indexOf(sheet) + 1}.xml`;
    const xml = texts.get(part) ?? strFromU8(parts[part]);
    texts.set(part, edited(xml, cell, edit, input));
  }
  for (const [part, text] of texts) parts[part] = strToU8(text);
  return zipSync(parts);
}

/** The same workbook with other values in some inputs, by name; '' blanks one. A name of a formula is an error. */
export function withInputs(bytes, inputs) {
  const edits = Object.entries(inputs).map(([name, value]) => [
    name,
    ([, attributes], cell) => {
      const style = / s="\d+"/.exec(attributes)?.[0] ?? '';
      return value === '' ? `<c r="${cell}"${style}/>` : `<c r="${cell}"${style} ${written(value)}`;
    },
  ]);
  return change(bytes, edits, true);
}

function wrong(cell) {
  if (!/<f>[^<]*\*/.test(cell)) throw new Error(`there is no product in ${cell}`);
  return cell.replace(/<f>(.*?)<\/f>/, (_, formula) => `<f>${formula.replaceAll('*', '+')}</f>`);
}

/** The same workbook with one formula made wrong: every product in it becomes a sum. */
export function withWrongFormula(bytes, name) {
  return change(bytes, [[name, ([whole]) => wrong(whole)]], false);
}
