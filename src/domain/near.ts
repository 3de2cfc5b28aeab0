/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}

/** Spelling apart: case, and the separators that model ids disagree about. */
function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[\s._/-]/g, '');
}

/** Whether two words are one edit apart at most, spelling aside. */
export const isOneEditOff = (word: string, other: string) => distance(folded(word), folded(other)) <= 1;

/** Shorter words are contained in too many others to say anything. */
const LEAST_CONTAINED = 3;

/** No name is longer, and to compare two words takes as long as the product of their lengths. */
const LONGEST = 200;

/** The question about a text that means nothing, with what is near it; undefined where nothing is. */
export const didYouMean = (...near: readonly string[]): string | undefined =>
  near.length === 0 ? undefined : `did you mean ${near.join(' or ')}?`;

/** The known words a reader may have meant, nearest first, three at most. They are suggested and never taken. */
export function nearest(word: string, known: Iterable<string>): string[] {
  if (word.length > LONGEST) return [];
  const target = folded(word);
  const allowed = Math.max(1, Math.floor(target.length / 4));
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(known)) {
    const other = folded(candidate);
    const contained =
      Math.min(target.length, other.length) >= LEAST_CONTAINED && (other.includes(target) || target.includes(other));
    const score = distance(target, other);
    if (score <= allowed || contained) scored.push({ candidate, score: contained ? Math.min(score, allowed) : score });
  }
  scored.sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, 3).map((entry) => entry.candidate);
}
