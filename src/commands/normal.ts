import { create, erfDependencies } from 'mathjs/number';
import { normalFrom } from '../decision/commitment/normal.ts';
import type { Normal } from '../domain/normal.ts';

const { erf } = create(erfDependencies ?? {});

/** The standard normal distribution on the error function of mathjs. */
export const NORMAL: Normal = normalFrom((x) => Number(erf?.(x)));
