import type { InputOptions } from './options.ts';

/** Aggregators that a flag names and that nothing is bought through. */
export function idleAggregators(
  { via, prepay }: Pick<InputOptions, 'via' | 'prepay'>,
  used: ReadonlySet<string | undefined>,
) {
  const named = [
    { flag: '--via', ids: via },
    { flag: '--prepay', ids: prepay },
  ] as const;
  return named.flatMap(({ flag, ids = '' }) => {
    const all = ids.split(',').map((id) => id.trim());
    return all.filter((id) => id !== '' && !used.has(id)).map((id) => ({ flag, id }));
  });
}
