const LISTED = 3;

/** Names in a sentence, every one of them. */
export function allOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Names in a sentence: all of a few, else the first two and how many more. */
export function someOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return first;
  if (names.length <= LISTED) return allOf(names);
  return `${first}, ${others[0]} and ${names.length - 2} more`;
}
