import type { output } from 'zod';
import { checkedWorkload } from './check.ts';
import { configuration, estimatedWorkload, totals } from './estimate.ts';
import { card, fxRate, head } from './head.ts';
import { lineItem, unpriced } from './line-item.ts';
import type { Z } from './schema.ts';
import { threshold } from './threshold.ts';

/*
 * What is read of answers that somebody kept: some keys of what `estimate` and `check` write, under the same schemas, so
 * that a value no answer can hold is refused. Keys that are not needed are left alone, whatever they hold: an answer of
 * another release may have more of them, or fewer.
 */

/** A quantity at a price. An answer of before there were other units says its quantity in tokens alone. */
function savedLine(z: Z) {
  const { meter, mode, band, tokens, usdPerMtok, unit, quantity, unitPrice } = lineItem(z).shape;
  const line = { meter, mode, band, tokens, usdPerMtok, unit: unit.exactOptional() };
  return z
    .object({ ...line, quantity: quantity.exactOptional(), unitPrice: unitPrice.exactOptional() })
    .refine(
      (each) =>
        (each.tokens !== null && each.usdPerMtok !== null) ||
        (each.quantity !== undefined && each.unitPrice !== undefined),
      'a line of no tokens needs its quantity and unitPrice',
    );
}

export type SavedLine = output<ReturnType<typeof savedLine>>;

const bought = (z: Z) => ({
  lineItems: z.array(savedLine(z)),
  unpriced: z.array(z.object({ reason: unpriced(z).shape.reason })),
});

/** The currency is read as it is said: amounts in another are a difference, and no damage. A hash is only held against another. */
function savedHead<Command extends 'check' | 'estimate'>(z: Z, of: Command) {
  const { schemaVersion, command, asOf } = head(z, of);
  const { id, version } = card(z).shape;
  return {
    schemaVersion,
    command,
    asOf,
    currency: z.string(),
    fxRate: fxRate(z).exactOptional(),
    card: z.object({ id, version, sha256: z.string() }),
  };
}

function savedWorkload(z: Z) {
  const { name, model, provider, channel, amount, lowerBound } = checkedWorkload(z).shape;
  return z.object({ name, model, provider, channel, amount, lowerBound, ...bought(z) });
}

/** An answer of `check`, as far as it can be compared. */
export const savedCheck = (z: Z) => z.object({ ...savedHead(z, 'check'), workloads: z.array(savedWorkload(z)) });

function savedEstimateWorkload(z: Z) {
  const { name, model, provider, cheapest } = estimatedWorkload(z).shape;
  const { id, channel, cache, batch, basis, reasonCode, monthlyCost } = configuration(z).shape;
  const row = z.object({ id, channel, cache, batch, basis, reasonCode, monthlyCost, ...bought(z) });
  return z.object({ name, model, provider, cheapest, configurations: z.array(row) });
}

/** An answer of `estimate`, as far as it can be compared. One of before there were fees says nothing of them. */
export const savedEstimate = (z: Z) =>
  z.object({
    ...savedHead(z, 'estimate'),
    workloads: z.array(savedEstimateWorkload(z)),
    totals: z.object({ feesBeyondRows: totals(z).shape.feesBeyondRows.exactOptional() }).exactOptional(),
  });

/** What growth is measured from besides: whom a workload belongs to, and the spend that a floor is tested on. */
function measured(z: Z) {
  const { provider, optimisedSpend, complete } = threshold(z).shape.providers.element.shape;
  const spend = z.array(z.object({ provider, optimisedSpend, complete }));
  return { period: z.string(), threshold: z.object({ providers: spend }) };
}

/** An answer of `check` that growth is measured from. */
export const baselineCheck = (z: Z) =>
  savedCheck(z).extend({
    ...measured(z),
    ahead: z.unknown().exactOptional(),
    workloads: z.array(
      savedWorkload(z).extend({
        tags: checkedWorkload(z).shape.tags,
        ahead: checkedWorkload(z).shape.ahead.exactOptional(),
      }),
    ),
  });

/** An answer of `estimate` that growth is measured from. */
export const baselineEstimate = (z: Z) =>
  savedEstimate(z).extend({
    ...measured(z),
    assumptions: z.array(z.object({ code: z.string() })).exactOptional(),
    workloads: z.array(savedEstimateWorkload(z).extend({ tags: estimatedWorkload(z).shape.tags })),
  });

export type SavedEstimate = output<ReturnType<typeof savedEstimate>>;
export type BaselineCheck = output<ReturnType<typeof baselineCheck>>;
export type BaselineEstimate = output<ReturnType<typeof baselineEstimate>>;
