import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './canonical.ts';
import type { CompiledCard } from './card.ts';
import {
  type CardDocument,
  type CardPart,
  cardPartSchema,
  cardSchema,
  type ModelDocument,
} from './schemas/card-schema.ts';
import { isFolder, readText } from './text-file.ts';
import { validate } from './validate.ts';
import { type Fault, invalidFile, type Path, parseYaml, type YamlFile } from './yaml-file.ts';

const KIND = 'rate card';
const HEAD = 'card.yaml';

interface Part {
  readonly file: YamlFile;
  readonly content: CardPart;
}

function readPart<Document>(path: string, read: (file: YamlFile) => Document): { file: YamlFile; content: Document } {
  const file = parseYaml(readText(path, 'a card file, or a folder that holds a card.yaml'), path, KIND);
  return { file, content: read(file) };
}

/** The names of a model that another model already has, and rates that are out of order, with their places. */
function modelFaults(part: Part, owners: Map<string, string>): Fault[] {
  const faults: Fault[] = [];
  const complain = (path: Path, message: string) => faults.push({ place: part.file.place(path), message });
  const claim = (name: string, id: string, path: Path) => {
    const owner = owners.get(name);
    if (owner !== undefined) complain(path, `"${name}" already names ${owner === id ? 'this model' : owner}`);
    else owners.set(name, id);
  };
  for (const [id, model] of Object.entries(part.content.models ?? {})) {
    claim(id, id, ['models', id]);
    for (const [index, alias] of (model.aliases ?? []).entries()) claim(alias, id, ['models', id, 'aliases', index]);
    for (const [path, message] of rateFaults(model)) complain(['models', id, ...path], message);
  }
  return faults;
}

function rateFaults(model: ModelDocument): [Path, string][] {
  const faults: [Path, string][] = [];
  for (const [index, rate] of model.rates.entries()) {
    const before = model.rates[index - 1];
    if (before !== undefined && before.from >= rate.from) {
      faults.push([
        ['rates', index, 'from'],
        `rates stand in order of their first day; ${before.from} comes before it`,
      ]);
    }
    const next = model.rates[index + 1];
    if (rate.until !== undefined && (next === undefined || next.from <= rate.until)) {
      faults.push([
        ['rates', index, 'until'],
        'the entry after a promotion starts after its last day; add the list price',
      ]);
    }
    const { batch } = rate;
    if (batch?.offered !== undefined && Object.keys(batch).length > 1) {
      faults.push([['rates', index, 'batch'], 'a batch that is not offered has no prices']);
    }
    if (
      batch !== undefined &&
      batch.offered === undefined &&
      batch.multiplier === undefined &&
      batch.usdPerMtok === undefined
    ) {
      faults.push([['rates', index, 'batch'], 'give a multiplier, printed prices under usdPerMtok, or offered: false']);
    }
  }
  return faults;
}

/** Providers of the whole card that models name and no file declares. */
function providerFaults(part: Part, providers: ReadonlySet<string>): Fault[] {
  return Object.entries(part.content.models ?? {})
    .filter(([, model]) => !providers.has(model.provider))
    .map(([id, model]) => ({
      place: part.file.place(['models', id, 'provider']),
      message: `the provider "${model.provider}" is not declared under providers`,
    }));
}

function merge(head: CardDocument, parts: readonly Part[]): CardDocument {
  const owners = new Map<string, string>();
  const providers = Object.assign({}, ...parts.map((part) => part.content.providers ?? {}));
  const declared = new Set(Object.keys(providers));
  for (const part of parts) {
    const faults = [...modelFaults(part, owners), ...providerFaults(part, declared)];
    if (faults.length > 0) throw invalidFile(part.file, KIND, faults);
  }
  return { ...head, providers, models: Object.assign({}, ...parts.map((part) => part.content.models ?? {})) };
}

/**
 * A card from a file, or from a folder of files of which `card.yaml` names it. Throws `invalidFile` with every fault
 * of the first file that has any, or the problem of a file that cannot be read.
 */
export function loadCardFile(path: string): CompiledCard {
  const folder = isFolder(path);
  const headPath = folder ? join(path, HEAD) : path;
  const head = readPart(headPath, (file) => validate(file, cardSchema, KIND));
  const names = folder ? readdirSync(path).filter((name) => /\.ya?ml$/.test(name) && name !== HEAD) : [];
  const others = names.sort().map((name) => readPart(join(path, name), (file) => validate(file, cardPartSchema, KIND)));
  const document = merge(head.content, [head, ...others]);
  if (Object.keys(document.models ?? {}).length === 0) {
    throw invalidFile(head.file, KIND, [{ place: head.file.place(['models']), message: 'the card has no models' }]);
  }
  return { document, sha256: sha256(document) };
}
