import * as z from 'zod';
import { EFFECTS } from '../../domain/change.ts';
import { head, maybeUsd, note, usd } from './answer-schemas.ts';

const { schemaVersion, tool, currency, period, card } = head;
const opening = { schemaVersion, tool, command: z.literal('diff'), currency, period };

const sideCost = z.strictObject({
  amount: maybeUsd,
  lowerBound: usd,
  unpriced: z.array(z.string()).describe('why a part has no price'),
});
const moved = {
  change: z.number().nullable().describe('new less old, US dollars, exact; null while one of them is not known'),
  changeShare: z.number().nullable().describe('the change as a share of the old cost'),
};
const bothSides = { old: sideCost, new: sideCost, ...moved };
const maybeSides = { old: sideCost.nullable(), new: sideCost.nullable(), ...moved };

const schedule = z
  .strictObject({
    months: z.array(z.strictObject({ month: z.string(), ...maybeSides })),
    total: z.strictObject(bothSides),
  })
  .nullable()
  .describe('month by month at the rates of its first day; null where no profile says when it runs');

const value = z.union([z.number(), z.string()]).nullable();
const facts = z.array(z.strictObject({ key: z.string(), old: value, new: value, changeShare: z.number().nullable() }));
const change = z.enum(['added', 'removed', 'changed']);
const cardSide = z.strictObject({
  card,
  asOf: z.string().nullable().describe('null when every dated entry is compared'),
});

const cards = z.strictObject({
  ...opening,
  kind: z.literal('cards'),
  old: cardSide,
  new: cardSide,
  models: z.array(
    z.strictObject({
      model: z.string(),
      provider: z.string(),
      change,
      changes: facts,
      rates: z.array(z.strictObject({ from: z.string(), change, changes: facts })),
    }),
  ),
  costs: z
    .strictObject({
      asOf: z.strictObject({ old: z.string(), new: z.string() }),
      workloads: z.array(z.strictObject({ name: z.string(), model: z.string(), ...bothSides })),
      total: z.strictObject(bothSides),
      schedule,
    })
    .nullable(),
});

const effects = z
  .strictObject(Object.fromEntries(EFFECTS.map((effect) => [effect, usd])))
  .nullable()
  .describe('by cause; they sum to the change exactly. null while a part has no price');
const side = z.strictObject({ source: z.string(), card, asOf: z.string() });

const portfolios = z.strictObject({
  ...opening,
  kind: z.enum(['profiles', 'results']),
  measured: z.enum(['profiles', 'estimate', 'check']).describe('what the dollars are'),
  old: side,
  new: side,
  differences: z.array(note).describe('what else differs: cards, days'),
  workloads: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(['added', 'removed', 'changed', 'unchanged', 'undecided']),
      ...maybeSides,
      effects,
    }),
  ),
  feesBeyondRows: z
    .strictObject({ old: usd, new: usd })
    .describe('part of the total that no workload holds: fees on what is bought together, of two saved estimates'),
  total: z.strictObject({ ...bothSides, effects }),
  schedule,
});

/** `diff --format json`: of two cards, or of two profiles or saved results. */
export const diffAnswerSchema = z.discriminatedUnion('kind', [cards, portfolios]);
