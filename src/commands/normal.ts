import { create, erfDependencies } from 'mathjs/number';
import { normalFrom } from '../decision/commitment/normal.ts';
import type { Normal } from '../domain/normal.ts';

const { erf } = create(erfDependencies ?? {});

/** Of a number, without the look at what it was called with: it is called some ten thousand times. */
const { number: ofNumber } = (erf as unknown as { readonly signatures: { readonly number: (x: number) => number } })
  .signatures;

/** The standard normal distribution on the error function of mathjs. */
export const NORMAL: Normal = normalFrom(ofNumber);
