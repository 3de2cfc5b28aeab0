/** Why a row is none, as every source that may say so says it. */
export const NO_USAGE = 'holds no usage' as const;
export const AT_NO_CHARGE = 'was answered by the gateway, at no charge' as const;
export const OVER = 'has cached tokens over its input' as const;
export const MORE_FAILED = 'has more failed requests than requests' as const;
export const NOT_ITS_TOTAL = 'does not add up to its own total' as const;

/** The first of these that is there. */
export const first = (values: readonly string[]) =>
  `COALESCE(${values.map((value) => `NULLIF(${value}, '')`).join(', ')})`;

/** 1 where a provider has a row whose cache is over its input, so that the cache lies outside of input there. */
export const outside = (cached: string, of: string) =>
  `MAX(CASE WHEN ${cached} > input THEN 1 ELSE 0 END) OVER (PARTITION BY COALESCE(${of}, ''))`;
