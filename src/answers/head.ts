import { type Day, parseDay } from '../domain/day.ts';
import type { Provenance } from '../domain/estimate.ts';
import { compare, type Exact, ONE } from '../domain/exact.ts';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import { isExact } from '../domain/json.ts';
import { factor } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** Changes when a key changes its meaning or goes away; additions do not change it. */
export const SCHEMA_VERSION = 1;

const SHA256 = /^[0-9a-f]{64}$/;

/** The version of the answers that this program writes and reads. */
function schemaVersion(z: Z) {
  const text = z
    .custom<Exact>(
      (value) => isExact(value) && compare(value, ONE) === 0,
      'it is of another version of the answer; save it again',
    )
    .meta({ type: 'number', const: SCHEMA_VERSION });
  return z.codec(text, z.literal(SCHEMA_VERSION), {
    decode: (): typeof SCHEMA_VERSION => SCHEMA_VERSION,
    encode: () => ONE,
  });
}

/** A calendar day, which a file changed by hand may not have. */
export const day = (z: Z, description?: string) =>
  z
    .custom<Day>(
      (value) => typeof value === 'string' && parseDay(value) !== undefined,
      'expected a day such as 2026-11-23',
    )
    .meta({
      type: 'string',
      format: 'date',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      ...(description === undefined ? {} : { description }),
    });

/** The program that made an answer. */
const tool = (z: Z) => z.strictObject({ name: z.string(), version: z.string() });

export type Tool = Written<typeof tool>;

/** The rate card an answer is made on. */
export const card = (z: Z) => z.strictObject({ id: z.string(), version: z.string(), sha256: z.string().regex(SHA256) });

export const cardOf = ({ id, version, sha256 }: Written<typeof card>): Written<typeof card> => ({
  id,
  version,
  sha256,
});

/** The currency that a file of the user states, in which people read the amounts of an answer beside US dollars. */
export const fxRate = (z: Z) =>
  z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      rate: factor(z, 'what one US dollar costs in that currency: amounts x rate'),
      source: z.string(),
      day: day(z, 'day that the rate is of'),
    })
    .describe('of the currency that a file of the user states; every amount of this answer is in US dollars');

/** That key of an answer, where a currency is stated. */
export function fxRateOf(exchange: ExchangeRate | undefined): { readonly fxRate?: Written<typeof fxRate> } {
  if (exchange === undefined) return {};
  const { currency, rate, source, day: of } = exchange;
  return { fxRate: { currency, rate, source, day: of } };
}

/** Keys that open every answer about a card on a day. */
export const head = <Command extends string>(z: Z, command: Command) => ({
  schemaVersion: schemaVersion(z),
  tool: tool(z),
  command: z.literal(command),
  asOf: day(z, 'day whose rates are used, UTC'),
  currency: z.literal('USD'),
  fxRate: fxRate(z).exactOptional(),
  period: z.literal('month'),
  card: card(z),
});

/** The same keys of the answer at hand. */
export function headOf<Command extends string>({ tool, asOf, card, exchange }: Provenance, command: Command) {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command,
    asOf,
    currency: 'USD',
    ...fxRateOf(exchange),
    period: 'month',
    card: cardOf(card),
  } as const;
}

/** The keys that open an answer about days that have been, whose amounts are no month's. */
export function pastHead<Command extends string>(z: Z, command: Command) {
  const { period: _, ...of } = head(z, command);
  return of;
}

/** The same keys of the answer at hand. */
export function pastHeadOf<Command extends string>(provenance: Provenance, command: Command) {
  const { period: _, ...of } = headOf(provenance, command);
  return of;
}
