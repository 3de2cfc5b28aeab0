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
  return xml.replace(found[0], () => edit(found));
}

function change(bytes, name, edit, input) {
  const parts = unzipSync(bytes);
  const workbook = strFromU8(parts['xl/workbook.xml']);
  const { sheet, cell } = placeOf(name, workbook);
  const number = [...workbook.matchAll(/<sheet name="([^"]*)"/g)].findIndex((match) => match[1] === sheet) + 1;
  const part = `xl/worksheets/sheet${number}.xml`;
  parts[part] = strToU8(edited(strFromU8(parts[part]), cell, edit, input));
  return zipSync(parts);
}

/** The same workbook with other values in some inputs, by name. A name of a formula is an error. */
export function withInputs(bytes, inputs) {
  return Object.entries(inputs).reduce((before, [name, value]) => {
    const edit = ([, attributes]) => {
      const style = / s="\d+"/.exec(attributes)?.[0] ?? '';
      return value === ''
        ? `<c r="${placeIn(before, name)}"${style}/>`
        : `<c r="${placeIn(before, name)}"${style} ${written(value)}`;
    };
    return change(before, name, edit, true);
  }, bytes);
}

function placeIn(bytes, name) {
  return placeOf(name, strFromU8(unzipSync(bytes)['xl/workbook.xml'])).cell;
}

function wrong(cell) {
  if (!/<f>[^<]*\*/.test(cell)) throw new Error(`there is no product in ${cell}`);
  return cell.replace(/<f>(.*?)<\/f>/, (_, formula) => `<f>${formula.replaceAll('*', '+')}</f>`);
}

/** The same workbook with one formula made wrong: every product in it becomes a sum. */
export function withWrongFormula(bytes, name) {
  return change(bytes, name, ([whole]) => wrong(whole), false);
}
