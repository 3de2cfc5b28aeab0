/** Money is added up in parts of a dollar of so many places where a row is of so few dollars that a double tells all of them apart. */
export const MONEY_PLACES = 12;
export const PARTS = 1e12;
export const MOST_IN_PARTS = 1000;

/** Whether dollars are a whole number of parts, which a double tells apart from any other. */
export const isInParts = (dollars: number): boolean =>
  Math.abs(dollars) <= MOST_IN_PARTS && Math.round(dollars * PARTS) / PARTS === dollars;
