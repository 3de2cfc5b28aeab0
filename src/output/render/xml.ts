/** What XML 1.0 has no way to hold: control characters, halves of surrogate pairs, the last two of the plane. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text for an element or an attribute of XML: no markup, no end of a CDATA section, no line break that is lost. */
export function xmlText(text: string): string {
  return text.replace(NOT_XML, '\u{fffd}').replace(/[&<>"'\t\n\r]/g, (mark) => ENTITIES[mark] ?? mark);
}

/** Attributes, each with a space in front. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
