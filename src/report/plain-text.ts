/** A value inside a node: a scalar as it is, a whole number of any size as its digits, anything larger by its place. */
type Ref = string | number | boolean | null | { readonly n: string } | { readonly at: number };

/** An array, a map or an object. */
type Node =
  | { readonly a: readonly Ref[] }
  | { readonly m: readonly (readonly [Ref, Ref])[] }
  | { readonly o: Readonly<Record<string, Ref>> };

/** Writes values down once each, so that what was one is one again: terms that several providers share, a model under two names. */
class Writer {
  readonly nodes: Node[] = [];
  private readonly places = new Map<object, number>();

  ref(value: unknown): Ref {
    if (typeof value === 'bigint') return { n: String(value) };
    if (typeof value !== 'object' || value === null) return (value ?? null) as Ref;
    const known = this.places.get(value);
    if (known !== undefined) return { at: known };
    const at = this.nodes.length;
    this.places.set(value, at);
    this.nodes.push({ a: [] });
    this.nodes[at] = this.node(value);
    return { at };
  }

  private node(value: object): Node {
    if (Array.isArray(value)) return { a: value.map((each) => this.ref(each)) };
    if (value instanceof Map) return { m: [...value].map(([key, each]) => [this.ref(key), this.ref(each)] as const) };
    const known = Object.entries(value).filter(([, each]) => each !== undefined);
    return { o: Object.fromEntries(known.map(([key, each]) => [key, this.ref(each)])) };
  }
}

/** Data of an answer as JSON: whole numbers of any size, maps, and what is the same object in two places. Undefined is left out. */
export function plainText(value: object): string {
  const writer = new Writer();
  writer.ref(value);
  return JSON.stringify(writer.nodes);
}

/** The same read again. */
export function fromPlainText<Value>(text: string): Value {
  const nodes = JSON.parse(text) as readonly Node[];
  const made = new Map<number, unknown>();
  const read = (ref: Ref): unknown => {
    if (typeof ref !== 'object' || ref === null) return ref;
    return 'n' in ref ? BigInt(ref.n) : at(ref.at);
  };
  const build = (node: Node | undefined): unknown => {
    if (node === undefined) return undefined;
    if ('a' in node) return node.a.map(read);
    if ('m' in node) return new Map(node.m.map(([key, each]) => [read(key), read(each)]));
    return Object.fromEntries(Object.entries(node.o).map(([key, each]) => [key, read(each)]));
  };
  const at = (place: number): unknown => {
    if (!made.has(place)) made.set(place, build(nodes[place]));
    return made.get(place);
  };
  return at(0) as Value;
}
