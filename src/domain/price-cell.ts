import { NO_PRICE, type UnitPrice } from './units.ts';

/** What a card writes where the provider declares a meter free. A printed 0 is a price, a missing cell is neither. */
export const FREE = 'free';

/** How a card writes a cached price that is that of input, where a provider gives nothing off. */
export const AS_INPUT = 'asInput';

/** A cell of a price list: a printed price, or free by declaration. */
export type PriceCell = UnitPrice | typeof FREE;

/** A cell as a number to hold against others: a free one is below every price. */
export function usdPerLotOfCell(cell: PriceCell): UnitPrice {
  return cell === FREE ? NO_PRICE : cell;
}
