import type { Provenance } from '../domain/estimate.ts';
import type { Note } from '../domain/note.ts';
import type { FloorStanding, Track, Tracked, TrackRule, WindowByUse } from '../domain/track.ts';
import { allocation, allocationOf } from './allocation.ts';
import { day, pastHead, pastHeadOf } from './head.ts';
import { taken, takenOf } from './note.ts';
import { count, factor, float, share, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';
import { usageAfterEnd, usageAfterEndOf } from './used-ends.ts';

const money = (z: Z, description: string) => usd(z, `US dollars, exact: ${description}`);
const likely = (z: Z, description: string) => float(z, `US dollars, a statistic: ${description}`);

const ahead = (z: Z) =>
  z.strictObject({
    expected: likely(z, 'the mean'),
    odds: float(z).nullable().describe('that there is any; null with too few days'),
  });

const contract = (z: Z) =>
  z.strictObject({
    kind: z.enum(['contract', 'cloud']).describe('with a provider, or with a cloud'),
    provider: z.string().describe('the provider, or the cloud'),
    file: z.string(),
    basis: z.enum(['contracted', 'list']).describe('the dollars that count'),
    commitment: money(z, 'due for the window, its ramp included'),
    carriedOver: money(z, 'unused in the window before, and still to be used'),
    window: z.strictObject({ start: day(z), end: day(z) }),
    term: z.strictObject({ start: day(z), end: day(z) }),
    knownFrom: day(z, 'the first day of which usage is known').nullable(),
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
    elsewhere: z
      .array(
        z.strictObject({
          through: z.string().describe('the marketplace or the aggregator it is bought through'),
          from: day(z, 'the first day that can still be moved'),
          drawsDown: likely(z, 'what it would draw down until the end of the window'),
          paidThere: likely(z, 'what is paid for it there'),
          fills: likely(z, 'the part that the commitment is expected to be short of'),
          costPerDollar: float(z, 'what each dollar moved costs in all; below 0 it saves'),
          isOwed: z.boolean().describe('true where spend there draws down what is owed to a cloud'),
        }),
      )
      .describe('usage of the same models bought elsewhere, which would use the commitment up'),
    floor: z
      .strictObject({
        low: money(z, 'list dollars a month at which the rate card opens'),
        high: money(z, 'the other end of the band'),
        monthlyList: money(z, 'list dollars a month at the rate of the last 28 days'),
        verdict: z.enum(['below', 'within', 'above']),
      })
      .nullable(),
    daysAhead: z.array(
      z.strictObject({
        day: day(z),
        kind: z.enum(['windowEnds', 'notice', 'renews', 'ends', 'credit', 'creditLapses', 'price', 'retires']),
        subject: z.string().nullable().describe('the model it is about'),
      }),
    ),
    priceIncrease: share(z, 'on the price, at renewal').nullable(),
    usedBy: allocation(z)
      .exactOptional()
      .describe('with --by: used, by whom; where usage of the last day of the window is known, what is due for it'),
    endedWindows: z
      .array(
        z.strictObject({
          window: z.strictObject({ start: day(z), end: day(z) }),
          commitment: money(z, 'due for the window, its ramp included'),
          carriedOver: money(z, 'unused in the window before, and still to be used'),
          used: money(z, 'what counts, in the window'),
          usedBy: allocation(z),
        }),
      )
      .exactOptional()
      .describe('with --by: windows that ended before, of which usage is known, the oldest first'),
  });

const endedOf = ({ of: { window, commitment, carriedOver, used }, allocation: by }: WindowByUse) => ({
  window,
  commitment,
  carriedOver,
  used,
  usedBy: allocationOf(by),
});

const rule = (z: Z) =>
  z.strictObject({ rule: z.enum(['shortfall', 'overage', 'utilisation']), below: factor(z).nullable() });

/** `track --format json`. */
export function trackAnswer(z: Z) {
  return z.strictObject({
    ...pastHead(z, 'track'),
    ...taken(z),
    contracts: z.array(contract(z)),
    broken: z.array(z.strictObject({ provider: z.string(), ...rule(z).shape })).describe('what --fail-on found'),
    unpriced: z.array(z.strictObject({ model: z.string(), reason: z.string() })),
    afterEnds: z
      .array(usageAfterEnd(z))
      .describe('usage of days after the last of its model, priced as another: an assumption where billedAs is null'),
  });
}

const CENTS = 100;
const rounded = (value: number) => Math.round(value * CENTS) / CENTS;
const ODDS = 10_000;
const maybe = (value: number | undefined) => (value === undefined ? null : rounded(value));
const oddsOf = (value: number | undefined) => (value === undefined ? null : Math.round(value * ODDS) / ODDS);

const floorOf = ({ low, high, monthlyList, verdict }: FloorStanding) => ({ low, high, monthlyList, verdict });

function contractOf(of: Tracked, windows: readonly WindowByUse[]): Written<typeof contract> {
  const { projected, utilisation, coverage, knownFrom, knownUntil, exhaustedOn } = of;
  const usedBy = windows.at(-1);
  const part = (each: Tracked['projected']['shortfall']) => ({
    expected: rounded(each.expected),
    odds: oddsOf(each.odds),
  });
  return {
    kind: of.kind,
    provider: of.provider,
    file: of.file,
    basis: of.basis,
    commitment: of.commitment,
    carriedOver: of.carriedOver,
    window: of.window,
    term: of.term,
    knownFrom: knownFrom ?? null,
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
    elsewhere: of.elsewhere.map(({ drawsDown, paidThere, fills, costPerDollar, ...each }) => ({
      ...each,
      drawsDown: rounded(drawsDown),
      paidThere: rounded(paidThere),
      fills: rounded(fills),
      costPerDollar: Math.round(costPerDollar * ODDS) / ODDS,
    })),
    floor: of.floor === undefined ? null : floorOf(of.floor),
    daysAhead: of.daysAhead.map(({ day: on, kind, subject }) => ({ day: on, kind, subject: subject ?? null })),
    priceIncrease: of.priceIncrease ?? null,
    ...(usedBy === undefined
      ? {}
      : { usedBy: allocationOf(usedBy.allocation), endedWindows: windows.slice(0, -1).map(endedOf) }),
  };
}

const ruleOf = (of: TrackRule): Written<typeof rule> => ({
  rule: of.kind,
  below: of.kind === 'utilisation' ? of.below : null,
});

/** The answer of `track` as its schema describes it. */
export function trackAnswerOf(
  answer: Track,
  provenance: Provenance,
  text: (note: Note) => string,
  windows: readonly (readonly WindowByUse[])[] = [],
): Written<typeof trackAnswer> {
  return {
    ...pastHeadOf(provenance, 'track'),
    ...takenOf(answer.assumptions, text),
    contracts: answer.contracts.map((each, index) => contractOf(each, windows[index] ?? [])),
    broken: answer.broken.map(({ provider, rule: of }) => ({ provider, ...ruleOf(of) })),
    unpriced: answer.unpriced,
    afterEnds: answer.afterEnds.map(usageAfterEndOf),
  };
}
