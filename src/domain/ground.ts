/**
 * What a price, a discount or a fee rests on, the best first: `published` by who sells it, `quoted` to this buyer,
 * `claimed` by a seller that nobody has checked, `hoped` for at such a spend, which nobody has offered.
 */
export const GROUNDS = ['published', 'quoted', 'claimed', 'hoped'] as const;
export type Ground = (typeof GROUNDS)[number];

/** What something rests on where nobody says it: what is in a file of the user's own was quoted to this buyer. */
export const groundOr = (ground: Ground | undefined): Ground => ground ?? 'quoted';

/** Whether nobody has checked what rests on it: a claim or a hope. */
export const isUnverified = (ground: Ground | undefined) => ground === 'claimed' || ground === 'hoped';

/** How far down the list a ground stands: the lower, the better. */
export const groundRank = (ground: Ground) => GROUNDS.indexOf(ground);

/** Whether a plan that may lean as far as `on` may lean on a ground. */
export const leansOn = (on: Ground, ground: Ground) => groundRank(ground) <= groundRank(on);
