import type { Audit } from '../../domain/audit.ts';
import { isZero, magnitude } from '../../domain/exact.ts';
import type { Picture } from '../page.ts';
import { dollarsBeside, moving } from '../render/numbers.ts';
import { largest, ofAll } from '../words/largest.ts';
import { CAUSE_WORDS } from './words.ts';

/** Why a bill and the price of what was used differ: a bar for each cause. */
export function causesPicture({ causes, difference }: Audit): Picture[] {
  const drawn = largest(causes, ({ amount }) => amount);
  const [first] = drawn;
  if (first === undefined || isZero(first.amount)) return [];
  const more = difference.coefficient > 0n ? 'too much' : 'too little';
  const all = isZero(difference) ? 'nothing in all' : `${dollarsBeside(magnitude(difference))} ${more} in all`;
  return [
    {
      title: `The largest difference, ${moving(first.amount, dollarsBeside)}: ${CAUSE_WORDS[first.cause]}; ${all}`,
      alt: `The bill less what was used, by cause: a bar for each, to the right where the bill is the higher${ofAll(drawn.length, causes.length)}.`,
      chart: {
        kind: 'bars',
        rows: drawn.map(({ cause, amount }) => ({
          name: CAUSE_WORDS[cause],
          amount,
          shown: moving(amount, dollarsBeside),
        })),
      },
      data: {
        head: ['why they differ', 'US dollars', 'rows'],
        rows: causes.map(({ cause, amount, rows }) => [
          CAUSE_WORDS[cause],
          moving(amount, dollarsBeside),
          String(rows),
        ]),
      },
      isSaid: true,
    },
  ];
}
