import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { problem } from '../domain/problem.ts';

/** A measured profile put into one that a person has worked on. */
export interface UpdatedProfile {
  readonly text: string;
  /** Workloads of the person's that nothing was measured of: they stand as they were. */
  readonly untouched: readonly { readonly name: string; readonly model: string }[];
}

/** What marks a value that a measurement may replace; the line that ends the measured head of a file. */
const MEASURED = /^ ?measured/;
const HEAD = /^# Measured:.*\n(?:#.*\n)*?# --update .*\n/m;

/** Volume, which is always measured. */
const VOLUME = ['tokens', 'calls'];
/** Other ways to state a volume, which counts by class take the place of. */
const STATED_OTHERWISE = ['requests', 'perRequest', 'cacheHitRatio', 'readsPerWrite'];
/** Where the names of the usage keep it. */
const PLACE = ['region', 'channel'];
const MARKED = ['failures', 'load'];
const COMMON = ['growth', 'demand'];

const parsed = (text: string) => parseDocument(text, { schema: 'failsafe' });

/** A map of a file whose values are read as text. */
type Mapping = YAMLMap<Scalar<string>, unknown>;

const pairOf = (map: Mapping, name: string): Pair<Scalar<string>, unknown> | undefined =>
  map.items.find(({ key }) => key.value === name);

const commentOf = (pair: Pair<Scalar<string>, unknown> | undefined): string | undefined =>
  (pair?.value as { readonly comment?: string | null } | undefined)?.comment ?? undefined;

function textOf(map: Mapping, name: string): string | undefined {
  const value = map.get(name);
  return typeof value === 'string' ? value : undefined;
}

function put(map: Mapping, name: string, pair: Pair<Scalar<string>, unknown> | undefined): void {
  const at = map.items.findIndex(({ key }) => key.value === name);
  if (pair === undefined) {
    if (at >= 0) map.items.splice(at, 1);
  } else if (at >= 0) (map.items[at] as Pair<Scalar<string>, unknown>).value = pair.value;
  else map.items.push(pair);
}

/** Puts in what was measured, where nobody wrote a value without the mark. */
function putMarked(to: Mapping, from: Mapping, names: readonly string[]): void {
  for (const name of names) {
    const own = pairOf(to, name);
    if (own === undefined || MEASURED.test(commentOf(own) ?? '')) put(to, name, pairOf(from, name));
  }
}

/** The lengths of prompts that a stream is told to have, as its band of a model with several thresholds. */
const lengthsOf = (map: Mapping): string => {
  const lengths = map.get('promptsOver');
  return isMap(lengths) ? JSON.stringify(lengths.toJSON()) : '';
};

const tagsOf = (map: Mapping): Readonly<Record<string, string>> => {
  const tags = map.get('tags');
  return isMap(tags) ? (tags.toJSON() as Record<string, string>) : {};
};

/** Whether two regions may be one: a profile that says none may have been measured before names told it. */
const mayBe = (own: string | undefined, measured: string | undefined) =>
  own === undefined || measured === undefined || own === measured;

/** Whether two workloads are one stream, whatever they are called: model, mode, band, and what they belong to. */
function alike(own: Mapping, measured: Mapping): boolean {
  const whole = (map: Mapping, name: string) => ['100%', '1'].includes(textOf(map, name) ?? '');
  const tags = tagsOf(own);
  return (
    textOf(own, 'model') === textOf(measured, 'model') &&
    textOf(own, 'serviceMode') === textOf(measured, 'serviceMode') &&
    mayBe(textOf(own, 'region'), textOf(measured, 'region')) &&
    whole(own, 'batchEligible') === whole(measured, 'batchEligible') &&
    whole(own, 'longContextShare') === whole(measured, 'longContextShare') &&
    whole(own, 'peakShare') === whole(measured, 'peakShare') &&
    lengthsOf(own) === lengthsOf(measured) &&
    Object.entries(tagsOf(measured)).every(([name, value]) => tags[name] === value)
  );
}

function updateWorkload(own: Mapping, measured: Mapping): void {
  for (const name of VOLUME) put(own, name, pairOf(measured, name));
  for (const name of STATED_OTHERWISE) put(own, name, undefined);
  if (pairOf(own, 'region') === undefined)
    for (const name of PLACE) if (pairOf(measured, name) !== undefined) put(own, name, pairOf(measured, name));
  putMarked(own, measured, MARKED);
  const [name, news] = [pairOf(own, 'name')?.value, pairOf(measured, 'name')?.value];
  if (isScalar(name) && isScalar(news) && MEASURED.test(name.comment ?? ' measured'))
    name.comment = news.comment ?? null;
}

const mapsOf = (document: Document): Mapping[] => {
  const list = document.get('workloads');
  return isSeq(list) ? list.items.filter((item): item is Mapping => isMap(item)) : [];
};

/** Whether a workload came from an import: one that a person wrote is never taken for another's measurement. */
function wasMeasured(own: Mapping): boolean {
  return MEASURED.test(commentOf(pairOf(own, 'name')) ?? '');
}

/** For every measured workload the person's own of that name, else the first measured one that is the same stream. */
function matched(own: readonly Mapping[], measured: readonly Mapping[]): Map<Mapping, Mapping> {
  const found = new Map<Mapping, Mapping>();
  const free = new Set(own);
  const take = (fits: (mine: Mapping, theirs: Mapping) => boolean) => {
    for (const theirs of measured) {
      if (found.has(theirs)) continue;
      const mine = [...free].find((each) => fits(each, theirs));
      if (mine === undefined) continue;
      found.set(theirs, mine);
      free.delete(mine);
    }
  };
  take((mine, theirs) => textOf(mine, 'name') === textOf(theirs, 'name') && alike(mine, theirs));
  take((mine, theirs) => wasMeasured(mine) && alike(mine, theirs));
  return found;
}

function headed(text: string, head: string): string {
  const was = HEAD.exec(text);
  return was === null ? `${head}${text}` : `${text.slice(0, was.index)}${head}${text.slice(was.index + was[0].length)}`;
}

/**
 * The text of a profile measured again. Volumes are replaced, and what says `# measured` behind it; everything else,
 * names, comments, order and what was added, stays. Streams that are new come at the end.
 * Throws `badValue` where the file is no profile.
 */
export function updatedProfile(path: string, text: string, measured: string): UpdatedProfile {
  const [document, news] = [parsed(text), parsed(measured)];
  const [root, from] = [document.contents, news.contents];
  const own = mapsOf(document);
  if (document.errors.length > 0 || !isMap(root) || !isMap(from) || own.length === 0)
    throw problem('badValue', `--update ${path}`, 'it is no profile: a YAML file of workloads');
  putMarked(root as Mapping, from as Mapping, COMMON);
  const pairs = matched(own, mapsOf(news));
  const list = document.get('workloads');
  for (const workload of mapsOf(news)) {
    const mine = pairs.get(workload);
    if (mine !== undefined) updateWorkload(mine, workload);
    else if (isSeq(list)) list.items.push(workload);
  }
  const touched = new Set(pairs.values());
  return {
    text: headed(document.toString({ lineWidth: 0 }), HEAD.exec(measured)?.[0] ?? ''),
    untouched: own
      .filter((each) => !touched.has(each))
      .map((each) => {
        const model = textOf(each, 'model') ?? '';
        return { name: textOf(each, 'name') ?? model, model };
      }),
  };
}
