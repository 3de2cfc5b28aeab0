import { describe, expect, test } from 'vitest';
import { type Day, daysBetween } from '../../src/domain/day.ts';
import { BILLED_AS, type BilledAs, type Model, type Rate } from '../../src/domain/rate-card.ts';
import { serviceOn, spansOf } from '../../src/domain/service.ts';
import fc from '../support/laws.ts';
import { day, dayPlus } from '../support/values.ts';

const EPOCH = day('2026-01-01');
const at = (offset: number): Day => dayPlus(EPOCH, offset);
const source = { url: 'https://acme.example', checked: EPOCH, confidence: 'official' } as const;

function rate(from: Day): Rate {
  return {
    from,
    fromPrecision: 'day',
    cells: {},
    until: undefined,
    announced: undefined,
    batch: undefined,
    flex: undefined,
    priority: undefined,
    peak: undefined,
    noWritePremium: false,
    defaultCacheTtl: undefined,
    minimumCacheablePrefix: undefined,
    longContext: [],
    ultrafast: undefined,
    regions: new Map(),
    regionCells: new Map(),
    regionAliases: new Map(),
    source,
  };
}

interface Made {
  readonly starts: readonly number[];
  readonly end: number | undefined;
  readonly heir: number | undefined;
  readonly billedAs: BilledAs | undefined;
}

/** Models m0, m1, ... that end and name each other, in circles too. */
const families = fc
  .array(
    fc.record({
      starts: fc.uniqueArray(fc.integer({ min: -40, max: 120 }), { minLength: 1, maxLength: 4 }),
      end: fc.option(fc.integer({ min: -40, max: 120 }), { nil: undefined }),
      heir: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      billedAs: fc.option(fc.constantFrom(...BILLED_AS), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((made: Made[]) => {
    const models = made.map(({ starts, end, heir, billedAs }, index): Model => {
      const [first = 0, ...rest] = [...starts].sort((a, b) => a - b);
      const servedBy = heir === undefined ? undefined : `m${heir}`;
      return {
        id: `m${index}`,
        provider: 'acme',
        aliases: [],
        tokenizer: undefined,
        retired:
          end === undefined
            ? undefined
            : {
                from: at(end),
                announced: undefined,
                servedBy,
                billedAs: servedBy === undefined ? undefined : billedAs,
                source,
              },
        rates: [rate(at(first)), ...rest.map((each) => rate(at(each)))],
      };
    });
    const byId = new Map(models.map((model) => [model.id, model]));
    return { asked: models[0] as Model, find: (name: string) => byId.get(name) };
  });

const stretch = fc.tuple(fc.integer({ min: -50, max: 130 }), fc.integer({ min: 0, max: 90 }));

describe('what answers to a name', () => {
  test('a model that has not ended is priced as itself', () => {
    fc.assert(
      fc.property(families, fc.integer({ min: -50, max: 130 }), ({ asked, find }, offset) => {
        const service = serviceOn(asked, at(offset), find);
        const { retired } = asked;
        if ('why' in service || (retired !== undefined && retired.from <= at(offset))) return;
        expect([service.model, service.ended]).toEqual([asked, []]);
      }),
    );
  });

  test('what is priced has not ended, unless it is billed on', () => {
    fc.assert(
      fc.property(families, fc.integer({ min: -50, max: 130 }), ({ asked, find }, offset) => {
        const service = serviceOn(asked, at(offset), find);
        if ('why' in service) return;
        const { retired } = service.model;
        expect(retired === undefined || retired.from > at(offset) || retired.billedAs === 'own').toBe(true);
        expect(service.rate.from <= at(offset)).toBe(true);
      }),
    );
  });

  test('models that stand in for each other in a circle answer nothing', () => {
    const one = (id: string, servedBy: string): Model => ({
      id,
      provider: 'acme',
      aliases: [],
      tokenizer: undefined,
      retired: { from: EPOCH, announced: undefined, servedBy, billedAs: 'successor', source },
      rates: [rate(EPOCH)],
    });
    const models = [one('a', 'b'), one('b', 'a')];
    const find = (name: string) => models.find(({ id }) => id === name);
    expect(serviceOn(models[0] as Model, EPOCH, find)).toEqual({ why: 'ended', model: models[1] });
  });
});

describe('a stretch of days in spans', () => {
  test('each day lies in one span, with what answers on that day', () => {
    fc.assert(
      fc.property(families, stretch, ({ asked, find }, [offset, length]) => {
        const [first, last] = [at(offset), at(offset + length)];
        const { spans, outage } = spansOf(asked, first, last, find);
        let next = first;
        for (const span of spans) {
          expect(span.first).toBe(next);
          for (let on = span.first; on <= span.last; on = dayPlus(on, 1)) {
            expect(serviceOn(asked, on, find)).toMatchObject({ model: span.service.model, rate: span.service.rate });
          }
          next = dayPlus(span.last, 1);
        }
        expect(outage === undefined ? dayPlus(last, 1) : outage.from).toBe(next);
        if (outage !== undefined) expect(serviceOn(asked, outage.from, find)).toHaveProperty('why', outage.why);
      }),
    );
  });

  test('two spans that touch differ, so that no day is a border for nothing', () => {
    fc.assert(
      fc.property(families, stretch, ({ asked, find }, [offset, length]) => {
        const { spans } = spansOf(asked, at(offset), at(offset + length), find);
        for (const [index, { service }] of spans.slice(1).entries()) {
          const before = spans[index]?.service;
          const same = before?.model === service.model && before.rate === service.rate;
          expect(same && before.ended.length === service.ended.length).toBe(false);
        }
        expect(spans.reduce((days, { first, last }) => days + daysBetween(first, last) + 1, 0)).toBeLessThanOrEqual(
          length + 1,
        );
      }),
    );
  });
});
