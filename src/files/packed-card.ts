import type { CardDocument, ModelDocument } from './schemas/card-schema.ts';

/** What stands on the first line of a packed card. */
interface Head {
  readonly sha256: string;
  readonly document: Omit<CardDocument, 'models'>;
}

/** The models of a card by id and by every name, each read when it is asked for. */
export interface ModelIndex {
  ids(): string[];
  /** The id of the model that a name or an alias means, letter by letter. */
  idOf(name: string): string | undefined;
  /** The model of an id. */
  model(id: string): ModelDocument | undefined;
}

/** A validated card as text: what the build writes down and a user's file is read into. */
export interface CompiledCard {
  readonly document: CardDocument;
  readonly sha256: string;
  /** Where the build has written it down: then a start need not read the whole document. */
  readonly index?: ModelIndex;
}

/** The models of a document, by every name. */
export function indexOf({ models = {} }: CardDocument): ModelIndex {
  const names = Object.entries(models).flatMap(([id, { aliases = [] }]) =>
    [id, ...aliases].map((name): [string, string] => [name, id]),
  );
  const idByName = new Map(names);
  return { ids: () => Object.keys(models), idOf: (name) => idByName.get(name), model: (id) => models[id] };
}

const BETWEEN = '\t';

/**
 * A card as the build writes it, in lines: what holds for all of it as JSON, then a line for every model, of its names
 * and its JSON with tabs between, which neither of them holds. A start looks a name up in the text and reads that line: what it costs
 * does not go by how many models the card holds.
 */
export function packed({ document: { models = {}, ...document }, sha256 }: CompiledCard): string {
  const head: Head = { sha256, document };
  const lines = Object.entries(models).map(([id, model]) =>
    ['', id, ...(model.aliases ?? []), '', JSON.stringify(model)].join(BETWEEN),
  );
  return [JSON.stringify(head), ...lines].map((line) => `${line}\n`).join('');
}

const idIn = (line: string) => line.slice(1, line.indexOf(BETWEEN, 1));
const modelIn = (line: string) => JSON.parse(line.slice(line.lastIndexOf(BETWEEN) + 1)) as ModelDocument;

/** The same card, each model read when it is first asked for. */
export function unpacked(text: string): CompiledCard {
  const end = text.indexOf('\n');
  const { sha256, document } = JSON.parse(text.slice(0, end)) as Head;
  const lines = () =>
    text
      .slice(end + 1)
      .split('\n')
      .filter((line) => line !== '');
  const lineOf = (name: string) => {
    // A name that spans what is between two is none.
    const isName = name !== '' && !name.includes(BETWEEN) && !name.includes('\n');
    const at = isName ? text.indexOf(`${BETWEEN}${name}${BETWEEN}`, end) : -1;
    return at < 0 ? undefined : text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
  };
  const known = new Map<string, string | undefined>();
  const knownLine = (name: string) => {
    if (!known.has(name)) known.set(name, lineOf(name));
    return known.get(name);
  };
  const read = <Value>(line: string | undefined, part: (line: string) => Value) =>
    line === undefined ? undefined : part(line);
  return {
    sha256,
    document: {
      ...document,
      get models() {
        return Object.fromEntries(lines().map((line) => [idIn(line), modelIn(line)]));
      },
    },
    index: {
      ids: () => lines().map(idIn),
      idOf: (name) => read(knownLine(name), idIn),
      model: (id) => read(knownLine(id), modelIn),
    },
  };
}
