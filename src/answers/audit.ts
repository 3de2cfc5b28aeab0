import { type Audit, type AuditedFile, CAUSES, CLAUSES, HARMLESS, UNEXPLAINED } from '../domain/audit.ts';
import type { Provenance } from '../domain/estimate.ts';
import { whole as exactly } from '../domain/exact.ts';
import type { Note } from '../domain/note.ts';
import { day, pastHead, pastHeadOf } from './head.ts';
import { taken, takenOf } from './note.ts';
import { count, number, share, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';
import { usageAfterEnd, usageAfterEndOf } from './used-ends.ts';

const money = (z: Z, description: string) => usd(z, `US dollars, exact: ${description}`);

const file = (z: Z) =>
  z.strictObject({
    file: z.string(),
    label: z.string().describe('what kind of file it is'),
    rows: z.strictObject({ read: count(z), kept: count(z), dropped: count(z) }),
    dropped: z.array(z.strictObject({ reason: z.string(), rows: count(z) })),
  });

const cause = (z: Z) =>
  z
    .enum(CAUSES)
    .describe(`unexplained are ${UNEXPLAINED.join(', ')}; nothing has to be done about ${HARMLESS.join(', ')}`);

/** `audit --format json`. */
export function auditAnswer(z: Z) {
  return z.strictObject({
    ...pastHead(z, 'audit'),
    ...taken(z),
    verdict: z.enum(['agrees', 'open', 'cannotTell']),
    window: z.strictObject({ start: day(z), end: day(z) }),
    byDay: z.boolean().describe('false where lines of the bill span several days, so that days cannot be told apart'),
    billed: money(z, 'all lines of the bill'),
    expected: money(z, 'what was used, at the prices of each day and the terms of the contract'),
    difference: money(z, 'billed less expected: explained + unexplained, and the sum of causes'),
    explained: money(z, 'the part with a cause'),
    unexplained: money(z, 'usage without a bill, a bill without usage, and what nothing explains'),
    tolerance: money(z, 'what may be open without exit code 3'),
    causes: z.array(
      z.strictObject({
        cause: cause(z),
        amount: money(z, 'billed less expected'),
        rows: count(z, 'lines of the bill, or groups of usage'),
      }),
    ),
    days: z.array(
      z.strictObject({
        day: day(z),
        billed: money(z, 'that day'),
        expected: money(z, 'that day'),
        difference: money(z, 'billed less expected'),
      }),
    ),
    differences: z.array(
      z.strictObject({
        day: day(z),
        subject: z.string().describe('the model, or what the line is called'),
        cause: cause(z),
        amount: money(z, 'billed less expected'),
        rows: count(z),
        text: z.string(),
      }),
    ),
    claims: z
      .array(
        z.strictObject({
          subject: z.string().describe('the model, or what the line is called'),
          what: z.string(),
          clause: z
            .enum(CLAUSES)
            .describe(
              'a clause of the contract, the price list of the day, that none of it was used, or uptime: evidence by the failures in the usage, and no proof',
            ),
          from: day(z, 'the first day'),
          until: day(z, 'the last day'),
          days: count(z, 'days on which it was billed so'),
          rows: count(z, 'lines of the bill'),
          amount: money(z, 'billed too much'),
        }),
      )
      .describe('what to take up with the vendor, the largest first'),
    unpriced: z.array(z.strictObject({ model: z.string(), reason: z.string() })),
    afterEnds: z
      .array(usageAfterEnd(z))
      .describe('usage of days after the last of its model, priced as another: an assumption where billedAs is null'),
    unbilledShortfalls: z
      .array(
        z.strictObject({
          provider: z.string(),
          start: day(z),
          end: day(z),
          amount: money(z, 'of the commitment of these days that usage left; no part of the difference'),
        }),
      )
      .describe('due for commitments, where the bill has no line for any'),
    uptimeCredits: z
      .array(
        z.strictObject({
          provider: z.string(),
          month: z.string(),
          requests: number(z, 'requests that the usage counts'),
          failed: number(z, 'of them failed, but for those known to be your own doing'),
          availability: share(z, '1 - failed / requests'),
          below: share(z, 'the level of the contract that it fell below'),
          credit: share(z, 'credited of the month then'),
          amount: money(z, 'that share of what the tokens of the month cost; no part of the difference'),
          claimBy: day(z, 'the last day to claim it').nullable(),
        }),
      )
      .describe('what contracts credit for failures: evidence, and no proof'),
    unjudged: z
      .array(z.string())
      .describe('contracts without start: their commitment and credits were not held against the bill'),
    notCompared: z.array(z.string()).describe('providers that were used, and whose bill was not given'),
    usage: z.array(file(z)),
    bills: z.array(file(z)),
  });
}

const fileOf = ({ file: name, label, rows, dropped }: AuditedFile): Written<typeof file> => ({
  file: name,
  label,
  rows,
  dropped,
});

/** The answer of `audit` as its schema describes it. */
export function auditAnswerOf(
  answer: Audit,
  provenance: Provenance,
  text: (note: Note) => string,
): Written<typeof auditAnswer> {
  const { verdict, window, whole, billed, expected, difference, explained, unexplained, tolerance } = answer;
  return {
    ...pastHeadOf(provenance, 'audit'),
    ...takenOf(answer.assumptions, text),
    verdict,
    window,
    byDay: !whole,
    billed,
    expected,
    difference,
    explained,
    unexplained,
    tolerance,
    causes: answer.causes,
    days: answer.days,
    differences: answer.differences,
    claims: answer.claims,
    unpriced: answer.unpriced,
    afterEnds: answer.afterEnds.map(usageAfterEndOf),
    unbilledShortfalls: answer.unbilled,
    uptimeCredits: answer.uptime.map(({ requests, failed, claimBy, ...each }) => ({
      ...each,
      requests: exactly(requests),
      failed: exactly(failed),
      claimBy: claimBy ?? null,
    })),
    unjudged: answer.unjudged,
    notCompared: answer.notCompared,
    usage: answer.usage.map(fileOf),
    bills: answer.bills.map(fileOf),
  };
}
