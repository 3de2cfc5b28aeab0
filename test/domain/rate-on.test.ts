import { expect, test } from 'vitest';
import { type Day, parseDay } from '../../src/domain/day.ts';
import { type Model, type Rate, rateOn } from '../../src/domain/rate-card.ts';

const day = (text: string): Day => parseDay(text) ?? expect.fail(`${text} is a day`);

function rateFrom(text: string): Rate {
  return {
    from: day(text),
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
    source: { url: 'https://example.com/pricing', checked: day('2026-06-01'), confidence: 'official' },
  };
}

const [launch, cut, rise] = [rateFrom('2025-03-01'), rateFrom('2025-10-15'), rateFrom('2026-02-01')];
const model: Model = {
  id: 'example',
  provider: 'example',
  aliases: [],
  tokenizer: undefined,
  retired: undefined,
  providerFees: [],
  rates: [launch, cut, rise],
};

test.each([
  ['2025-02-28', undefined],
  ['2025-03-01', launch],
  ['2025-10-14', launch],
  ['2025-10-15', cut],
  ['2026-01-31', cut],
  ['2026-02-01', rise],
  ['2099-12-31', rise],
])('on %s the latest rate that has begun is in force', (text, expected) => {
  expect(rateOn(model, day(text))).toBe(expected);
});
