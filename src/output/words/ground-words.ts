import type { Ground } from '../../domain/ground.ts';

/** What a figure rests on, for somebody who says it aloud. */
export const GROUND_WORDS: Readonly<Record<Ground, string>> = {
  published: 'a published price',
  quoted: 'quoted to you',
  claimed: "a seller's claim, not checked",
  hoped: 'hoped for: nobody has offered it',
};

/** What a part of a saving rests on, after its dollars. */
export const SAVED_WORDS: Readonly<Record<Ground, string>> = {
  published: 'on published prices',
  quoted: 'quoted to you',
  claimed: 'claimed by a seller and not checked',
  hoped: 'hoped for, which nobody has offered',
};
