import type { Bound } from './bound.ts';
import type { Basis, Configuration, ProviderFloor } from './estimate.ts';
import type { Ground } from './ground.ts';
import type { Levers } from './levers.ts';
import type { Note } from './note.ts';
import type { Model } from './rate-card.ts';
import type { Saving } from './saving.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';

/** All of the work at list under a state of the levers; one of another basis is at levels that nobody stated. */
export interface ListCost {
  /** Undefined where a part of it has no price. */
  readonly cost: Usd | undefined;
  readonly basis: Basis;
}

/** A workload of the work as one model serves it. */
export interface ServedWorkload {
  readonly name: string;
  readonly input: Tokens;
  readonly output: Tokens;
  /** Tokens of the model for one of those stated. */
  readonly tokenFactor: Factor;
  /** What is bought: the cheapest row that the whole can be bought with; undefined where there is none. */
  readonly row: Configuration | undefined;
}

/** The work on one model, in the place of every model that it states. */
export interface Candidate {
  /** The model that is priced. */
  readonly model: Model;
  /** True where a user named it; the others were found on the card. */
  readonly named: boolean;
  readonly workloads: readonly ServedWorkload[];
  /** At list without levers, and with those that can be pulled; a state is missing where its lever can not be. */
  readonly list: { readonly [levers in Levers]?: ListCost };
  /** What the work costs as it can be bought, with the stated levers; undefined where it can not. */
  readonly cheapest: Usd | undefined;
  readonly cheapestBound: Bound;
  /** False where a part of what was asked for has no price. */
  readonly complete: boolean;
  /** The same at list alone, with the best of the stated levers: what it costs on published prices. */
  readonly published: Usd | undefined;
  /** The worst of what the prices of `cheapest` rest on. */
  readonly ground: Ground | undefined;
  /** Of `cheapest` against the reference; undefined where one of them is not exact. */
  readonly saving: Saving | undefined;
  /** Where this work alone, on this model, stands with the provider. */
  readonly floor: ProviderFloor | undefined;
  /** Ends, price changes and tokenizers, in this order. */
  readonly ahead: readonly Note[];
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
}

/** A model that is not compared, and why. */
export interface LeftOut {
  readonly model: string;
  readonly why:
    | { readonly code: 'ended' | 'notYet' | 'writesNothing' | 'writesToo' | 'noTier' | 'noContext' }
    | { readonly code: 'smallContext'; readonly tokens: Tokens; readonly minimum: Tokens }
    | { readonly code: 'belowTier'; readonly tier: number; readonly minimum: number }
    | { readonly code: 'unpriced'; readonly reasons: readonly string[] };
}

/** The tokens that a spend buys. */
export interface Bought {
  readonly spend: Usd;
  readonly model: string;
  readonly input: Tokens;
  readonly output: Tokens;
  /** What those tokens cost: at most `spend`, since both are rounded down. */
  readonly cost: Usd;
}

/** What the others are held against: one of the models, or a profile as it stands. */
export interface Reference {
  /** Undefined where it is the profile. */
  readonly model: string | undefined;
  readonly cheapest: Usd | undefined;
  readonly cheapestBound: Bound;
}

/** A model that a workload may run on, and what the workload costs there by itself. */
export interface AlternativeCost {
  readonly model: string;
  /** False of the model that the workload states. */
  readonly alternative: boolean;
  /** Tokens of the model for one of those stated. */
  readonly tokenFactor: Factor;
  /** What the buyer's own tiers say against it; undefined where nothing does. */
  readonly belowTier: { readonly tier: number; readonly minimum: number } | undefined;
  /** The cheapest row that can be bought; undefined where there is none. */
  readonly row: Configuration | undefined;
}

/** A workload that states alternatives, on each of them. */
export interface Alternatives {
  readonly workload: string;
  /** The cheapest first, what cannot be bought at a known price last. */
  readonly models: readonly AlternativeCost[];
}

/** The answer of `compare`: one amount of work on several models, the cheapest first. */
export interface Comparison {
  /** Undefined when the tokens come from flags. */
  readonly profile: string | undefined;
  readonly workloads: number;
  /** Undefined where tokens were given and no model that they are of. */
  readonly reference: Reference | undefined;
  readonly bought: Bought | undefined;
  /** Ordered by what they cost as they can be bought, then at list. */
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
  /** Of workloads of a profile that state alternatives. */
  readonly alternatives: readonly Alternatives[];
  /** The work that is compared, in the tokens it is stated in. */
  readonly input: Tokens;
  readonly output: Tokens;
  /** The levels that the levers are shown at, where they are one for all. */
  readonly levels: { readonly cache: Share | undefined; readonly batch: Share | undefined };
  /** What holds for the question, not for a model. */
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
}
