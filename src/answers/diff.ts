import type { CardDiff, CardValue, DiffCosts, DiffSide, FactChange, ModelChange } from '../domain/card-diff.ts';
import type { WorkloadChange } from '../domain/change.ts';
import { priceMoved } from '../domain/cost-change.ts';
import { type PortfolioDiff, type PortfolioSide, rateOf } from '../domain/portfolio-diff.ts';
import { FREE } from '../domain/price-cell.ts';
import {
  bothSides,
  bothSidesOf,
  effects,
  effectsOf,
  maybeSides,
  maybeSidesOf,
  monthsChange,
  monthsChangeOf,
} from './change.ts';
import { card, cardOf, fxRateOf, head, SCHEMA_VERSION, type Tool } from './head.ts';
import { note } from './note.ts';
import { number, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** What both kinds of comparison say of themselves, with what is compared; each side has a card and a day of its own. */
function opening<Compared>(z: Z, compared: Compared) {
  const { schemaVersion, tool, command, currency, fxRate, period } = head(z, 'diff');
  return { schemaVersion, tool, command, ...compared, currency, fxRate, period };
}

const openingOf = <Compared>(tool: Tool, compared: Compared) =>
  ({ schemaVersion: SCHEMA_VERSION, tool, command: 'diff', ...compared, currency: 'USD', period: 'month' }) as const;

const value = (z: Z) => z.union([number(z), z.string()]).nullable();

const fact = (z: Z) =>
  z.strictObject({ key: z.string(), old: value(z), new: value(z), changeShare: number(z).nullable() });

const change = (z: Z) => z.enum(['added', 'removed', 'changed']);

const cardSide = (z: Z) =>
  z.strictObject({
    card: card(z),
    asOf: z.string().nullable().describe('null when every dated entry is compared'),
  });

const model = (z: Z) =>
  z.strictObject({
    model: z.string(),
    provider: z.string(),
    change: change(z),
    changes: z.array(fact(z)),
    rates: z.array(z.strictObject({ from: z.string(), change: change(z), changes: z.array(fact(z)) })),
  });

const costs = (z: Z) =>
  z
    .strictObject({
      asOf: z.strictObject({ old: z.string(), new: z.string() }),
      workloads: z.array(z.strictObject({ name: z.string(), model: z.string(), ...bothSides(z).shape })),
      total: bothSides(z),
      schedule: monthsChange(z),
    })
    .nullable();

const cards = (z: Z) =>
  z.strictObject({
    ...opening(z, { kind: z.literal('cards') }),
    old: cardSide(z),
    new: cardSide(z),
    models: z.array(model(z)),
    costs: costs(z),
  });

const side = (z: Z) => z.strictObject({ source: z.string(), card: card(z), asOf: z.string() });

const workload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    status: z.enum(['added', 'removed', 'changed', 'unchanged', 'undecided']),
    ...maybeSides(z).shape,
    effects: effects(z),
  });

const portfolios = (z: Z) =>
  z.strictObject({
    ...opening(z, {
      kind: z.enum(['profiles', 'results']),
      measured: z.enum(['profiles', 'estimate', 'check']).describe('what the dollars are'),
    }),
    old: side(z),
    new: side(z),
    differences: z.array(note(z)).describe('what else differs: cards, days'),
    workloads: z.array(workload(z)),
    feesBeyondRows: z
      .strictObject({ old: usd(z), new: usd(z) })
      .describe('part of the total that no workload holds: fees on what is bought together, of two saved estimates'),
    total: z.strictObject({ ...bothSides(z).shape, effects: effects(z) }),
    schedule: monthsChange(z),
  });

/** `diff --format json`: of two cards, or of two profiles or saved results. */
export const diffAnswer = (z: Z) => z.discriminatedUnion('kind', [cards(z), portfolios(z)]);

/** A price or number as a numeral, what is free or said in words as text; null where a side does not say. */
function cellOf(found: CardValue | undefined): Written<typeof value> {
  if (found === undefined) return null;
  return found.kind === 'free' ? FREE : found.value;
}

const factOf = (of: FactChange): Written<typeof fact> => ({
  key: of.key,
  old: cellOf(of.old),
  new: cellOf(of.new),
  changeShare: priceMoved(of) ?? null,
});

const cardSideOf = ({ card: of, day }: DiffSide): Written<typeof cardSide> => ({
  card: cardOf(of),
  asOf: day ?? null,
});

const modelOf = (of: ModelChange): Written<typeof model> => ({
  model: of.model,
  provider: of.provider,
  change: of.change,
  changes: of.facts.map(factOf),
  rates: of.rates.map((each) => ({ from: each.from, change: each.change, changes: each.facts.map(factOf) })),
});

function costsOf(of: DiffCosts | undefined): Written<typeof costs> {
  if (of === undefined) return null;
  return {
    asOf: { old: of.oldDay, new: of.newDay },
    workloads: of.workloads.map((each) => ({ name: each.workload, model: each.model, ...bothSidesOf(each) })),
    total: bothSidesOf(of.total),
    schedule: monthsChangeOf(of.months),
  };
}

/** The answer of `diff` for two cards. Prices are US dollars per million tokens. */
export function cardDiffAnswerOf(diff: CardDiff, tool: Tool): Written<typeof cards> {
  return {
    ...openingOf(tool, { kind: 'cards' as const }),
    old: cardSideOf(diff.old),
    new: cardSideOf(diff.new),
    models: diff.models.map(modelOf),
    costs: costsOf(diff.costs),
  };
}

const sideOf = ({ source, card: of, day }: PortfolioSide): Written<typeof side> => ({
  source,
  card: cardOf(of),
  asOf: day,
});

const workloadOf = (of: WorkloadChange): Written<typeof workload> => ({
  name: of.workload,
  status: of.change,
  ...maybeSidesOf(of),
  effects: effectsOf(of.effects),
});

/** The answer of `diff` for two profiles or two saved results; `differences` is what else differs, in words. */
export function portfolioDiffAnswerOf(
  diff: PortfolioDiff,
  tool: Tool,
  differences: Written<typeof portfolios>['differences'],
): Written<typeof portfolios> {
  const { measured, change: found } = diff;
  return {
    ...openingOf(tool, { kind: measured === 'profiles' ? 'profiles' : 'results', measured }),
    ...fxRateOf(rateOf(diff)),
    old: sideOf(diff.old),
    new: sideOf(diff.new),
    differences,
    workloads: found.workloads.map(workloadOf),
    feesBeyondRows: { old: found.feesBeyond.old, new: found.feesBeyond.new },
    total: { ...bothSidesOf(found), effects: effectsOf(found.effects) },
    schedule: monthsChangeOf(diff.months),
  };
}
