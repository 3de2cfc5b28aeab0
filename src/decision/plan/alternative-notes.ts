import { compare, divide, isZero, multiply } from '../../domain/exact.ts';
import type { Note, TokenFlip } from '../../domain/note.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import { tokenRatio } from '../../domain/token-ratio.ts';
import { complement, type Factor, factor, lessThan, minus, NO_USD, portion, type Usd } from '../../domain/units.ts';
import { endNotes, tokenNotes } from '../estimate/end-notes.ts';
import { type Context, modelOn } from '../estimate/estimate.ts';
import { choicesAmong, type PricedWorkload, type Use } from './options.ts';

/** The least that one model serves a workload for, under the contracts that a plan signs; undefined where a cloud decides. */
function leastCost(priced: PricedWorkload, use: Use, { contracts }: Plan, context: Context): Usd | undefined {
  const { open, direct, clouds } = choicesAmong({ ...priced, uses: [use] }, context.offers);
  if (clouds.size > 0) return undefined;
  const signed = contracts.flatMap(({ provider, band }) =>
    (direct.get(provider) ?? []).map(({ listCost }) => portion(listCost, complement(band.discount))),
  );
  const costs = [...(open === undefined ? [] : [open.cost]), ...signed];
  return costs.reduce<Usd | undefined>(
    (least, cost) => (least === undefined || lessThan(cost, least) ? cost : least),
    undefined,
  );
}

/** Where more or fewer tokens would make another model the cheaper: costs are in proportion to tokens, but for moving the work. */
function flipOf(
  index: number,
  used: Factor,
  costs: readonly (Usd | undefined)[],
  uses: readonly Use[],
): TokenFlip | undefined {
  const own = costs[index];
  const others = costs.flatMap((cost, at) => (cost === undefined || at === index ? [] : [{ cost, use: uses[at] }]));
  const [first, ...rest] = others;
  const moving = uses[index]?.moving ?? NO_USD;
  const moved = own && minus(own, moving);
  if (own === undefined || moved === undefined || isZero(moved) || first === undefined) return undefined;
  const best = rest.reduce((least, each) => (lessThan(each.cost, least.cost) ? each : least), first);
  const left = minus(best.cost, moving);
  if (best.use === undefined || !lessThan(NO_USD, left)) return undefined;
  const at = factor(multiply(used, divide(left, moved)));
  return { at, against: best.use.of.model.id, cheaper: compare(own, best.cost) < 0 };
}

/** What is taken for how many tokens the alternatives of a workload need, where the profile does not say. */
function ratioNotes(priced: PricedWorkload, plan: Plan, context: Context): Note[] {
  const { workload, uses } = priced;
  if (workload.alternatives.every(({ tokenFactor }) => tokenFactor !== undefined)) return [];
  const asked = modelOn(context, workload.model);
  const costs = uses.map((use) => (use.obstacle === undefined ? leastCost(priced, use, plan, context) : undefined));
  return workload.alternatives.flatMap(({ model, tokenFactor }, index): Note[] => {
    const use = uses[index + 1];
    if (tokenFactor !== undefined || use === undefined || use.obstacle !== undefined) return [];
    const other = modelOn(context, model);
    const ratio = tokenRatio(asked, other, context.card.tokenizers);
    const flip = flipOf(index + 1, use.factor, costs, uses);
    return tokenNotes(workload.name, asked, other, ratio, flip);
  });
}

/** Ends of the models that a plan puts in the place of those that were asked for. */
function endsOf(priced: PricedWorkload, planned: PlannedWorkload | undefined, context: Context): Note[] {
  const chosen = priced.uses.slice(1).find(({ of }) => of.model === planned?.model);
  return chosen === undefined ? [] : endNotes(chosen.of, context);
}

/** What a plan takes for granted about the alternatives of its workloads, and which of those it chose come to an end. */
export function alternativeNotes(
  all: readonly PricedWorkload[],
  plan: Plan,
  context: Context,
): { readonly assumptions: Note[]; readonly warnings: Note[] } {
  const some = all.filter(({ workload }) => workload.alternatives.length > 0 && workload.served === undefined);
  const planned = new Map(plan.workloads.map((each) => [each.workload, each]));
  return {
    assumptions: some.flatMap((priced) => ratioNotes(priced, plan, context)),
    warnings: some.flatMap((priced) => endsOf(priced, planned.get(priced.workload), context)),
  };
}
