import type { PriceTerms } from '../../domain/clauses.ts';
import { share } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';

/** What a contract takes off models that it names. */
export const namedDiscounts = (z: Z) =>
  z
    .array(z.strictObject({ model: z.string(), discount: share(z, '0 to 1, exact') }))
    .describe('of the models that the contract names; every other has discount');

export const namedDiscountsOf = (prices: Pick<PriceTerms, 'discounts'> | undefined): Written<typeof namedDiscounts> =>
  [...(prices?.discounts ?? [])].map(([model, discount]) => ({ model, discount }));
