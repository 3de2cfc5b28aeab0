import type { DecideOptions } from './options.ts';

/** How far sellers are believed, as `--belief` has it: `70%` of everybody, or `tokenmart=70%,openrouter=90%`. */
export function beliefsIn(
  belief: string | undefined,
): { readonly text: string; readonly id: string | undefined; readonly share: string }[] {
  if (belief === undefined) return [];
  return belief.split(',').map((part) => {
    const text = part.trim();
    const [first = '', second] = text.split('=').map((each) => each.trim());
    return second === undefined ? { text, id: undefined, share: first } : { text, id: first, share: second };
  });
}

/** Aggregators that a flag names and that nothing is bought through. */
export function idleAggregators(
  { via, prepay, belief }: Pick<DecideOptions, 'via' | 'prepay' | 'belief'>,
  used: ReadonlySet<string | undefined>,
) {
  const named = [
    { flag: '--via', ids: via },
    { flag: '--prepay', ids: prepay },
    {
      flag: '--belief',
      ids: beliefsIn(belief)
        .flatMap(({ id = [] }) => id)
        .join(','),
    },
  ] as const;
  return named.flatMap(({ flag, ids = '' }) => {
    const all = ids.split(',').map((id) => id.trim());
    return all.filter((id) => id !== '' && !used.has(id)).map((id) => ({ flag, id }));
  });
}
