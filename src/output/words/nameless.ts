/** Why a row is none that was added up over all models, as a source says it. */
export const NAMELESS = 'names no model';

/** What to do about such rows. */
export const NAMELESS_REMEDY =
  'Ask the provider for it grouped by model (group_by), without which nothing can be priced.';
