import type { DirectOption, Instance } from './instance.ts';

/** By workload and provider, one of the purchases. */
export type Ends = readonly (DirectOption | undefined)[];

/** By workload and provider, the least that a purchase costs beside what the contract counts. */
export function leastBeside({ direct, providers }: Instance): Float64Array {
  const least = new Float64Array(direct.length * providers.length).fill(Number.NaN);
  for (const [index, options] of direct.entries()) {
    for (const { provider, beside } of options) {
      const place = index * providers.length + provider;
      const known = least[place] as number;
      least[place] = Number.isNaN(known) ? beside : Math.min(known, beside);
    }
  }
  return least;
}

/** True when a purchase that its contract counts less of costs more beside it. */
export function differ(options: readonly DirectOption[]): boolean {
  if (options.every(({ beside }) => beside === 0)) return false;
  return options.some((a) =>
    options.some(
      (b) =>
        a.provider === b.provider &&
        a.list <= b.list &&
        (a.list < b.list ? a.beside > b.beside : a.beside !== b.beside),
    ),
  );
}

/** By workload and provider, the purchase that comes before all others. */
export function ends({ direct, providers }: Instance, before: (a: DirectOption, b: DirectOption) => boolean): Ends {
  const found = new Array<DirectOption | undefined>(direct.length * providers.length).fill(undefined);
  for (const [index, options] of direct.entries()) {
    for (const option of options) {
      const place = index * providers.length + option.provider;
      const best = found[place];
      if (best === undefined || before(option, best)) found[place] = option;
    }
  }
  return found;
}
