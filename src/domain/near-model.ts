import { nearest } from './near.ts';
import type { Model } from './rate-card.ts';

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

/**
 * The models somebody may have meant by a name, three at most: those with the same letters and digits come first, then
 * those that begin with it or hold its words, newest first, then the nearest by spelling; where there is none, those of
 * the same family, by its first word. They are suggested and never taken.
 */
export function nearestModels(name: string, models: readonly Model[]): string[] {
  const words = wordsOf(name);
  const holding = (some: readonly string[]) =>
    some.length === 0 ? [] : models.filter(({ id }) => holds(wordsOf(id), some)).sort(newestFirst);
  const same = models.filter(({ id }) => id !== name && bare(id) === bare(name));
  const ids = models.map(({ id }) => id);
  const found = [...[...same, ...holding(words)].map(({ id }) => id), ...nearest(name, ids)];
  const family = found.length > 0 ? [] : holding(words.slice(0, 1)).map(({ id }) => id);
  return [...new Set([...found, ...family])].slice(0, MOST);
}
