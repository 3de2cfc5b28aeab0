import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Path } from './yaml-file.ts';

/** What a source becomes. */
export interface NewSource {
  readonly checked: string;
  readonly url: string;
}

/** A stretch of a text with what stands in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why a source cannot be changed where it stands. */
export class Unchangeable extends Error {}

const rangeOf = (node: Node): readonly [start: number, end: number] => [node.range?.[0] ?? 0, node.range?.[1] ?? 0];

/** The node at a path as it is written there, and the nodes on the way to it; what an alias repeats is followed. */
function nodeAt(document: Document, path: Path): { readonly node: Node; readonly way: readonly Node[] } {
  const way: Node[] = [];
  let node: unknown = document.contents;
  for (const step of path) {
    way.push(node as Node);
    const here = isAlias(node) ? node.resolve(document) : node;
    if (here !== node) way.push(here as Node);
    if (isMap(here)) node = here.items.find(({ key }) => isScalar(key) && key.value === step)?.value;
    else if (isSeq(here)) node = here.items[Number(step)];
    else node = undefined;
  }
  if (node === undefined || node === null) throw new Unchangeable('is not written');
  return { node: node as Node, way };
}

/** Every alias of a document by the name of its anchor, in the order they are written. */
function aliasesOf(document: Document): Map<string, Alias[]> {
  const found = new Map<string, Alias[]>();
  visit(document, {
    Alias(_, alias) {
      found.set(alias.source, [...(found.get(alias.source) ?? []), alias]);
    },
  });
  return found;
}

/** A part around the sources that something repeats which is not read again: a change would change that too. */
function repeatedElsewhere(
  ways: readonly (readonly Node[])[],
  aliases: ReadonlyMap<string, readonly Alias[]>,
): string | undefined {
  const passed = new Set(ways.flat());
  const direct = new Set(ways.filter((way) => !way.some(isAlias)).flat());
  const anchors = [...passed].flatMap((node) => (!isAlias(node) && node.anchor !== undefined ? [node] : []));
  return anchors.find((node) => {
    const repeats = aliases.get(node.anchor ?? '') ?? [];
    return repeats.length > 0 && !(direct.has(node) && repeats.every((alias) => passed.has(alias)));
  })?.anchor;
}

const quoted = (text: string) => JSON.stringify(text);

/** A source on one line, with what it says beside the day and the address. */
function written(source: YAMLMap, { checked, url }: NewSource, anchor = ''): string {
  const values: Readonly<Record<string, string>> = { ...(source.toJSON() as Record<string, string>), url, checked };
  const pairs = Object.entries(values).map(([key, value]) => {
    return `${key}: ${key === 'url' || key === 'note' ? quoted(value.trim()) : value}`;
  });
  return `${anchor}{ ${pairs.join(', ')} }`;
}

/** The two values of a source where they stand. */
function inPlace(source: YAMLMap, { checked, url }: NewSource): Edit[] {
  return source.items.flatMap(({ key, value }): Edit[] => {
    if (!isScalar(key) || !isScalar(value)) return [];
    const text = { checked, url: quoted(url) }[String(key.value)];
    const [start, end] = rangeOf(value);
    return text === undefined || String(value.value) === (key.value === 'url' ? url : checked)
      ? []
      : [{ start, end, text }];
  });
}

/** What is written out, and where its anchor goes, when only some of those that repeat a source are read again. */
function apart(node: Node, source: YAMLMap, next: NewSource, others: readonly Alias[]): Edit[] {
  const [start, end] = rangeOf(node);
  if (isAlias(node)) return [{ start, end, text: written(source, next) }];
  const heir = others[0];
  const anchor = source.anchor ?? '';
  const old = source.toJSON() as NewSource;
  const from =
    heir === undefined
      ? []
      : [{ start: rangeOf(heir)[0], end: rangeOf(heir)[1], text: written(source, old, `&${anchor} `) }];
  return [{ start, end, text: written(source, next) }, ...from];
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text);
}

/** An anchor stands before its node, outside of the node's own range. */
function withoutAnchors(text: string, anchors: readonly { readonly name: string; readonly before: number }[]): Edit[] {
  return anchors.flatMap(({ name, before }) => {
    const start = text.lastIndexOf(`&${name}`, before);
    return start < 0 ? [] : [{ start, end: before, text: '' }];
  });
}

/**
 * A YAML text with other days and addresses at some paths of sources, every comment as it was. What a source shares with
 * others by an anchor is written out, so that they keep theirs. Throws `Unchangeable` with the reason.
 */
export function withSources(
  text: string,
  changes: readonly { readonly path: Path; readonly next: NewSource }[],
): string {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  const aliases = aliasesOf(document);
  const found = changes.map(({ path, next }) => ({ ...nodeAt(document, path), next }));
  const shared = repeatedElsewhere(
    found.map(({ way }) => way),
    aliases,
  );
  if (shared !== undefined) throw new Unchangeable(`is repeated by the alias *${shared} for what was not read again`);
  const targets = [...new Map(found.map(({ node, next }) => [node, { node, next }])).values()];
  const nodes = new Set(targets.map(({ node }) => node));
  const edits = targets.flatMap(({ node, next }): Edit[] => {
    const source = isAlias(node) ? node.resolve(document) : node;
    if (!isMap(source)) throw new Unchangeable('is not written as a mapping');
    const repeating = source.anchor === undefined ? [] : (aliases.get(source.anchor) ?? []);
    const others = repeating.filter((alias) => !nodes.has(alias));
    const everyone = others.length === 0 && nodes.has(source);
    if (everyone) return isAlias(node) ? [] : inPlace(source, next);
    const moved = isAlias(node)
      ? []
      : withoutAnchors(text, [{ name: source.anchor ?? '', before: rangeOf(source)[0] }]);
    return [...moved, ...apart(node, source, next, others)];
  });
  return applied(text, edits);
}
