import type { Provenance } from '../domain/estimate.ts';
import type { Track, Tracked, TrackRule } from '../domain/track.ts';
import { day, pastHead, pastHeadOf } from './head.ts';
import { count, factor, float, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const money = (z: Z, description: string) => usd(z, `US dollars, exact: ${description}`);
const likely = (z: Z, description: string) => float(z, `US dollars, a statistic: ${description}`);

const ahead = (z: Z) =>
  z.strictObject({
    expected: likely(z, 'the mean'),
    odds: float(z).nullable().describe('that there is any; null with too few days'),
  });

const contract = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    file: z.string(),
    basis: z.enum(['contracted', 'list']).describe('the dollars that count'),
    commitment: money(z, 'due for the window, its ramp included'),
    carriedOver: money(z, 'unused in the window before, and still to be used'),
    window: z.strictObject({ start: day(z), end: day(z) }),
    term: z.strictObject({ start: day(z), end: day(z) }),
    knownUntil: day(z, 'the last day of which usage is known').nullable(),
    used: money(z, 'what counts, in the window'),
    expectedByNow: money(z, 'what even use would have drawn down'),
    projected: z.strictObject({
      expected: likely(z, 'used by the end of the window'),
      p10: likely(z, 'one time in ten it is less').nullable(),
      p90: likely(z, 'one time in ten it is more').nullable(),
      days: count(z, 'days that the run rate was taken from'),
    }),
    shortfall: ahead(z).describe('what the commitment pays for and nobody uses'),
    overage: ahead(z).describe('what is used beyond the commitment'),
    exhaustedOn: day(z, 'the day on which it is used up, past or projected').nullable(),
    utilisation: factor(z, 'used / commitment').nullable(),
    coverage: factor(z, 'of what was used, what the commitment pays for').nullable(),
    assumed: z.array(z.string()).describe('terms that the contract does not state'),
  });

const rule = (z: Z) =>
  z.strictObject({ rule: z.enum(['shortfall', 'overage', 'utilisation']), below: factor(z).nullable() });

/** `track --format json`. */
export function trackAnswer(z: Z) {
  return z.strictObject({
    ...pastHead(z, 'track'),
    contracts: z.array(contract(z)),
    broken: z.array(z.strictObject({ provider: z.string(), ...rule(z).shape })).describe('what --fail-on found'),
    unpriced: z.array(z.strictObject({ model: z.string(), reason: z.string() })),
  });
}

const CENTS = 100;
const rounded = (value: number) => Math.round(value * CENTS) / CENTS;
const ODDS = 10_000;
const maybe = (value: number | undefined) => (value === undefined ? null : rounded(value));
const oddsOf = (value: number | undefined) => (value === undefined ? null : Math.round(value * ODDS) / ODDS);

function contractOf(of: Tracked): Written<typeof contract> {
  const { projected, utilisation, coverage, knownUntil, exhaustedOn } = of;
  const part = (each: Tracked['projected']['shortfall']) => ({
    expected: rounded(each.expected),
    odds: oddsOf(each.odds),
  });
  return {
    provider: of.provider,
    file: of.file,
    basis: of.basis,
    commitment: of.commitment,
    carriedOver: of.carriedOver,
    window: of.window,
    term: of.term,
    knownUntil: knownUntil ?? null,
    used: of.used,
    expectedByNow: of.expectedByNow,
    projected: {
      expected: rounded(projected.expected),
      p10: maybe(projected.p10),
      p90: maybe(projected.p90),
      days: projected.days,
    },
    shortfall: part(projected.shortfall),
    overage: part(projected.overage),
    exhaustedOn: exhaustedOn ?? null,
    utilisation: utilisation ?? null,
    coverage: coverage ?? null,
    assumed: of.assumed,
  };
}

const ruleOf = (of: TrackRule): Written<typeof rule> => ({
  rule: of.kind,
  below: of.kind === 'utilisation' ? of.below : null,
});

/** The answer of `track` as its schema describes it. */
export function trackAnswerOf(answer: Track, provenance: Provenance): Written<typeof trackAnswer> {
  return {
    ...pastHeadOf(provenance, 'track'),
    contracts: answer.contracts.map(contractOf),
    broken: answer.broken.map(({ provider, rule: of }) => ({ provider, ...ruleOf(of) })),
    unpriced: answer.unpriced,
  };
}
