import { LONGEST_NAME } from './line-text.ts';
import { isOneEditOff, nearest } from './near.ts';
import { type Model, namesOf } from './rate-card.ts';

/** The words of an id: letters, numbers with their points, as its separators part them. */
function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[\s_/:@-]+/)
    .filter((word) => word !== '');
}

/** Whether all words stand in the id in their order, the last perhaps cut short: gemini flash in gemini-3.8-flash. */
function holds(id: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  return words.every((word, index) => {
    const rest = id.slice(at);
    const last = index === words.length - 1;
    const found = rest.findIndex((each) => each === word || (last && each.startsWith(word)));
    at += found + 1;
    return found >= 0;
  });
}

const MOST = 3;

/** Newest first; what has ended, or is to end, after what lasts. */
function newestFirst(a: Model, b: Model): number {
  const lasting = Number(a.retired !== undefined) - Number(b.retired !== undefined);
  const [first, second] = [a.rates[0].from, b.rates[0].from];
  return lasting || (first === second ? (a.id < b.id ? -1 : 1) : first < second ? 1 : -1);
}

/** A name without what separates its letters and digits: claudeopus47. */
const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A name whose separators are all one. */
const separated = (name: string) => name.toLowerCase().replaceAll(/[\s._:@/-]/g, '-');

/** How far into its second word a name begins like another; 0 where only their first words do, or not even those. */
function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  const second = one.indexOf('-') + 1;
  return second > 0 && length > second ? length : 0;
}

/**
 * Models that begin like the name: those for which it does so for the longest, one edit off first, then newest; then
 * whatever is one edit off; then the rest, the longer alike the earlier.
 */
function startingAlike(name: string, models: readonly Model[]): Model[] {
  const shared = models.map((model) => {
    const names = namesOf(model);
    return {
      model,
      length: Math.max(...names.map((each) => sharedStart(separated(name), separated(each)))),
      off: Number(!names.some((each) => isOneEditOff(name, each))),
    };
  });
  const most = Math.max(1, ...shared.map(({ length }) => length));
  const rank = ({ length, off }: (typeof shared)[number]) => (length === most ? 0 : off === 0 ? 1 : 2);
  return shared
    .filter((each) => each.length > 0 || each.off === 0)
    .sort((a, b) => rank(a) - rank(b) || b.length - a.length || a.off - b.off || newestFirst(a.model, b.model))
    .map(({ model }) => model);
}

/**
 * The models somebody may have meant by a name, three at most, by their ids, aliases and the moving names that mean them
 * today: those with the same letters and digits come first, then those that begin with it or hold its words, newest first,
 * then those that begin like it, then the nearest by spelling; where there is none, those of the same family, by its first
 * word. They are suggested and never taken. A name longer than any may be is near none.
 */
export function nearestModels(name: string, models: readonly Model[]): string[] {
  if (name.length > LONGEST_NAME) return [];
  const words = wordsOf(name);
  const holding = (some: readonly string[]) =>
    some.length === 0
      ? []
      : models.filter((model) => namesOf(model).some((each) => holds(wordsOf(each), some))).sort(newestFirst);
  const same = models.filter((model) => namesOf(model).some((each) => each !== name && bare(each) === bare(name)));
  const byName = new Map(models.flatMap((model) => namesOf(model).map((each) => [each, model.id] as const)));
  const found = [
    ...[...same, ...holding(words), ...startingAlike(name, models)].map(({ id }) => id),
    ...nearest(name, byName.keys()).flatMap((each) => byName.get(each) ?? []),
  ];
  const family = found.length > 0 ? [] : holding(words.slice(0, 1)).map(({ id }) => id);
  return [...new Set([...found, ...family])].slice(0, MOST);
}
