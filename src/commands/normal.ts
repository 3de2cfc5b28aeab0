import * as mathjs from 'mathjs/number';
import { normalFrom } from '../decision/commitment/normal.ts';
import type { Normal } from '../domain/normal.ts';

/** What the library hands its typed functions to: here it gives back that of a number alone, since all that makes the others is ten times the error function. */
const typed = Object.assign((_: string, { number }: { readonly number: (x: number) => number }) => number, {
  referToSelf: () => undefined,
});

/** The types of the library do not name it. */
interface Factories {
  readonly createErf: (of: { readonly typed: typeof typed }) => (x: number) => number;
}

/** The standard normal distribution on the error function of mathjs. */
export const NORMAL: Normal = normalFrom((mathjs as unknown as Factories).createErf({ typed }));
