import { stringify } from 'yaml';
import { lastMeanings, modelIn } from '../overlay.ts';
import type { CardDocument, ModelDocument } from '../schemas/card-schema.ts';
import type { ImportedModel, LeftOut, PriceList } from './imported.ts';

/** The card that an import is written as. */
export interface ImportTarget {
  readonly id: string;
  readonly day: string;
  readonly base: CardDocument | undefined;
  /** Models the user named one by one: only these replace rates that the base has. */
  readonly named: ReadonlySet<string>;
  /** Where the prices are from, for the first line of the file. */
  readonly origin: string;
  /** The base as the user named it. */
  readonly extendsName: string | undefined;
}

export interface ImportResult {
  readonly text: string;
  readonly imported: number;
  readonly leftOut: readonly LeftOut[];
}

type Entry = Partial<ModelDocument>;

/** Names that are taken, with the model that has them: those of the base, then those imported so far. */
function namesOf(base: CardDocument | undefined): Map<string, string> {
  return new Map([
    ...Object.entries(base?.models ?? {}).flatMap(([id, { aliases = [] }]) =>
      [id, ...aliases].map((name) => [name, id] as const),
    ),
    ...lastMeanings(base ?? {}),
  ]);
}

/** The end of a model that the base does not know of; what the base says of it says more than a day. */
function endOf({ retired }: ModelDocument, { base }: ImportTarget, owner: string): Entry {
  return retired === undefined || modelIn(base, owner)?.retired !== undefined ? {} : { retired };
}

/** Under which id a model goes into the file, and what of it; or why it does not. */
function placed(
  model: ImportedModel & { document: ModelDocument },
  target: ImportTarget,
  taken: ReadonlyMap<string, string>,
  entries: Readonly<Record<string, Entry>>,
): { id: string; entry: Entry } | string {
  const owner = taken.get(model.id);
  if (owner === undefined) {
    const { aliases = [], ...rest } = model.document;
    const free = aliases.filter((alias) => !taken.has(alias));
    return { id: model.id, entry: free.length === 0 ? rest : { ...rest, aliases: free } };
  }
  if (entries[owner] !== undefined) return `${owner} is imported already`;
  if (target.named.has(model.id))
    return { id: owner, entry: { ...endOf(model.document, target, owner), rates: model.document.rates } };
  return `the card ${target.base?.id} has it as ${owner}; name it with --models to replace its rates`;
}

function documentOf(list: PriceList, target: ImportTarget, entries: Readonly<Record<string, Entry>>) {
  const known = new Set(Object.keys(target.base?.providers ?? {}));
  const used = new Set(Object.values(entries).flatMap(({ provider }) => provider ?? []));
  const providers = [...used].filter((id) => !known.has(id)).map((id) => [id, { name: list.providers.get(id) ?? id }]);
  return {
    id: target.id,
    version: target.day,
    ...(target.extendsName === undefined ? {} : { extends: target.extendsName }),
    ...(providers.length === 0 ? {} : { providers: Object.fromEntries(providers) }),
    models: entries,
  };
}

/** The overlay of a price list as YAML, with everything that is not in it. */
export function overlayText(list: PriceList, target: ImportTarget): ImportResult {
  const taken = namesOf(target.base);
  const entries: Record<string, Entry> = {};
  const leftOut: LeftOut[] = [...list.unread];
  for (const model of list.models) {
    const { id: name, document } = model;
    const found = document === undefined ? undefined : placed({ ...model, document }, target, taken, entries);
    if (typeof found === 'string') leftOut.push({ model: name, place: model.place, reason: found, whole: true });
    else leftOut.push(...model.leftOut);
    if (found === undefined || typeof found === 'string') continue;
    entries[found.id] = found.entry;
    for (const each of [found.id, ...(found.entry.aliases ?? [])]) taken.set(each, found.id);
  }
  const head = `# Imported from ${target.origin} on ${target.day}. Second-hand prices: check each on its provider's page.\n`;
  const body = stringify(documentOf(list, target, entries), {
    schema: 'failsafe',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return { text: head + body, imported: Object.keys(entries).length, leftOut };
}
