import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { numeral } from '../../src/domain/exact.ts';
import { type CacheTtl, cacheWriteMeter } from '../../src/domain/meter.ts';
import fc from '../support/laws.ts';
import {
  digits,
  ourCost,
  type Priced,
  peerCost,
  peerPrices,
  pricedByBoth,
  promptOf,
  type Tokens,
} from '../support/peer.ts';
import { PUBLISHED, repositoryPath } from '../support/pricing.ts';

/** One disagreement, reviewed: where we differ from @pydantic/genai-prices, why, and what we go by. */
interface Exception {
  readonly model: string;
  /** A meter, with `, long` above the long-context threshold; or else a rule. */
  readonly meter?: string;
  readonly rule?: string;
  readonly ours: string;
  readonly theirs: string;
  readonly reason: string;
  readonly source: string;
}

const SEED = 20_261_123;
/** A prompt under every threshold, and over every minimum of a cacheable prefix. */
const SHORT = 10_000;
const MILLION = 1_000_000;

const exceptions: Exception[] = parse(readFileSync(repositoryPath('test/pricing/peer-exceptions.yaml'), 'utf8'), {
  schema: 'failsafe',
});
const known = PUBLISHED.ids.flatMap((id) => pricedByBoth(id) ?? []);

type Meter = 'input' | 'cacheRead' | 'output' | `cacheWrite${CacheTtl}`;

/** The lifetime a plain write has here, and one of an hour where either side prices it; the peer knows no others. */
function ttlsOf(priced: Priced): CacheTtl[] {
  const { rate } = priced;
  const plain = rate.defaultCacheTtl ?? '5m';
  const hour = rate.cells.cacheWrite1h !== undefined || 'cache_write_1h_mtok' in peerPrices(priced);
  return hour && plain !== '1h' ? [plain, '1h'] : [plain];
}

const everyMeter = (priced: Priced): Meter[] => [
  'input',
  'cacheRead',
  ...ttlsOf(priced).map((ttl) => cacheWriteMeter(ttl) as Meter),
  'output',
];

/** The meters that either side has a price of: what the peer has none of it bills as input, which says nothing. */
function metersOf(priced: Priced): Meter[] {
  const { cells, noWritePremium } = priced.rate;
  const theirs = peerPrices(priced);
  return everyMeter(priced).filter((meter) => {
    if (cells[meter] !== undefined) return true;
    if (meter === 'cacheRead' || meter === 'input' || meter === 'output') {
      return { input: true, cacheRead: 'cache_read_mtok' in theirs, output: 'output_mtok' in theirs }[meter];
    }
    return noWritePremium || 'cache_write_mtok' in theirs;
  });
}

/** A request whose prompt is all of one class. */
function pure(meter: Meter, prompt: number): Tokens {
  const nothing = { input: 0, cacheRead: 0, writes: {}, output: 0 };
  if (meter === 'output') return { ...nothing, input: prompt, output: MILLION };
  if (meter === 'input' || meter === 'cacheRead') return { ...nothing, [meter]: prompt };
  return { ...nothing, writes: { [meter.replace('cacheWrite', '')]: prompt } };
}

type Unit = Readonly<Record<string, string>>;

/** The price per million tokens of every meter, in a request with a prompt of this size. */
function unitPrices(priced: Priced, cost: typeof ourCost, prompt: number): Unit {
  const perMillion = (text: string, count: number) =>
    text === 'unpriced' ? text : digits((Number(text) / count) * MILLION);
  return Object.fromEntries(
    metersOf(priced).map((meter) => {
      const { input, output } = cost(priced, pure(meter, prompt));
      return [meter, meter === 'output' ? perMillion(output, MILLION) : perMillion(input, prompt)];
    }),
  );
}

const same = (a: Unit, b: Unit) => JSON.stringify(a) === JSON.stringify(b);

/** What both say of a prompt of this size, and in which band each of them puts it. */
function compared(priced: Priced, prompt: number) {
  const [ours, theirs] = [ourCost, peerCost].map((cost) => {
    const unit = unitPrices(priced, cost, prompt);
    return { unit, band: same(unit, unitPrices(priced, cost, SHORT)) ? 'base' : 'long' };
  }) as [{ unit: Unit; band: string }, { unit: Unit; band: string }];
  return { ours, theirs };
}

/** Prompts one below, at and one above every threshold that either side has. */
function edgesOf(priced: Priced): number[] {
  const ours = priced.rate.longContext.map(({ threshold }) => Number(numeral(threshold)));
  const theirs = Object.values(peerPrices(priced)).flatMap((price) =>
    typeof price === 'object' ? price.tiers.map(({ start }) => start) : [],
  );
  const prompts = [...ours, ...theirs].flatMap((threshold) => [threshold - 1, threshold, threshold + 1]);
  return [...new Set(prompts)].sort((a, b) => a - b);
}

type Disagreement = Pick<Exception, 'model' | 'meter' | 'rule' | 'ours' | 'theirs'>;

const keyOf = ({ model, meter, rule, ours, theirs }: Disagreement) =>
  `${model}: ${meter ?? rule}: ${ours}, not ${theirs}`;

function disagreements(priced: Priced): Disagreement[] {
  const model = priced.model.id;
  const found = [SHORT, ...edgesOf(priced)].flatMap((prompt): Disagreement[] => {
    const { ours, theirs } = compared(priced, prompt);
    if (ours.band !== theirs.band) {
      return [{ model, rule: `a prompt of ${prompt} tokens`, ours: ours.band, theirs: theirs.band }];
    }
    return metersOf(priced)
      .map((meter) => ({
        model,
        meter: ours.band === 'base' ? meter : `${meter}, long`,
        ours: ours.unit[meter] ?? '',
        theirs: theirs.unit[meter] ?? '',
      }))
      .filter((each) => each.ours !== each.theirs);
  });
  return [...new Map(found.map((each) => [keyOf(each), each])).values()];
}

const found = known.flatMap(disagreements);

describe('we and the peer', () => {
  test('both know most of the card', () => {
    expect(known.length).toBeGreaterThan(35);
  });

  test('disagree nowhere but in reviewed exceptions', () => {
    const reviewed = new Set(exceptions.map(keyOf));
    expect(found.map(keyOf).filter((key) => !reviewed.has(key))).toEqual([]);
  });

  test('still disagree in every exception', () => {
    const current = new Set(found.map(keyOf));
    expect(exceptions.map(keyOf).filter((key) => !current.has(key))).toEqual([]);
  });

  test.each(exceptions.map((each) => [keyOf(each), each] as const))('%s has a reason and our source', (_, each) => {
    expect(each.reason.length).toBeGreaterThan(20);
    const urls = known.find(({ model }) => model.id === each.model)?.rate.source.url;
    expect(each.source).toBe(urls);
  });
});

/** Token counts of a request with a prompt of this size, in all the classes both know. */
function requests(priced: Priced, prompt: number): fc.Arbitrary<Tokens> {
  const ttls = ttlsOf(priced);
  const shares = fc.array(fc.nat(100), { minLength: 2 + ttls.length, maxLength: 2 + ttls.length });
  return fc.tuple(shares, fc.nat(200_000)).map(([weights, output]) => {
    const total = Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
    const [, cacheRead = 0, ...writes] = weights.map((weight) => Math.floor((prompt * weight) / total));
    const input = prompt - cacheRead - writes.reduce((sum, count) => sum + count, 0);
    return {
      input,
      cacheRead,
      writes: Object.fromEntries(ttls.map((ttl, index) => [ttl, writes[index] ?? 0])),
      output,
    };
  });
}

/** The same request without the classes on whose price the two are known to disagree in this band. */
function undisputed(tokens: Tokens, disputed: ReadonlySet<string>, band: string): Tokens {
  const open = (meter: string) => disputed.has(band === 'base' ? meter : `${meter}, long`);
  const writes = Object.entries(tokens.writes).map(([ttl, count]) =>
    open(`cacheWrite${ttl}`) ? [ttl, 0] : [ttl, count],
  );
  const cacheRead = open('cacheRead') ? 0 : tokens.cacheRead;
  const rest = { cacheRead, writes: Object.fromEntries(writes) as Tokens['writes'], output: tokens.output };
  const input = promptOf(tokens) - promptOf({ ...rest, input: 0 });
  return { ...rest, input };
}

describe('a mixed request costs what the peer says, to 12 digits', () => {
  test.each(known.map((priced) => [priced.model.id, priced] as const))('%s', (id, priced) => {
    const compares = metersOf(priced);
    const silent = everyMeter(priced).filter((meter) => !compares.includes(meter));
    const disputed = new Set([
      ...found.filter(({ model }) => model === id).flatMap(({ meter }) => meter ?? []),
      ...silent.flatMap((meter) => [meter, `${meter}, long`]),
    ]);
    const sizes = fc.oneof(fc.integer({ min: SHORT, max: MILLION }), fc.constantFrom(SHORT, ...edgesOf(priced)));
    const cases = sizes.chain((prompt) => requests(priced, prompt));
    fc.assert(
      fc.property(cases, (mixed) => {
        const { ours, theirs } = compared(priced, promptOf(mixed));
        if (ours.band !== theirs.band) return;
        const tokens = undisputed(mixed, disputed, ours.band);
        const [us, them] = [ourCost(priced, tokens), peerCost(priced, tokens)];
        const open = (meter: string) => disputed.has(ours.band === 'base' ? meter : `${meter}, long`);
        if (!open('input')) expect(us.input).toBe(them.input);
        if (!open('output')) expect(us.output).toBe(them.output);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});
