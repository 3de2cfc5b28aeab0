import type { Ground } from '../../domain/ground.ts';
import type { Talk } from '../../domain/negotiation.ts';
import type { Picture } from '../page.ts';
import { percent } from '../render/numbers.ts';
import { expected } from '../words/expected-text.ts';
import { GROUND_WORDS } from '../words/ground-words.ts';

/** What everything costs with each term that is talked about, beside what it costs without a contract. */
export function talkPicture(talk: Talk, name: string): Picture[] {
  const { opening, target, audit, gain, alternativeGround } = talk;
  const unsigned = audit.plans.unsigned.expectedCost;
  const asks =
    opening === target ? [] : [{ name: `open with ${percent(opening.discount)}`, cost: opening.plan.expectedCost }];
  const rows = [
    ...asks,
    { name: `aim for ${percent(target.discount)}`, cost: target.plan.expectedCost },
    { name: `no contract with ${name}`, cost: unsigned },
  ].map(({ name: of, cost }) => ({ name: of, amount: cost, shown: expected(cost) }));
  const rests = (ground: Ground) => (ground === 'published' || ground === 'quoted' ? '' : ` (${GROUND_WORDS[ground]})`);
  const off = `${percent(target.discount)} off${rests(target.ground)}`;
  return [
    {
      title:
        gain > 0
          ? `${off} is worth ${expected(gain)} a month over no contract${rests(alternativeGround)}`
          : `${off} costs ${expected(-gain)} a month more than no contract${rests(alternativeGround)}`,
      alt: 'What everything is expected to cost a month: a bar for what to open with, to aim for, and for no contract.',
      chart: {
        kind: 'bars',
        rows,
        against: { name: 'no contract: from here on you are better off without it', at: unsigned },
      },
      data: { head: ['', 'all then costs, USD a month'], rows: rows.map(({ name: of, shown }) => [of, shown]) },
      isSaid: true,
    },
  ];
}
