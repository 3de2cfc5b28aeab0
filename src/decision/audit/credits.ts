import type { Difference } from '../../domain/audit.ts';
import type { BillLine } from '../../domain/bill-line.ts';
import type { CreditPeriod, GrantedCredit } from '../../domain/clauses.ts';
import { type Day, daysAfter, monthsAfter } from '../../domain/day.ts';
import { isZero, negate } from '../../domain/exact.ts';
import { lessThan, minus, NO_USD, plus, smaller, sum, type Usd, usd } from '../../domain/units.ts';
import type { Commitment } from './commitments.ts';
import type { Period } from './shortfalls.ts';
import { isUptimeCredit } from './uptime.ts';

const MONTHS: Readonly<Record<CreditPeriod, number | undefined>> = { once: undefined, month: 1, year: 12 };

/** The days on which a credit is granted: the first of the term, or of each month or year of it. */
export function grantDays({ per }: GrantedCredit, start: Day, termMonths: number): Day[] {
  const step = MONTHS[per];
  const days: Day[] = [];
  for (let month = 0; month < termMonths; month += step ?? termMonths) days.push(monthsAfter(start, month));
  return days;
}

interface Grant {
  readonly day: Day;
  readonly amount: Usd;
  /** The first day on which it cannot be used any more; undefined where it does not lapse. */
  readonly lapses: Day | undefined;
}

/** What a contract grants in the days of a bill. */
function grantedIn({ contract, terms }: Commitment, { start, end }: Period): Grant[] {
  const begins = contract.start;
  if (begins === undefined) return [];
  return contract.clauses.credits.flatMap((credit) =>
    grantDays(credit, begins, terms.termMonths)
      .filter((day) => day >= start && day <= end)
      .map((day) => ({
        day,
        amount: credit.amount,
        lapses: credit.expiresAfterDays === undefined ? undefined : daysAfter(day, credit.expiresAfterDays),
      })),
  );
}

/** What usage costs, by day. */
export type Charged = ReadonlyMap<Day, Usd>;

/** How much of what is granted there is something to take off from: of a credit that lapses, on the days until it does. */
function usable(grants: readonly Grant[], charged: Charged): Usd {
  const left = new Map([...charged].sort(([a], [b]) => (a < b ? -1 : 1)));
  const lapsing = grants
    .flatMap(({ lapses, ...grant }) => (lapses === undefined ? [] : [{ ...grant, lapses }]))
    .sort((a, b) => (a.lapses < b.lapses ? -1 : Number(a.lapses > b.lapses)));
  // What lapses first is used first, on its earliest days: later ones are open to whatever lapses later.
  const used = lapsing.map(({ day: from, lapses, amount }) => {
    let rest = amount;
    for (const [day, spent] of left) {
      if (day < from || day >= lapses) continue;
      const own = smaller(rest, spent);
      left.set(day, minus(spent, own));
      rest = minus(rest, own);
    }
    return minus(amount, rest);
  });
  const lasting = sum(grants.filter(({ lapses }) => lapses === undefined).map(({ amount }) => amount));
  return plus(sum(used), smaller(lasting, sum([...left.values()])));
}

/** Credits of a bill held against those that contracts grant. */
export interface Credits {
  /** What is to be taken off, by the day it is put on: below 0. */
  readonly expected: readonly { readonly day: Day; readonly amount: Usd }[];
  readonly differences: readonly Difference[];
}

const negative = (amount: Usd) => usd(negate(amount));

/** A credit that is told and asks for nothing. */
const told = ({ day, label }: BillLine, amount: Usd): Difference => ({
  day,
  subject: label,
  cause: 'credit',
  amount,
  rows: 1,
  text: 'a credit on the bill',
});

/** Credits that nobody promised, after so much of them that was: a credit beyond it is told, and asks for nothing. */
function beyondGranted(lines: readonly BillLine[], granted: Usd): { taken: Credits['expected']; rest: Difference[] } {
  const taken: { day: Day; amount: Usd }[] = [];
  const rest: Difference[] = [];
  let left = granted;
  for (const line of lines) {
    const own = smaller(negative(line.amount), left);
    if (!isZero(own)) taken.push({ day: line.day, amount: negative(own) });
    left = minus(left, own);
    const more = minus(line.amount, negative(own));
    if (!isZero(more)) rest.push(told(line, more));
  }
  return { taken, rest };
}

/**
 * Credits on a bill, against what contracts grant in its days: as much as there is to take it off from before it lapses. What does not
 * arrive is missing on the day it was granted.
 */
export function creditsOf(
  commitments: readonly Commitment[],
  lines: readonly BillLine[],
  period: Period,
  charged: Charged,
): Credits {
  const grants = commitments.flatMap((each) =>
    grantedIn(each, period).map((grant) => ({ ...grant, provider: each.contract.provider })),
  );
  const granted = usable(grants, charged);
  // A credit line above 0 takes one back, and one for availability is no grant: they are told as they stand.
  const isGrant = (line: BillLine) => lessThan(line.amount, NO_USD) && !isUptimeCredit(line);
  const own = lines.filter(isGrant);
  const others = lines.filter((line) => !isGrant(line));
  const { taken, rest } = beyondGranted(own, granted);
  const arrived = negative(sum(taken.map(({ amount }) => amount)));
  const missing = minus(granted, arrived);
  const asTheyStand = others.filter(({ amount }) => !isZero(amount)).map((line) => told(line, line.amount));
  const [first] = grants;
  if (first === undefined || isZero(missing)) return { expected: taken, differences: [...rest, ...asTheyStand] };
  const none = isZero(arrived);
  const gone: Difference = {
    day: first.day,
    subject: `${first.provider} credits`,
    cause: 'creditMissing',
    amount: missing,
    rows: taken.length,
    text: none
      ? 'a credit that the contract grants, and that is on no line of the bill'
      : 'the rest of a credit that the contract grants and the bill has a part of',
  };
  return {
    expected: [...taken, { day: first.day, amount: negative(missing) }],
    differences: [...rest, ...asTheyStand, gone],
  };
}
