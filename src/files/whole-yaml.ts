import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
  type YAMLMap,
  type YAMLWarning,
} from 'yaml';
import { RESERVED_KEY } from '../domain/parse-json.ts';
import { type Fault, invalidFile, type OddKeyAt, type Path, type Place, type YamlFile } from './yaml-file.ts';

const START: Place = { line: 1, column: 1 };
/** Aliases a file may expand; beyond this it is a bomb. */
const MOST_ALIASES = 100;

/**
 * Reads YAML (or JSON, which is YAML) by the library, whatever it holds. Throws `invalidFile` on broken syntax, duplicate
 * keys, or an empty file. With `odd`, keys that cannot be read as they are meant go there instead.
 */
export function readWholeYaml(
  text: string,
  { path, lines }: Pick<YamlFile, 'path' | 'lines'>,
  kind: string,
  odd?: OddKeyAt[],
): Pick<YamlFile, 'content' | 'place'> {
  const refuse = (faults: readonly Fault[]) => invalidFile({ path, lines }, kind, faults);
  const counter = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  const contents = guarded(refuse, () => {
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: counter,
      prettyErrors: false,
      // Its own search for keys that are given twice takes the square of their number.
      uniqueKeys: false,
    });
    const found = [...document.errors, ...document.warnings];
    if (found.length > 0) {
      throw refuse(found.map((error) => ({ place: place(error.pos[0]), message: syntaxText(error, text) })));
    }
    const { keys, aliases } = unusable(document);
    for (const { key, offset } of keys) if (key !== undefined) odd?.push({ ...key, place: place(offset) });
    const refused = odd === undefined ? keys : keys.filter(({ key }) => key === undefined);
    const against = [...refused, ...aliases];
    if (against.length > 0) throw refuse(against.map(({ offset, message }) => ({ place: place(offset), message })));
    if (document.contents === null || text.trim() === '')
      throw refuse([{ place: START, message: 'the file is empty' }]);
    return { node: document.contents as Node, value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  });
  return {
    content: contents.value,
    place: (at, part = 'value') => {
      const offset = offsetOf(contents.node, at, part);
      return offset === undefined ? START : place(offset);
    },
  };
}

/** What is said of a key that stands twice in one mapping, in YAML and in JSON. */
const GIVEN_TWICE = 'this key is given twice; keep one of them';

/** A complaint about what stands at an offset of the text. */
interface Pointed {
  readonly offset: number;
  readonly message: string;
}

interface UnusableKey extends Pointed {
  /** Of a key whose mapping can be read without what it spoils. */
  readonly key?: Pick<OddKeyAt, 'path' | 'fault'>;
}

/** The keys and indices that lead to the last of some nodes that stand in one another. */
function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): Path => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = nodes[index + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
}

/** What is wrong with the keys of one mapping: given twice, no text, or a name that means something else. */
function unusableIn(map: YAMLMap, ancestors: readonly unknown[]): UnusableKey[] {
  const seen = new Set<unknown>();
  const path = (name: string) => [...pathOf([...ancestors, map]), name];
  return map.items.flatMap(({ key }): UnusableKey[] => {
    if (!isScalar(key)) {
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      return [{ offset, message: 'a list, a mapping or an alias cannot be a key; write a name' }];
    }
    const offset = key.range?.[0] ?? 0;
    const found: UnusableKey[] = [];
    if (seen.has(key.value))
      found.push({ offset, message: GIVEN_TWICE, key: { path: path(String(key.value)), fault: 'twice' } });
    seen.add(key.value);
    if (key.value === '<<' && key.type === 'PLAIN') {
      found.push({ offset, message: 'merge keys (<<) are not read; write the keys out' });
    } else if (key.value === RESERVED_KEY) {
      const message = `"${RESERVED_KEY}" cannot be a name; choose another`;
      found.push({ offset, message, key: { path: path(RESERVED_KEY), fault: 'reserved' } });
    }
    return found;
  });
}

/**
 * What YAML reads and this tool does not: lists and mappings as keys, merge keys, which YAML 1.2 has dropped, one name
 * JavaScript keeps, and aliases that name no anchor before them. Walked by hand: the library's own visitor copies the way
 * to each node, which is most of its time in a large file.
 */
function unusable(document: Document): { readonly keys: readonly UnusableKey[]; readonly aliases: readonly Pointed[] } {
  const keys: UnusableKey[] = [];
  const aliases: Pointed[] = [];
  const ancestors: unknown[] = [];
  const walk = (node: unknown): void => {
    if (isAlias(node)) {
      if (node.resolve(document) !== undefined) return;
      const message = `the alias *${node.source} has no anchor &${node.source} before it; write the value out`;
      aliases.push({ offset: node.range?.[0] ?? 0, message });
      return;
    }
    if (isMap(node)) keys.push(...unusableIn(node, ancestors));
    else if (!isPair(node) && !isSeq(node)) return;
    ancestors.push(node);
    if (isPair(node)) for (const part of [node.key, node.value]) walk(part);
    else for (const item of node.items) walk(item);
    ancestors.pop();
  };
  walk(document.contents);
  return { keys, aliases };
}

/** A parser's complaint in the words of this tool where its own speak of the parser. */
function syntaxText({ code, message, pos }: YAMLError | YAMLWarning, text: string): string {
  if (code === 'TAG_RESOLVE_FAILED') return `the tag ${text.slice(pos[0], pos[1])} is not read; leave it out`;
  if (code === 'MULTIPLE_DOCS') return 'the file holds more than one document; keep one';
  if (/call stack/.test(message)) return 'it is nested too deeply to be read';
  return message;
}

/** Files that are nested or aliased beyond reason make the parser throw; that is a fault of the file. */
function guarded<Value>(refuse: (faults: readonly Fault[]) => Error, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw refuse([
        { place: START, message: `its aliases expand to more than ${MOST_ALIASES} copies; write them out` },
      ]);
    }
    if (error instanceof RangeError) throw refuse([{ place: START, message: 'it is nested too deeply to be read' }]);
    throw error;
  }
}

/** The pairs of a mapping by their keys, so that the place of one of many is not searched for among all. */
const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

function pairAt(map: YAMLMap, key: string): Pair | undefined {
  let pairs = pairsOf.get(map);
  if (pairs === undefined) {
    pairs = new Map(map.items.map((item) => [isScalar(item.key) ? item.key.value : undefined, item]));
    pairsOf.set(map, pairs);
  }
  return pairs.get(key);
}

function offsetOf(root: Node, path: Path, part: 'key' | 'value'): number | undefined {
  let node: unknown = root;
  let last = root.range?.[0];
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = pairAt(node, String(step));
      if (pair === undefined) return last;
      const keyStart = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      if (isLast && part === 'key') return keyStart ?? last;
      node = pair.value;
      last = (isNode(node) ? node.range?.[0] : undefined) ?? keyStart ?? last;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      last = (isNode(node) ? node.range?.[0] : undefined) ?? last;
    } else {
      return last;
    }
  }
  return last;
}
