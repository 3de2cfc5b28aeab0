import type { BillLine } from '../../domain/bill-line.ts';
import type { Day } from '../../domain/day.ts';
import { problem } from '../../domain/problem.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';

/** A bill as it is held against usage: its lines, and whose they are where its kind says so. */
export interface PairedBill {
  readonly file: string;
  readonly provider: string | undefined;
  readonly lines: readonly BillLine[];
}

/**
 * Throws `notPair` for a bill that is not in the currency of prices. The rate of a contract is no way out: what the
 * vendor converted at, and rounded after, is a figure of the bill, and any other would make a difference of every line.
 */
export function refuseCurrencies(bills: readonly PairedBill[]): void {
  for (const { file, lines } of bills) {
    const other = lines.find(({ currency }) => currency !== 'USD');
    if (other === undefined) continue;
    throw problem(
      'notPair',
      `${file} is in ${other.currency}, and prices are in US dollars`,
      'Give the bill in US dollars: at which rate a vendor converted it, its lines do not say, and any other would be a guess.',
    );
  }
}

/** The providers that the bills are of, by their kind or by the models on their lines. */
function providersOf(bills: readonly PairedBill[], { find }: PriceBook): ReadonlySet<string> {
  return new Set(
    bills.flatMap(({ provider, lines }) =>
      provider !== undefined
        ? [provider]
        : lines.flatMap(({ model }) => (model === undefined ? [] : (find(model)?.provider ?? []))),
    ),
  );
}

/** Usage of providers that the bills are of, and the providers whose bill was not given. Throws `notPair` for none. */
export function compared(usage: readonly UsageDay[], bills: readonly PairedBill[], book: PriceBook) {
  const providers = providersOf(bills, book);
  const providerOf = ({ model }: UsageDay) => book.find(model)?.provider;
  const others = new Set<string>();
  const kept = usage.filter((group) => {
    const provider = providerOf(group);
    if (provider === undefined || providers.size === 0 || providers.has(provider)) return true;
    others.add(provider);
    return false;
  });
  if (kept.length === 0 && usage.length > 0) {
    throw problem(
      'notPair',
      `the usage is of ${[...others].join(', ')}, and the bill is of ${[...providers].join(', ')}`,
      'Give the usage and the bill of one provider.',
    );
  }
  return { kept, notCompared: [...others].sort() };
}

const spanOf = (days: readonly Day[]) => {
  const sorted = [...days].sort();
  return { first: sorted[0], last: sorted.at(-1) };
};

/** Throws `notPair` for usage and charges that share no day. */
export function refuseOtherPeriods(usage: readonly UsageDay[], lines: readonly BillLine[]): void {
  const used = spanOf(usage.map(({ day }) => day));
  const billed = spanOf(lines.flatMap(({ day, until }) => [day, until]));
  if (used.first === undefined || used.last === undefined) return;
  if (billed.first === undefined || billed.last === undefined) return;
  if (used.first <= billed.last && billed.first <= used.last) return;
  throw problem(
    'notPair',
    `the usage is of ${used.first} to ${used.last}, and the bill is of ${billed.first} to ${billed.last}`,
    'Give both of one period.',
  );
}
