import { pulls } from '../domain/levers.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { Written, Z } from './schema.ts';

/** The levers of a purchase, each on or off. */
export const switches = (z: Z) => z.strictObject({ cache: z.boolean(), batch: z.boolean() });

export const switchesOf = ({ levers }: Pick<Purchase, 'levers'>): Written<typeof switches> => ({
  cache: pulls(levers, 'cache'),
  batch: pulls(levers, 'batch'),
});
