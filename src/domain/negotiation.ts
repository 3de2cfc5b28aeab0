import type { Signed } from './commitment.ts';
import type { Ground } from './ground.ts';
import type { Obstacle } from './obstacle.ts';
import type { PlanCost, ProposalAudit } from './proposal.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';

/** Whose figure an ask rests on: what such a spend is said to get, a rival's quote, a reseller's claim, a file. */
export type AskBasis =
  | { readonly kind: 'range'; readonly source: Source | undefined }
  | { readonly kind: 'rival'; readonly provider: string }
  | { readonly kind: 'reseller'; readonly name: string; readonly model: string }
  | { readonly kind: 'offer'; readonly source: Source | undefined }
  | { readonly kind: 'proposal' }
  | { readonly kind: 'counter' };

/** What is asked for, what it rests on, and what everything costs with it. */
export interface Ask extends Signed {
  readonly ground: Ground;
  readonly basis: AskBasis;
  readonly plan: PlanCost;
}

/** Work under the contract, and where it goes without one. */
export interface HeldWork {
  readonly workload: string;
  /** List dollars a month under the contract. */
  readonly listSpend: Usd;
  /** Whom it is bought from without the contract, as which model. */
  readonly otherwise: { readonly seller: string; readonly model: string; readonly ground: Ground };
  /** False where it stays with the provider at list price: no leverage. */
  readonly leaves: boolean;
  /** What keeps it from other sellers. */
  readonly heldBy: readonly Obstacle[];
}

/** What is said of one provider before its contract is talked about; every figure is of the plans that `decide` compares. */
export interface Talk {
  /** The proposal, else the contract of the plan, else the best one on offer, held against the demand there may be. */
  readonly audit: ProposalAudit;
  /** True where the audit is of what a vendor proposed in writing. */
  readonly proposed: boolean;
  /** What the terms that are held against demand rest on. */
  readonly ground: Ground;
  /** List dollars a month that the contract would be about, as stated. */
  readonly listSpend: Usd;
  /** What the contract costs in the month as stated. */
  readonly contractCost: Usd;
  readonly work: readonly HeldWork[];
  /** What of the list spend goes elsewhere without the contract, and as a share of it: the rest is no leverage. */
  readonly leaving: Usd;
  readonly leavingShare: Factor | undefined;
  /** The worst ground of what the work is bought on without the contract. */
  readonly alternativeGround: Ground;
  /** Everything without the contract, at published prices alone; undefined where nothing serves every workload. */
  readonly atPublished: PlanCost | undefined;
  readonly opening: Ask;
  readonly target: Ask;
  /** The discount at the target's commitment below which everything costs less without the contract; undefined: none does. */
  readonly walkAway: number | undefined;
  /** What everything is expected to cost less a month with the target than without a contract, and more than with the opening. */
  readonly gain: number;
  readonly givenAway: number;
}

/** Why a provider is not worth a talk. */
export type Silence =
  | { readonly reason: 'notOffered' }
  | { readonly reason: 'nothingDirect' }
  /** `short`: list dollars a month that are missing. */
  | { readonly reason: 'underFloor'; readonly short: Usd; readonly floor: Usd }
  /** Not even the deepest discount that is said to be had beats what there is without a contract. */
  | { readonly reason: 'neverBetter'; readonly deepest: Share; readonly signed: PlanCost; readonly unsigned: PlanCost };

export interface Negotiation {
  readonly provider: string;
  readonly outcome: ({ readonly worth: true } & Talk) | ({ readonly worth: false } & Silence);
}
