import { type Check, firstOver, shareOfLimit, tellingMonth } from '../../domain/check.ts';
import { compare, ONE } from '../../domain/exact.ts';
import { amountOf } from '../../domain/purchase.ts';
import { shareOf } from '../../domain/saving.ts';
import type { Picture } from '../page.ts';
import { dollars, percent } from '../render/numbers.ts';
import { largest, ofAll } from '../words/largest.ts';
import { restsOn } from '../words/rests-on.ts';
import { actualText, cellFigures, levelledVerdict, limitName, limitVerdictText, tellingText } from './words.ts';

/** How much of each limit is used up, beside all of it. */
function limitsPicture({ limits }: Check): Picture[] {
  const held = limits.flatMap((result) => {
    const share = shareOfLimit(tellingMonth(result) ?? result);
    return share === undefined ? [] : [{ result, share }];
  });
  const drawn = largest(held, ({ share }) => share);
  const [first] = drawn;
  if (first === undefined) return [];
  const verdictOf = ({ result: { verdict, limit } }: typeof first) => levelledVerdict(verdict, limit.level);
  const shown = ({ result }: typeof first) => tellingText(result);
  // Later months may be further over than the first that is, which is the one that is drawn.
  const furthest = held.some(({ result }) => firstOver(result) !== undefined) ? '' : 'furthest ';
  const nearness = ({ result, share }: typeof first) => {
    if (compare(share, ONE) <= 0) return 'nearest to its limit';
    const idle = [
      ...(result.limit.level === 'warn' ? [', which only warns'] : []),
      ...(result.notGrown === true ? [', and has not grown'] : []),
    ];
    return `${furthest}over its limit${idle.join('')}`;
  };
  const over = held.filter(({ result }) => result.verdict === 'over').length;
  const count = `${over} of ${held.length} limits ${over === 1 ? 'is' : 'are'} over; `;
  return [
    {
      title: `${over > 0 && held.length > 1 ? count : ''}${limitName(first.result.limit)} is ${nearness(first)}: ${shown(first)}`,
      alt: `How much of each limit is used: a bar for each, beside a line at all of it${ofAll(drawn.length, held.length)}.`,
      chart: {
        kind: 'bars',
        rows: drawn.map((each) => ({
          name: limitName(each.result.limit),
          amount: each.share,
          shown: shown(each),
          hue: verdictOf(each),
        })),
        hues: [...new Set(held.map(verdictOf))],
        against: { name: 'all of the limit', at: ONE },
      },
      data: {
        head: ['limit on', 'amount [share]', 'at most', 'verdict'],
        rows: held.map(({ result }) => [
          limitName(result.limit),
          actualText(result),
          cellFigures(result).max,
          limitVerdictText(result),
        ]),
        text: [0, 3],
      },
      isSaid: true,
    },
  ];
}

/** What each workload is projected to cost, the most first. */
function workloadsPicture({ workloads, amount, complete }: Check): Picture[] {
  const all = workloads.map((purchase) => ({ purchase, cost: amountOf(purchase) }));
  const drawn = largest(all, ({ cost }) => cost.amount);
  const [first] = drawn;
  const part = first === undefined ? undefined : shareOf(first.cost.amount, amount);
  if (first === undefined || part === undefined || all.length < 2) return [];
  const shown = ({ cost }: typeof first) => `${cost.complete ? '' : 'at least '}${dollars(cost.amount)}`;
  const total = `${complete ? '' : 'at least '}${dollars(amount)}`;
  return [
    {
      title: `${first.purchase.workload.name} takes ${percent(part, 1)} of ${total} a month${restsOn(workloads.map(({ channel }) => channel))}`,
      alt: `Where the money goes: a bar for what each workload is projected to cost${ofAll(drawn.length, all.length)}.`,
      chart: {
        kind: 'bars',
        rows: drawn.map((each) => ({
          name: `${each.purchase.workload.name}, ${each.purchase.channel.id}`,
          amount: each.cost.amount,
          shown: shown(each),
        })),
      },
      data: {
        head: ['workload', 'channel', 'USD a month'],
        rows: all.map((each) => [each.purchase.workload.name, each.purchase.channel.id, shown(each)]),
        text: [0, 1],
      },
      isSaid: true,
    },
  ];
}

/** What of a check is seen at a glance. */
export const checkPictures = (check: Check): Picture[] => [...limitsPicture(check), ...workloadsPicture(check)];
