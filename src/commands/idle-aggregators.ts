import type { DecideOptions } from './options.ts';

/** Sellers with how far they are believed, as `--belief` has them: `tokenmart=70%,openrouter=90%`. */
export function beliefsIn(
  belief: string | undefined,
): { readonly text: string; readonly id: string; readonly share: string }[] {
  if (belief === undefined) return [];
  return belief.split(',').map((part) => {
    const text = part.trim();
    const [id = '', share = ''] = text.split('=').map((each) => each.trim());
    return { text, id, share };
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
        .map(({ id }) => id)
        .join(','),
    },
  ] as const;
  return named.flatMap(({ flag, ids = '' }) => {
    const all = ids.split(',').map((id) => id.trim());
    return all.filter((id) => id !== '' && !used.has(id)).map((id) => ({ flag, id }));
  });
}
