import { JsonFault, jsonPlaces, oddKeysOf, parseJson } from '../domain/parse-json.ts';
import { invalidFile, type OddKeyAt, type Place, type YamlFile } from './yaml-file.ts';

/** Places from offsets: the starts of the lines are found once, however many places are asked for. */
function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Reads a text a second time for its places, when the first is asked for. */
function placed(text: string): YamlFile['place'] {
  let known:
    | { readonly offsetOf: ReturnType<typeof jsonPlaces>; readonly placeAt: (offset: number) => Place }
    | undefined;
  return (at, part = 'value') => {
    known ??= { offsetOf: jsonPlaces(text), placeAt: placesIn(text) };
    return known.placeAt(known.offsetOf(at, part));
  };
}

/** What `read` makes of a text. Throws `invalidFile` at the place where it stops being JSON. */
function reading<Value>(text: string, path: string, kind: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const lines = text.split(/\r?\n/);
    throw invalidFile({ path, lines }, kind, [{ place: placesIn(text)(error.offset), message: error.message }]);
  }
}

/**
 * A JSON file with every number exact, read once, and a second time for places when something is wrong with it.
 * Throws `invalidFile` at the place where the text stops being JSON, or gives a key twice.
 */
export function jsonFile(text: string, path: string, kind: string): YamlFile {
  const content = reading(text, path, kind, () => parseJson(text));
  return { path, lines: text.split(/\r?\n/), content, place: placed(text) };
}

/** The keys of a JSON file that cannot be read as they are meant, and where it says what. Throws `invalidFile`. */
export function oddKeysIn(text: string, path: string, kind: string): { odd: OddKeyAt[]; place: YamlFile['place'] } {
  const [found, placeAt] = [reading(text, path, kind, () => oddKeysOf(text)), placesIn(text)];
  return {
    odd: found.map(({ offset, ...key }) => ({ ...key, place: placeAt(offset) })),
    place: placed(text),
  };
}
