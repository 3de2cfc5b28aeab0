import { RESERVED_KEY } from '../domain/parse-json.ts';
import type { Path, Place } from './yaml-file.ts';

/*
 * YAML as nearly every file is written: block mappings and lists, flow ones on one line, plain and quoted words on one
 * line, comments. Whatever else a text holds, a fault among it, is not known here, and the library of YAML reads all of
 * it: what is read here, it reads to the same content with the same places.
 */

/** Where a value stands: a word by its place, a mapping or a list by that of its beginning, with what it holds. */
type Mark = Place | Branch;

interface Branch {
  readonly start: Place;
  /** Of a mapping: its keys, and their places. */
  readonly keys?: string[];
  readonly keyPlaces: Place[];
  readonly values: Mark[];
}

interface Read {
  readonly value: unknown;
  readonly mark: Mark;
}

export interface PlainYaml {
  readonly content: unknown;
  place(path: Path, part: 'key' | 'value'): Place;
}

/** Characters that the library may take in a way of its own: controls, marks of order, ends of lines beside the usual. */
const ODD = /[^ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe]/;
const NOTHING = /^ *(?:#|$)/;
/** The end of a line behind a value: nothing, or a comment. */
const END = /^ *(?: #|$)/;
const KEY = /^([A-Za-z0-9_][\w.-]{0,199}):(?: +|$)/;
const FLOW_KEY = /([A-Za-z0-9_][\w.-]{0,199}): +/y;
const QUOTED = /"([^"\\]*)"|'([^']*)'/y;
/** A word in a flow collection, up to the comma or bracket behind it. */
const FLOW_WORD = /(?:[\w./]|-(?=[\w.]))(?:[\w./$%()+-]| +(?=[\w./$%()+-]))*(?= *[,\]}])/y;
/** A word behind a key or a dash: to the end of the line, or to a comment. */
const WORD = /^(?:[\w./]|-(?=[\w.]))(?:(?!: |:$| #).)*/;
/** Deeper than anybody writes. */
const DEEPEST = 20;

/** What stands here is not known. */
class Unknown extends Error {}

const isBranch = (mark: Mark): mark is Branch => 'start' in mark;
const startOf = (mark: Mark): Place => (isBranch(mark) ? mark.start : mark);

/** A line from its first sign on, which stands at a column counted from 0. */
interface Line {
  readonly number: number;
  readonly column: number;
  readonly text: string;
}

class Reader {
  readonly #lines: readonly string[];
  #next = 0;
  #line: Line | undefined;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#step();
  }

  get isDone(): boolean {
    return this.#line === undefined;
  }

  /** To the next line that holds something. */
  #step(): void {
    while (this.#next < this.#lines.length) {
      const text = this.#lines[this.#next] as string;
      this.#next += 1;
      if (NOTHING.test(text)) continue;
      const column = text.search(/[^ ]/);
      this.#line = { number: this.#next, column, text: text.slice(column) };
      return;
    }
    this.#line = undefined;
  }

  /** The mapping or the list whose first line this is, at its column. */
  block(depth: number): Read {
    if (this.#line === undefined || depth > DEEPEST) throw new Unknown();
    return this.#line.text.startsWith('- ') ? this.#list(this.#line, depth) : this.#mapping(this.#line, depth);
  }

  #mapping(first: Line, depth: number): Read {
    const content: Record<string, unknown> = {};
    const mark = { start: placeOf(first, 0), keys: [] as string[], keyPlaces: [] as Place[], values: [] as Mark[] };
    while (this.#line !== undefined && this.#line.column === first.column) {
      const line: Line = this.#line;
      const [whole, key] = KEY.exec(line.text) ?? [];
      if (whole === undefined || key === undefined) throw new Unknown();
      const { value, mark: held } = this.#behind(line, whole.length, first.column, depth);
      put(content, key, value);
      mark.keys.push(key);
      mark.keyPlaces.push(placeOf(line, 0));
      mark.values.push(held);
    }
    this.#refuseDeeper(first.column);
    return { value: content, mark };
  }

  #list(first: Line, depth: number): Read {
    const content: unknown[] = [];
    const mark = { start: placeOf(first, 0), keyPlaces: [], values: [] as Mark[] };
    while (this.#line?.column === first.column && this.#line.text.startsWith('- ')) {
      const { number, column, text }: Line = this.#line;
      const from = text.slice(1).search(/[^ ]/) + 1;
      const item: Line = { number, column: column + from, text: text.slice(from) };
      if (KEY.test(item.text)) this.#line = item;
      const { value, mark: held } = KEY.test(item.text)
        ? this.#mapping(item, depth + 1)
        : this.#onLine(item, 0, column);
      content.push(value);
      mark.values.push(held);
    }
    this.#refuseDeeper(first.column);
    return { value: content, mark };
  }

  /** What stands behind a key: on its line, or in the lines below it. */
  #behind(line: Line, from: number, column: number, depth: number): Read {
    if (!NOTHING.test(line.text.slice(from))) return this.#onLine(line, from, column);
    this.#step();
    const below: Line | undefined = this.#line;
    const isList = below?.column === column && below.text.startsWith('- ');
    if (below === undefined || (below.column <= column && !isList)) throw new Unknown();
    return this.block(depth + 1);
  }

  /** A word or a flow collection that ends with its line; no deeper line goes on with it. */
  #onLine(line: Line, from: number, column: number): Read {
    const read = inline(line, from);
    this.#step();
    this.#refuseDeeper(column);
    return read;
  }

  #refuseDeeper(column: number): void {
    if (this.#line !== undefined && this.#line.column > column) throw new Unknown();
  }
}

function placeOf({ number, column }: Line, at: number): Place {
  return { line: number, column: column + at + 1 };
}

function put(content: Record<string, unknown>, key: string, value: unknown): void {
  if (key === RESERVED_KEY || Object.hasOwn(content, key)) throw new Unknown();
  content[key] = value;
}

function inline(line: Line, from: number): Read {
  const { text } = line;
  const first = text[from];
  if (first !== '{' && first !== '[' && first !== '"' && first !== "'") {
    const [word] = WORD.exec(text.slice(from)) ?? [];
    if (word === undefined || !END.test(text.slice(from + word.length))) throw new Unknown();
    return { value: word.trimEnd(), mark: placeOf(line, from) };
  }
  const flow = new Flow(line, from);
  const read = flow.value(0);
  if (!END.test(text.slice(flow.at))) throw new Unknown();
  return read;
}

/** What is written in brackets or quotes on one line. */
class Flow {
  readonly #line: Line;
  at: number;

  constructor(line: Line, from: number) {
    this.#line = line;
    this.at = from;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#line.text);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  #takes(sign: string): boolean {
    if (this.#line.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  value(depth: number): Read {
    if (depth > DEEPEST) throw new Unknown();
    const mark = placeOf(this.#line, this.at);
    if (this.#takes('{')) return this.#mapping(mark, depth);
    if (this.#takes('[')) return this.#list(mark, depth);
    const quoted = this.#match(QUOTED);
    if (quoted !== undefined) return { value: quoted[1] ?? quoted[2], mark };
    const word = this.#match(FLOW_WORD);
    if (word === undefined) throw new Unknown();
    return { value: word[0], mark };
  }

  /** Past the blanks: whether the collection goes on behind a comma, or ends. */
  #goesOn(end: string): boolean {
    this.#match(/ */y);
    if (this.#takes(end)) return false;
    if (!this.#takes(',')) throw new Unknown();
    this.#match(/ */y);
    return true;
  }

  #mapping(start: Place, depth: number): Read {
    const content: Record<string, unknown> = {};
    const mark = { start, keys: [] as string[], keyPlaces: [] as Place[], values: [] as Mark[] };
    this.#match(/ */y);
    if (this.#takes('}')) return { value: content, mark };
    do {
      const place = placeOf(this.#line, this.at);
      const key = this.#match(FLOW_KEY)?.[1];
      if (key === undefined) throw new Unknown();
      const { value, mark: held } = this.value(depth + 1);
      put(content, key, value);
      mark.keys.push(key);
      mark.keyPlaces.push(place);
      mark.values.push(held);
    } while (this.#goesOn('}'));
    return { value: content, mark };
  }

  #list(start: Place, depth: number): Read {
    const content: unknown[] = [];
    const mark = { start, keyPlaces: [], values: [] as Mark[] };
    this.#match(/ */y);
    if (this.#takes(']')) return { value: content, mark };
    do {
      const { value, mark: held } = this.value(depth + 1);
      content.push(value);
      mark.values.push(held);
    } while (this.#goesOn(']'));
    return { value: content, mark };
  }
}

/** The keys of a mapping by their index, so that the place of one of many is not searched for among all. */
const indices = new WeakMap<Branch, ReadonlyMap<string, number>>();

function indexOf(branch: Branch, keys: readonly string[], key: string): number | undefined {
  let known = indices.get(branch);
  if (known === undefined) {
    known = new Map(keys.map((each, index) => [each, index]));
    indices.set(branch, known);
  }
  return known.get(key);
}

function placeIn(root: Mark, path: Path, part: 'key' | 'value'): Place {
  let mark: Mark | undefined = root;
  let last = startOf(root);
  for (const [step, name] of path.entries()) {
    if (mark === undefined || !isBranch(mark)) return last;
    const index: number | undefined =
      mark.keys === undefined ? (name as number) : indexOf(mark, mark.keys, String(name));
    if (index === undefined) return last;
    const key = mark.keyPlaces[index];
    if (part === 'key' && step === path.length - 1 && key !== undefined) return key;
    mark = mark.values[index];
    last = mark === undefined ? last : startOf(mark);
  }
  return last;
}

/** The content of a file by its lines; undefined where the library of YAML has to read it. */
export function plainYaml(lines: readonly string[]): PlainYaml | undefined {
  if (lines.some((line) => ODD.test(line))) return undefined;
  try {
    const reader = new Reader(lines);
    const { value, mark } = reader.block(0);
    if (!reader.isDone || startOf(mark).column !== 1) return undefined;
    return { content: value, place: (path, part) => placeIn(mark, path, part) };
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}
