import type {
  AlternativeCost,
  Bought,
  Candidate,
  Comparison,
  LeftOut,
  ListCost,
  ServedWorkload,
} from '../domain/comparison.ts';
import type { Provenance } from '../domain/estimate.ts';
import { GROUNDS } from '../domain/ground.ts';
import { type Bill, totalOf } from '../domain/line-item.ts';
import type { Note } from '../domain/note.ts';
import { bound } from './estimate.ts';
import { head, headOf } from './head.ts';
import { note } from './note.ts';
import { count, factor, maybeCost, maybeUsd, number, share, tokens, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';
import { providerFloor, providerFloorOf } from './threshold.ts';

const ground = (z: Z) => z.enum(GROUNDS).nullable().describe('the worst of what the prices rest on');

const listCost = (z: Z) =>
  z
    .strictObject({ monthlyCost: maybeCost(z), basis: z.enum(['stated', 'illustration']) })
    .nullable()
    .describe('all of the work at list under these levers; null where no part of it can pull them');

/** Work on a model, as it is bought there. */
const asBought = (z: Z) => ({
  tokenFactor: factor(z, 'tokens of this model for one of those stated'),
  configuration: z
    .string()
    .nullable()
    .describe('what is bought, as estimate names its rows; null where nothing can be'),
  monthlyCost: maybeCost(z),
});

const workload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    tokens: z.strictObject({ input: tokens(z), output: tokens(z) }).describe('in tokens of this model'),
    ...asBought(z),
  });

const alternative = (z: Z) =>
  z.strictObject({
    model: z.string(),
    alternative: z.boolean().describe('false of the model that the workload states'),
    belowTier: z.boolean().describe('its tier is under the minQualityTier of the workload'),
    ...asBought(z),
  });

const candidate = (z: Z) =>
  z.strictObject({
    model: z.string(),
    provider: z.string(),
    workloads: z.array(workload(z)),
    list: z.strictObject({ asIs: listCost(z), cache: listCost(z), batch: listCost(z), both: listCost(z) }),
    cheapestCost: maybeCost(
      z,
      'the work as it can be bought, with the stated levers, US dollars a month; null where it can not',
    ),
    cheapestBound: bound(z),
    complete: z.boolean().describe('false where a part of what was asked for has no price'),
    publishedCost: maybeCost(
      z,
      'at list alone, with the best of the stated levers, US dollars a month; null where it can not',
    ),
    evidence: ground(z),
    savings: maybeUsd(z, 'of cheapestCost against the reference'),
    savingsShare: number(z).nullable(),
    threshold: providerFloor(z).nullable().describe('of this work alone, on this model: nothing is summed over models'),
    retired: z
      .strictObject({ from: z.string(), servedBy: z.string().nullable() })
      .nullable()
      .describe('first day it is not served any more'),
    ahead: z.array(note(z)).describe('ends, price changes and tokenizers'),
    assumptions: z.array(note(z)),
    warnings: z.array(note(z)),
  });

const leftOut = (z: Z) =>
  z.strictObject({
    model: z.string(),
    code: z.enum([
      'ended',
      'notYet',
      'writesNothing',
      'writesToo',
      'noTier',
      'noContext',
      'smallContext',
      'belowTier',
      'unpriced',
    ]),
    text: z.string(),
  });

const bought = (z: Z) =>
  z.strictObject({
    spend: usd(z),
    model: z.string(),
    tokens: z.strictObject({ input: tokens(z), output: tokens(z) }),
    listCost: usd(z, 'what those tokens cost at list with the stated levers: both are rounded down'),
  });

/** `compare --format json`. */
export const compareAnswer = (z: Z) =>
  z.strictObject({
    ...head(z, 'compare'),
    profile: z.string().nullable(),
    workloads: count(z, 'workloads that each model serves'),
    tokens: z.strictObject({ input: tokens(z), output: tokens(z) }).describe('as they are stated'),
    bought: bought(z).nullable().describe('what --spend buys'),
    reference: z
      .strictObject({ model: z.string().nullable(), cheapestCost: maybeCost(z), cheapestBound: bound(z) })
      .nullable()
      .describe('what savings are against: a model, or the profile as it stands where model is null'),
    levels: z.strictObject({ cache: share(z).nullable(), batch: share(z).nullable() }),
    models: z.array(candidate(z)).describe('the cheapest first; what cannot be bought last'),
    leftOut: z.array(leftOut(z)),
    alternatives: z
      .array(z.strictObject({ workload: z.string(), models: z.array(alternative(z)) }))
      .describe('workloads that state alternatives, each by itself on every one of them, the cheapest first'),
    assumptions: z.array(note(z)),
    warnings: z.array(note(z)),
  });

/** What the answer says in words. */
export interface CompareWords {
  readonly note: (note: Note) => string;
  readonly leftOut: (why: LeftOut['why']) => string;
}

const listCostOf = (of: ListCost | undefined): Written<typeof listCost> =>
  of === undefined ? null : { monthlyCost: of.cost ?? null, basis: of.basis };

const totalIn = (bill: Bill | undefined) => (bill === undefined ? undefined : totalOf(bill));

const workloadOf = ({ name, input, output, tokenFactor, row }: ServedWorkload): Written<typeof workload> => ({
  name,
  tokens: { input, output },
  tokenFactor,
  configuration: row?.id ?? null,
  monthlyCost: totalIn(row?.bill) ?? null,
});

const alternativeOf = (of: AlternativeCost): Written<typeof alternative> => ({
  model: of.model,
  alternative: of.alternative,
  belowTier: of.belowTier !== undefined,
  tokenFactor: of.tokenFactor,
  configuration: of.row?.id ?? null,
  monthlyCost: totalIn(of.row?.bill) ?? null,
});

function candidateOf(of: Candidate, words: CompareWords): Written<typeof candidate> {
  const { model, list, floor } = of;
  const written = (each: Note) => ({ code: each.code, text: words.note(each) });
  return {
    model: model.id,
    provider: model.provider,
    workloads: of.workloads.map(workloadOf),
    list: {
      asIs: listCostOf(list.asIs),
      cache: listCostOf(list.cache),
      batch: listCostOf(list.batch),
      both: listCostOf(list.both),
    },
    cheapestCost: of.cheapest ?? null,
    cheapestBound: of.cheapestBound,
    complete: of.complete,
    publishedCost: of.published ?? null,
    evidence: of.ground ?? null,
    savings: of.saving?.amount ?? null,
    savingsShare: of.saving?.share ?? null,
    threshold: floor === undefined ? null : providerFloorOf(floor),
    retired:
      model.retired === undefined ? null : { from: model.retired.from, servedBy: model.retired.servedBy ?? null },
    ahead: of.ahead.map(written),
    assumptions: of.assumptions.map(written),
    warnings: of.warnings.map(written),
  };
}

const boughtOf = ({ spend, model, input, output, cost }: Bought): Written<typeof bought> => ({
  spend,
  model,
  tokens: { input, output },
  listCost: cost,
});

/** The answer of `compare` as its schema describes it. */
export function compareAnswerOf(
  answer: Comparison,
  provenance: Provenance,
  words: CompareWords,
): Written<typeof compareAnswer> {
  const { reference, levels } = answer;
  const written = (each: Note) => ({ code: each.code, text: words.note(each) });
  return {
    ...headOf(provenance, 'compare'),
    profile: answer.profile ?? null,
    workloads: answer.workloads,
    tokens: { input: answer.input, output: answer.output },
    bought: answer.bought === undefined ? null : boughtOf(answer.bought),
    reference:
      reference === undefined
        ? null
        : {
            model: reference.model ?? null,
            cheapestCost: reference.cheapest ?? null,
            cheapestBound: reference.cheapestBound,
          },
    levels: { cache: levels.cache ?? null, batch: levels.batch ?? null },
    models: answer.candidates.map((each) => candidateOf(each, words)),
    leftOut: answer.leftOut.map(({ model, why }) => ({ model, code: why.code, text: words.leftOut(why) })),
    alternatives: answer.alternatives.map((each) => ({
      workload: each.workload,
      models: each.models.map(alternativeOf),
    })),
    assumptions: answer.assumptions.map(written),
    warnings: answer.warnings.map(written),
  };
}
