import { describe, expect, test } from 'vitest';
import { numeral, whole } from '../../src/domain/exact.ts';
import type { PriceBand } from '../../src/domain/meter.ts';
import { usdPerLotOf } from '../../src/domain/price.ts';
import { type Rate, rateOn } from '../../src/domain/rate-card.ts';
import { tokens } from '../../src/domain/units.ts';
import { levers } from '../../src/engine/levers.ts';
import { channelSheet, priceConfiguration } from '../../src/engine/pricer.ts';
import { ASSUMPTIONS, PUBLISHED } from '../support/pricing.ts';
import { day, shown } from '../support/values.ts';
import { request, workload } from '../support/workloads.ts';

const TODAY = day('2026-11-23');

/** The price lists a single request is billed from, with the dollars per million it pays for input and output. */
function billed(id: string, rate: Rate, prompt: number) {
  const model = PUBLISHED.find(id);
  if (model === undefined) throw new Error(`${id} is not on the card`);
  const one = workload(id, String(prompt), '1', request('0', String(prompt), '1'));
  const of = levers(one, model, rate, { assumptions: ASSUMPTIONS, defaults: PUBLISHED.defaults }, false);
  const { lineItems } = priceConfiguration(one, of, channelSheet(one, rate, []), 'asIs');
  return lineItems.map(({ price }) => `${price.meter} ${price.band} ${numeral(usdPerLotOf(price))}`);
}

function current(id: string): Rate {
  const model = PUBLISHED.find(id);
  const rate = model === undefined ? undefined : rateOn(model, TODAY);
  if (rate === undefined) throw new Error(`${id} has no price on ${TODAY}`);
  return rate;
}

describe('a threshold as its provider prints it: one below, at, one above', () => {
  test.each([
    ['gpt-5.4', 272_000, ['input base 2.5', 'output base 15'], ['input long 5', 'output long 22.5'], 'base'],
    ['gemini-3.1-pro', 200_000, ['input base 2', 'output base 12'], ['input long 4', 'output long 18'], 'base'],
    ['gemini-2.5-pro', 200_000, ['input base 1.25', 'output base 10'], ['input long 2.5', 'output long 15'], 'base'],
    ['grok-4.7', 200_000, ['input base 2', 'output base 6'], ['input long 4', 'output long 12'], 'long'],
    ['claude-haiku-5.5', 100_000, ['input base 0.1', 'output base 0.5'], ['input long 0.5', 'output long 2.5'], 'base'],
  ])('%s at %i', (id, threshold, base, long, at) => {
    const rate = current(id);
    expect(billed(id, rate, threshold - 1)).toEqual(base);
    expect(billed(id, rate, threshold)).toEqual(at === 'long' ? long : base);
    expect(billed(id, rate, threshold + 1)).toEqual(long);
  });
});

const banded = PUBLISHED.ids.flatMap((id) =>
  (PUBLISHED.find(id)?.rates ?? []).flatMap((rate) =>
    rate.longContext.map((longContext, index) => ({
      id,
      from: `${rate.from}, ${longContext.band}`,
      rate,
      longContext,
      under: rate.longContext[index - 1]?.band ?? ('base' as const),
    })),
  ),
);

/** What a request pays for input and output where it falls in this band, read off the card. */
function printed({ cells, longContext }: Rate, band: PriceBand): string[] {
  const list = band === 'base' ? cells : longContext.find((long) => long.band === band)?.cells;
  return (['input', 'output'] as const).flatMap((meter) => {
    const price = list?.[meter];
    return price === undefined ? [] : [`${meter} ${band} ${shown(price)}`];
  });
}

describe('every threshold of the card reprices the whole request', () => {
  test('there are thresholds to hold', () => {
    expect(banded.length).toBeGreaterThan(15);
  });

  test.each(banded)('$id from $from', ({ id, rate, longContext, under }) => {
    const threshold = Number(numeral(longContext.threshold));
    expect(longContext.threshold).toEqual(tokens(whole(BigInt(threshold))));
    const at = longContext.edge === 'above' ? under : longContext.band;
    expect(billed(id, rate, threshold - 1)).toEqual(printed(rate, under));
    expect(billed(id, rate, threshold)).toEqual(printed(rate, at));
    expect(billed(id, rate, threshold + 1)).toEqual(printed(rate, longContext.band));
  });
});

test('xAI counts exactly 200,000 tokens as long, the other providers count exactly the threshold as short', () => {
  const inclusive = banded.filter(({ longContext }) => longContext.edge === 'atOrAbove');
  const providers = inclusive.map(({ id }) => PUBLISHED.find(id)?.provider);
  expect(new Set(providers)).toEqual(new Set(['xai']));
  expect(new Set(inclusive.map(({ longContext }) => numeral(longContext.threshold)))).toEqual(new Set(['200000']));
});
