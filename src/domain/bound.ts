/** What an amount is when something has no price: a part of it is missing, something cheaper may exist, or both. */
export type Bound = 'exact' | 'atLeast' | 'atMost' | 'undecided';
