import type { AlternativeCost, Comparison } from '../../domain/comparison.ts';
import { totalOf } from '../../domain/line-item.ts';
import { visible } from '../../domain/line-text.ts';
import { type Grid, type Part, table, text } from '../page.ts';
import { dollars, multiple } from '../render/numbers.ts';
import { shortened } from '../words/column-names.ts';
import { GROUND_WORDS } from '../words/ground-words.ts';
import { labelOf } from '../words/row-label.ts';

const HEAD = ['workload', 'model', 'tokens', 'USD a month', 'bought', 'resting on'];

/** What a model is to the workload, where it is not one of those that it may simply run on. */
function standing({ alternative, belowTier }: AlternativeCost): string {
  if (belowTier !== undefined) return ` (tier ${belowTier.tier}, under the least of ${belowTier.minimum})`;
  return alternative ? '' : ' (as stated)';
}

function cells(name: string, of: AlternativeCost): string[] {
  const { model, tokenFactor, row } = of;
  const cost = row && totalOf(row.bill);
  return [
    name,
    `${model}${standing(of)}`,
    multiple(tokenFactor),
    cost === undefined ? 'no channel' : dollars(cost),
    row === undefined ? '' : labelOf(row),
    row === undefined ? '' : GROUND_WORDS[row.ground],
  ];
}

/** What every workload that may run on several models costs on each of them; nothing where none may. */
export function alternativesPart({ alternatives }: Comparison): Part[] {
  if (alternatives.length === 0) return [];
  const names = alternatives.map(({ workload }) => workload);
  const grid = (shown: readonly string[]): Grid => ({
    head: HEAD,
    rows: alternatives.flatMap(({ models }, at) => models.map((each) => cells(shown[at] ?? '', each))),
  });
  return [
    {
      heading: 'The alternatives of the profile',
      level: 'title',
      blocks: [
        table({ ...grid(names), text: [0, 1, 4, 5], screen: grid(shortened(names.map(visible))) }),
        text(
          'Each workload by itself, the cheapest model first. decide takes one of them, with the contracts, regions and tiers of all the work together; here is what the others cost.',
        ),
      ],
    },
  ];
}
