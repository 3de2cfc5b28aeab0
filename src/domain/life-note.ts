import type { Day } from './day.ts';
import type { BilledAs, Source } from './rate-card.ts';
import type { Factor, Usd } from './units.ts';

/** How many tokens a model would have to make before another is as cheap. */
export interface TokenFlip {
  readonly at: Factor;
  /** The other model. */
  readonly against: string;
  /** True where the model is the cheaper of the two at what is taken. */
  readonly cheaper: boolean;
}

/** Notes about models that end, what follows them, and the tokens that what follows makes of the same text. */
export type LifeNote =
  | {
      /** A model whose end is known and still ahead. */
      readonly code: 'modelEnds';
      readonly workload: string;
      readonly model: string;
      readonly lastDay: Day;
      readonly announced: Day | undefined;
      readonly servedBy: string | undefined;
      readonly billedAs: BilledAs | undefined;
      /** The baseline until the last day and from the day after it on; undefined where one has no price. */
      readonly cost: Usd | undefined;
      readonly nextCost: Usd | undefined;
      /** Tokens that what follows is taken to make of a text that is one token now; 1 where nothing else is published. */
      readonly ratio: Factor;
      /** The promotion that what follows is at on that day: its last day, and the baseline once it is over. */
      readonly promotion: { readonly until: Day; readonly listCost: Usd } | undefined;
      /** The next change of price of what follows that is no end of a promotion: its day, and the baseline from then on. */
      readonly change: { readonly from: Day; readonly nextCost: Usd } | undefined;
    }
  | {
      /** A model that has ended, with what is priced in its place. */
      readonly code: 'modelEnded';
      readonly workload: string;
      readonly model: string;
      readonly lastDay: Day;
      readonly servedBy: string | undefined;
      readonly billedAs: BilledAs | undefined;
    }
  | {
      /** Two models that cut text otherwise, at what is published about it. */
      readonly code: 'tokenRatioPublished';
      readonly workload: string;
      readonly from: string;
      readonly to: string;
      readonly ratio: Factor;
      readonly range: readonly [low: Factor, high: Factor] | undefined;
      readonly source: Source;
      readonly flip: TokenFlip | undefined;
    }
  | {
      /** Two models of which nobody has published how they cut text: as many tokens are taken. */
      readonly code: 'tokenRatioUnknown';
      readonly workload: string;
      readonly from: string;
      readonly to: string;
      readonly flip: TokenFlip | undefined;
    };

/** Ends of models, which a page says before anything that rests on them. */
export function isEnd({ code }: { readonly code: string }): boolean {
  return code === 'modelEnds' || code === 'modelEnded';
}
