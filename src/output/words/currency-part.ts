import type { Bound } from '../../domain/bound.ts';
import { type ExchangeRate, rateWords } from '../../domain/exchange-rate.ts';
import type { Usd } from '../../domain/units.ts';
import { type Part, table, text } from '../page.ts';
import { bounded, dollars, exchangedText } from '../render/numbers.ts';

/** One of the amounts that an answer is remembered by: what it is, a month unless it says otherwise. */
export interface Figure {
  readonly what: string;
  /** Undefined where it is not known: then it has no line. */
  readonly amount: Usd | undefined;
  readonly bound?: Bound;
}

/** The rate, who says so and when, and the file that states it. */
function rateText({ currency, rate, source, day, file }: ExchangeRate): string {
  return `One US dollar is ${rateWords(rate)} ${currency} (${source}, ${day}; ${file}).`;
}

/** The amounts that an answer is remembered by, in the currency that the user states beside dollars; nothing without one. */
export function currencyPart(figures: readonly Figure[], exchange: ExchangeRate | undefined): Part[] {
  if (exchange === undefined) return [];
  const rows = figures.flatMap(({ what, amount, bound = 'exact' }) =>
    amount === undefined
      ? []
      : [[what, bounded(dollars(amount), bound), bounded(exchangedText(amount, exchange), bound)]],
  );
  if (rows.length === 0) return [];
  const { currency } = exchange;
  return [
    {
      heading: `In ${currency}`,
      blocks: [
        table({ head: ['', 'US dollars', currency], rows }),
        text(rateText(exchange), `Figures without ${currency} are in US dollars.`),
      ],
    },
  ];
}
