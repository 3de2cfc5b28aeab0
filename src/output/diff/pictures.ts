import { EFFECTS } from '../../domain/change.ts';
import { costMoved, costsOf } from '../../domain/cost-change.ts';
import { isZero } from '../../domain/exact.ts';
import type { PortfolioDiff } from '../../domain/portfolio-diff.ts';
import type { Picture } from '../page.ts';
import { moving } from '../render/numbers.ts';
import { largest, ofAll } from '../words/largest.ts';
import { costMovedText } from './card-text.ts';
import { causeText, MEANINGS, nameText } from './portfolio-text.ts';

/** Why the cost moved: a bar for each cause, to the right where it costs more. */
function causesPicture({ change }: PortfolioDiff): Picture[] {
  const { effects } = change;
  if (effects === undefined) return [];
  const moved = EFFECTS.map((effect) => ({ effect, amount: effects[effect] })).filter(({ amount }) => !isZero(amount));
  const [first] = largest(moved, ({ amount }) => amount);
  if (first === undefined) return [];
  const rows = moved.map(({ effect, amount }) => ({ name: causeText(effect), amount, shown: moving(amount) }));
  return [
    {
      title: `${costMovedText(change)} a month in all; the most by ${MEANINGS[first.effect]}: ${moving(first.amount)}`,
      alt: 'Why the cost of a month changed: a bar for each cause, to the right where it costs more.',
      chart: { kind: 'bars', rows },
      data: { head: ['why', 'USD a month'], rows: rows.map(({ name, shown }) => [name, shown]) },
      isSaid: true,
    },
  ];
}

/** Which workloads moved it, where there are several. */
function workloadsPicture({ change }: PortfolioDiff): Picture[] {
  const moved = change.workloads.flatMap((each) => {
    const amount = costMoved(costsOf(each));
    return amount === undefined || isZero(amount) ? [] : [{ name: nameText(each), amount }];
  });
  const drawn = largest(moved, ({ amount }) => amount);
  const [first] = drawn;
  if (first === undefined || moved.length < 2) return [];
  return [
    {
      title: `${first.name} moves it most, by ${moving(first.amount)} a month, of ${moved.length} workloads that moved`,
      alt: `What each workload costs more or less: a bar for each that moved${ofAll(drawn.length, moved.length)}.`,
      chart: { kind: 'bars', rows: drawn.map(({ name, amount }) => ({ name, amount, shown: moving(amount) })) },
      data: { head: ['workload', 'USD a month'], rows: moved.map(({ name, amount }) => [name, moving(amount)]) },
      isSaid: true,
    },
  ];
}

/** What of a difference is seen at a glance. */
export const diffPictures = (diff: PortfolioDiff): Picture[] => [...causesPicture(diff), ...workloadsPicture(diff)];
