import type { Comparison } from '../../domain/comparison.ts';
import type { Picture } from '../page.ts';
import { dollars } from '../render/numbers.ts';
import { SAVED_WORDS } from '../words/ground-words.ts';
import { MOST_DRAWN, ofAll } from '../words/largest.ts';
import { throughText } from './words.ts';

/** What the work costs on each model as it can be bought, the cheapest first. */
export function modelsPicture({ candidates }: Comparison): Picture[] {
  const bought = candidates.flatMap((each) =>
    each.cheapest === undefined || each.cheapestBound !== 'exact' ? [] : [{ each, cost: each.cheapest }],
  );
  const drawn = bought.slice(0, MOST_DRAWN);
  const [first, second] = drawn;
  if (first === undefined || second === undefined) return [];
  const left = drawn.length === bought.length ? '' : ofAll(drawn.length, bought.length).replace('largest', 'cheapest');
  const rests = ({ each: { ground } }: typeof first) =>
    ground === 'claimed' || ground === 'hoped' ? ` (${SAVED_WORDS[ground]})` : '';
  return [
    {
      title: `${first.each.model.id} costs least, ${dollars(first.cost)} a month as bought${rests(first)}; ${second.each.model.id} comes next, ${dollars(second.cost)}${rests(second)}`,
      alt: `What the work costs on each model, as it can be bought: a bar for each, the cheapest first${left}.`,
      chart: {
        kind: 'bars',
        rows: drawn.map(({ each, cost }) => ({
          name: `${each.model.id}, ${throughText(each)}`,
          amount: cost,
          shown: dollars(cost),
        })),
      },
      data: {
        head: ['model', 'through', 'USD a month'],
        rows: bought.map(({ each, cost }) => [each.model.id, throughText(each), dollars(cost)]),
        text: [0, 1],
      },
      isSaid: true,
    },
  ];
}
