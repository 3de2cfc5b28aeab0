import { compare } from '../domain/exact.ts';
import { MODES_APART } from '../domain/meter.ts';
import { AS_INPUT } from '../domain/price-cell.ts';
import { lessThan } from '../domain/units.ts';
import { longContextPath, longContextsOf } from './long-contexts.ts';
import { missingText, modelIn, resolvedModel } from './overlay.ts';
import { readFactor, readTokens } from './read-value.ts';
import type {
  CardDocument,
  CellsDocument,
  OverlayModelDocument,
  OverlayPart,
  RateDocument,
} from './schemas/card-schema.ts';
import type { Fault, Path, YamlFile } from './yaml-file.ts';

/** One file of a card. */
export interface Part {
  readonly file: YamlFile;
  readonly content: OverlayPart;
}

/** Who has a name already: the model, and the file and line that say so, where a file of this card does. */
export interface Owner {
  readonly id: string;
  readonly where: string | undefined;
}

type ModeDocument = NonNullable<RateDocument['batch']>;

const whereIs = (file: YamlFile, path: Path) => `${file.path}:${file.place(path, 'key').line}`;

function takenText(name: string, id: string, owner: Owner): string {
  const where = owner.where === undefined ? '' : `, in ${owner.where}`;
  if (owner.id !== id) return `"${name}" already names ${owner.id}${where}`;
  return name === id ? `the model "${id}" is declared already${where}` : `"${name}" already names this model`;
}

/** The names of a model that another model already has, and rates that are out of order, with their places. */
export function modelFaults(part: Part, owners: Map<string, Owner>, base: CardDocument | undefined): Fault[] {
  const faults: Fault[] = [];
  const complain = (path: Path, message: string, side: 'key' | 'value' = 'value') =>
    faults.push({ place: part.file.place(path, side), message });
  const claim = (name: string, id: string, path: Path, side: 'key' | 'value') => {
    const owner = owners.get(name);
    if (owner !== undefined) complain(path, takenText(name, id, owner), side);
    else owners.set(name, { id, where: whereIs(part.file, path) });
  };
  for (const [id, model] of Object.entries(part.content.models ?? {})) {
    claim(id, id, ['models', id], 'key');
    const inherited = modelIn(base, id);
    const aliases = model.aliases ?? inherited?.aliases ?? [];
    for (const [index, alias] of aliases.entries()) claim(alias, id, ['models', id, 'aliases', index], 'value');
    for (const [path, message] of [...rateFaults(model), ...retirementFaults(id, model)]) {
      complain(['models', id, ...path], message);
    }
    if (base !== undefined && owners.get(id)?.id === id && resolvedModel(model, inherited) === undefined) {
      complain(['models', id], missingText(id, model, base), 'key');
    }
  }
  return faults;
}

function modeFault(name: string, mode: ModeDocument | undefined): string | undefined {
  if (mode?.offered !== undefined) {
    return Object.keys(mode).length > 1 ? `a ${name} that is not offered has no prices` : undefined;
  }
  if (mode?.servedAs !== undefined) {
    return Object.keys(mode).length > 1 ? `a ${name} that is served as standard has the prices of standard` : undefined;
  }
  if (mode === undefined || mode.multiplier !== undefined || mode.usdPerMtok !== undefined) return undefined;
  if (mode.usdPerThousand !== undefined) return undefined;
  return 'give a multiplier, printed prices under usdPerMtok, servedAs: standard, or offered: false';
}

/** The prices that are printed for a region, by the path to them. */
function regionLists({ regions = {} }: RateDocument): [Path, CellsDocument][] {
  return Object.entries(regions).flatMap(([region, said]): [Path, CellsDocument][] =>
    typeof said === 'string' ? [] : [[['regions', region, 'usdPerMtok'], said.usdPerMtok]],
  );
}

/** Prices of a region beside other printed lists, of which nobody then knows what they are there. */
function regionFaults(rate: RateDocument): [Path, string][] {
  const printed = MODES_APART.some((mode) => rate[mode]?.usdPerMtok !== undefined);
  const lists = printed || rate.longContext !== undefined || rate.peak !== undefined;
  if (!lists) return [];
  return regionLists(rate).map(([path]) => [
    path,
    'a region with prices of its own goes with modes that are multipliers and with one list for prompts of every length and hour; write a factor',
  ]);
}

/** Every list of cells of a rate, by the path to it. */
function cellLists(rate: RateDocument): [Path, CellsDocument | undefined][] {
  const long = ['usdPerMtok', ...MODES_APART.map((mode) => `${mode}UsdPerMtok` as const)] as const;
  const bands = longContextsOf(rate.longContext);
  return [
    [['usdPerMtok'], rate.usdPerMtok],
    ...MODES_APART.map((mode): [Path, CellsDocument | undefined] => [[mode, 'usdPerMtok'], rate[mode]?.usdPerMtok]),
    ...bands.flatMap((band, index) =>
      long.map((list): [Path, CellsDocument | undefined] => [
        [...longContextPath(rate.longContext, index), list],
        band[list],
      ]),
    ),
    [['peak', 'usdPerMtok'], rate.peak?.usdPerMtok],
    ...regionLists(rate),
  ];
}

/** Cached prices that are to be those of input, in a list that prints none of it. */
function asInputFaults(rate: RateDocument): [Path, string][] {
  const silent = cellLists(rate).filter(([, cells]) => cells?.cacheRead === AS_INPUT && cells.input === undefined);
  return silent.map(([path]) => [
    [...path, 'cacheRead'],
    `${AS_INPUT} needs an input price in the same list; add input`,
  ]);
}

/** Thresholds that are out of order, or two of a length. */
function longContextFaults({ longContext }: RateDocument): [Path, string][] {
  const bands = longContextsOf(longContext);
  return bands.flatMap(({ threshold }, index): [Path, string][] => {
    const before = bands[index - 1]?.threshold;
    if (before === undefined || compare(readTokens(before), readTokens(threshold)) < 0) return [];
    const path = [...longContextPath(longContext, index), 'threshold'];
    return [[path, `thresholds stand in order, the lowest first; ${before} comes before it`]];
  });
}

function rateFaults({ rates = [] }: OverlayModelDocument): [Path, string][] {
  const faults: [Path, string][] = [];
  for (const [index, rate] of rates.entries()) {
    const before = rates[index - 1];
    if (before !== undefined && before.from >= rate.from) {
      faults.push([
        ['rates', index, 'from'],
        `rates stand in order of their first day; ${before.from} comes before it`,
      ]);
    }
    const next = rates[index + 1];
    if (rate.until !== undefined && (next === undefined || next.from <= rate.until)) {
      faults.push([
        ['rates', index, 'until'],
        'the entry after a promotion starts after its last day; add the list price',
      ]);
    }
    for (const [path, message] of asInputFaults(rate)) faults.push([['rates', index, ...path], message]);
    for (const [path, message] of regionFaults(rate)) faults.push([['rates', index, ...path], message]);
    for (const [path, message] of longContextFaults(rate)) faults.push([['rates', index, ...path], message]);
    for (const mode of MODES_APART) {
      const message = modeFault(mode, rate[mode]);
      if (message !== undefined) faults.push([['rates', index, mode], message]);
    }
  }
  return faults;
}

/** What a retirement says against itself. */
function retirementFaults(id: string, { aliases = [], retired }: OverlayModelDocument): [Path, string][] {
  if (retired === undefined) return [];
  const { from, announced, servedBy, billedAs } = retired;
  const faults: [Path, string][] = [];
  if (billedAs !== undefined && servedBy === undefined) {
    faults.push([['retired', 'billedAs'], 'a name that goes on being billed is answered by a model: add servedBy']);
  }
  if (announced !== undefined && announced > from) {
    faults.push([['retired', 'announced'], `the end was announced by its day at the latest, ${from}`]);
  }
  if (servedBy !== undefined && [id, ...aliases].includes(servedBy)) {
    faults.push([['retired', 'servedBy'], 'a model does not answer in its own place; name another']);
  }
  return faults;
}

/** Moving names that are the name of a model already, and moves that are out of order or lead to no model. */
export function movingNameFaults(
  { file, content }: Part,
  owners: Map<string, Owner>,
  knows: (id: string) => boolean,
): Fault[] {
  return Object.entries(content.movingNames ?? {}).flatMap(([name, moves]) => {
    const path: Path = ['movingNames', name];
    const owner = owners.get(name);
    owners.set(name, owner ?? { id: name, where: whereIs(file, path) });
    const taken = owner === undefined ? [] : [{ place: file.place(path, 'key'), message: takenText(name, '', owner) }];
    const wrong = moves.flatMap(({ from, model }, index): [Path, string][] => {
      const before = moves[index - 1]?.from;
      return [
        ...(before === undefined || before < from
          ? []
          : [[[index, 'from'], `moves stand in order of their day; ${before} comes before it`] as [Path, string]]),
        ...(model === undefined || knows(model)
          ? []
          : [[[index, 'model'], `the card has no model "${model}"; write the id of one`] as [Path, string]]),
      ];
    });
    return [...taken, ...wrong.map(([at, message]) => ({ place: file.place([...path, ...at]), message }))];
  });
}

/** Tokenizers that are compared with themselves, or whose ratio lies outside its own range. */
export function tokenizerFaults({ file, content }: Part): Fault[] {
  return Object.entries(content.tokenizers ?? {}).flatMap(([id, { than, ratio, range }]) => {
    const complain = (key: string, message: string) => ({ place: file.place(['tokenizers', id, key]), message });
    const [low, value, high] = [range?.[0] ?? ratio, ratio, range?.[1] ?? ratio].map(readFactor);
    if (than === id) return [complain('than', 'compare a tokenizer with an older one, not with itself')];
    if (low === undefined || value === undefined || high === undefined) return [];
    if (!lessThan(value, low) && !lessThan(high, value)) return [];
    return [complain('range', `the ratio ${ratio} lies outside it; write the lowest first, then the highest`)];
  });
}

/** A provider with the place that names it. */
export interface Declared {
  readonly name: string;
  readonly where: string;
}

/** Providers that an earlier file of the card calls by another name: of the two the last would win in silence. */
export function providerNameFaults(part: Part, declared: Map<string, Declared>): Fault[] {
  return Object.entries(part.content.providers ?? {}).flatMap(([id, { name }]) => {
    const path = ['providers', id];
    const { name: known, where } = declared.get(id) ?? { name, where: whereIs(part.file, path) };
    declared.set(id, { name: known, where });
    const message = `the provider "${id}" is called "${known}" in ${where}; give it one name`;
    return known === name ? [] : [{ place: part.file.place(path, 'key'), message }];
  });
}

/** Providers of the whole card that models name and no file declares. */
export function providerFaults(part: Part, providers: Readonly<Record<string, unknown>>): Fault[] {
  return Object.entries(part.content.models ?? {})
    .filter(([, { provider }]) => provider !== undefined && !Object.hasOwn(providers, provider))
    .map(([id, { provider }]) => ({
      place: part.file.place(['models', id, 'provider']),
      message: `the provider "${provider}" is not declared under providers`,
    }));
}
