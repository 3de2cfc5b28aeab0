import { join } from 'node:path';
import type { Day } from '../domain/day.ts';
import { nearestModels } from '../domain/near-model.ts';
import { problem } from '../domain/problem.ts';
import { lastDayOf, type Model, type Rate, type RateCard, rateOn } from '../domain/rate-card.ts';
import type { Touched } from '../domain/touched.ts';
import { modelsOf, readCard } from './card.ts';
import { loadCardFile, type Shipped } from './card-file.ts';
import { cardPlaces } from './card-places.ts';
import { parseYaml } from './parse-yaml.ts';
import { type NewSource, Unchangeable, withSources } from './source-edits.ts';
import { isFolder, readText } from './text-file.ts';
import { type Path, valueAt } from './yaml-file.ts';

/** What was read again: which page, and on which day. */
export interface Reading {
  readonly checked: Day;
  readonly url: string;
}

/** Files with their new text, and what has changed in them. */
export interface TouchedCard {
  readonly texts: ReadonlyMap<string, string>;
  readonly touched: readonly Touched[];
  /** The day of the card before, where it moves to the day of the reading. */
  readonly versionWas: Day | undefined;
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : undefined);

/** The rate that a page of a day shows. Throws where there is none, or where its source cannot have been read so. */
function rateRead(model: Model, { checked, url }: Reading): Rate {
  const refuse = (why: string) => problem('notTouched', model.id, why);
  if (model.retired !== undefined && model.retired.from <= checked) {
    throw refuse(`it was served until ${lastDayOf(model.retired)}, so that no page of ${checked} shows its price`);
  }
  const rate = rateOn(model, checked);
  if (rate === undefined) throw refuse(`it has no rate on ${checked}; its first starts on ${model.rates[0].from}`);
  const { source } = rate;
  if (source.checked >= checked) throw refuse(`its price was looked at on ${source.checked} already`);
  const [was, now] = [hostOf(source.url), hostOf(url)];
  if (source.url !== url && (was === undefined || was !== now)) {
    throw refuse(
      `its price is from ${source.url}, which is another place than ${url}; what another place prints is another source, with a confidence of its own: write it into the card`,
    );
  }
  return rate;
}

function modelNamed(card: RateCard, name: string): Model {
  const model = card.find(name);
  if (model !== undefined) return model;
  throw problem('unknownModel', name, card.id, card.calledBy, nearestModels(name, modelsOf(card)), '');
}

interface Change extends Touched {
  readonly path: Path;
}

/** Where the file itself has a rate: an overlay numbers only those of its own. */
function sourcePath(file: string, model: string, from: Day): Path | undefined {
  const { content } = parseYaml(readText(file, 'a card file'), file, 'rate card');
  const rates = valueAt(content, ['models', model, 'rates']);
  const index = Array.isArray(rates) ? rates.findIndex((rate) => rate.from === from) : -1;
  return index < 0 ? undefined : ['models', model, 'rates', index, 'source'];
}

function editedText(file: string, changes: readonly Change[], next: NewSource): string {
  try {
    const text = readText(file, 'a card file');
    return withSources(
      text,
      changes.map(({ path }) => ({ path, next })),
    );
  } catch (error) {
    if (!(error instanceof Unchangeable)) throw error;
    throw problem('notTouched', changes.map(({ model }) => model).join(', '), `its source ${error.message} in ${file}`);
  }
}

const VERSION = /^version:[ \t]*[^\s#]+/m;

/**
 * A card with the day and the address of a page that somebody has read again, on the rates of these models that are in
 * force on that day. Nothing is written. Throws `unknownModel`, or `notTouched` with the reason.
 */
export function touchedCard(path: string, names: readonly string[], reading: Reading, shipped: Shipped): TouchedCard {
  const compiled = loadCardFile(path, shipped);
  const card = readCard(compiled, path);
  const placeOf = cardPlaces(path, compiled.document);
  const models = [...new Set(names.map((name) => modelNamed(card, name)))];
  const { checked, url } = reading;
  const changes = models.map((model): Change => {
    const rate = rateRead(model, reading);
    const place = placeOf([
      'models',
      model.id,
      'rates',
      model.rates.findIndex(({ from }) => from === rate.from),
      'source',
      'checked',
    ]);
    const at = place === undefined ? undefined : sourcePath(place.file, model.id, rate.from);
    if (place === undefined || at === undefined)
      throw problem('notTouched', model.id, `its price is not written in ${path}, but in the card that lies under it`);
    const { source } = rate;
    const wasUrl = source.url === url ? undefined : source.url;
    const { file, line } = place;
    return { model: model.id, from: rate.from, was: source.checked, checked, url, wasUrl, file, line, path: at };
  });
  const files = new Set(changes.map(({ file }) => file));
  const texts = new Map(
    [...files].map((file) => [
      file,
      editedText(
        file,
        changes.filter((change) => change.file === file),
        reading,
      ),
    ]),
  );
  const older = card.version < checked;
  if (older) {
    const head = isFolder(path) ? join(path, 'card.yaml') : path;
    const text = texts.get(head) ?? readText(head, 'a card file');
    texts.set(head, text.replace(VERSION, `version: ${checked}`));
  }
  for (const [file, text] of texts) parseYaml(text, file, 'rate card');
  return {
    texts,
    touched: changes.map(({ path: _, ...change }) => change),
    versionWas: older ? card.version : undefined,
  };
}
