import type { Commitment } from '../../domain/commitment.ts';
import { type Month, monthsFrom } from '../../domain/day.ts';
import type { Decision, Driver } from '../../domain/decision.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import { capital } from '../../domain/line-text.ts';
import { monthlyBaselineOf, monthlyCostOf, nothingPriced, type Plan } from '../../domain/plan.ts';
import { bySwing } from '../../domain/ranked-drivers.ts';
import { savingOf, shareOf } from '../../domain/saving.ts';
import { savedOn, savingsByGround } from '../../domain/savings-by-ground.ts';
import { lessThan } from '../../domain/units.ts';
import type { OverVolume } from '../../domain/volume-curve.ts';
import { volumePicture } from '../estimate/pictures.ts';
import type { Picture } from '../page.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { confidenceText } from '../words/contract-text.ts';
import { expected } from '../words/expected-text.ts';
import { SAVED_WORDS } from '../words/ground-words.ts';
import { largest, ofAll } from '../words/largest.ts';
import { restsOn } from '../words/rests-on.ts';
import { choiceText, signedText } from './commitment-words.ts';
import { DRIVER_HEAD, driverCells, driverName, flipTexts, levelText } from './drivers-text.ts';
import { besideCells, PLAN_HEAD, planCells } from './plan-text.ts';

type NameOf = (provider: string) => string;

const AMOUNT = 'USD a month';

/** What each workload of the plan costs, and through whom. */
function moneyPicture(plan: Plan, nameOf: NameOf): Picture[] {
  const { workloads, effectiveCost } = plan;
  const bought = workloads.map((each) => ({ each, cost: pricedTotal(each.bill) }));
  const drawn = largest(bought, ({ cost }) => cost);
  const [first] = drawn;
  const part = first === undefined ? undefined : shareOf(first.cost, effectiveCost);
  if (first === undefined || part === undefined || bought.length < 2) return [];
  const month = plan.term === undefined ? 'a month' : 'the first month';
  const rows = drawn.map(({ each, cost }) => ({
    name: `${each.workload.name}, ${channelName(each.channel)}`,
    amount: cost,
    shown: dollars(cost),
    hue: channelName(each.channel),
  }));
  return [
    {
      title: `${first.each.workload.name} takes ${percent(part, 1)} of the ${dollars(effectiveCost)} that ${month} costs${restsOn(workloads.map(({ channel }) => channel))}`,
      alt: `Where the money goes: a bar for what each workload of the plan costs${ofAll(drawn.length, bought.length)}.`,
      chart: { kind: 'bars', rows, hues: [...new Set(rows.map(({ hue }) => hue))] },
      data: { head: PLAN_HEAD, rows: [...workloads.map(planCells), ...besideCells(plan, nameOf)], text: [0, 1, 2, 3] },
      isSaid: true,
    },
  ];
}

/** From list price to the plan, by what each part of the saving rests on. */
function savingPicture(decision: Pick<Decision, 'evidence' | 'plan'>): Picture[] {
  const [baselineCost, effectiveCost] = [monthlyBaselineOf(decision.plan), monthlyCostOf(decision.plan)];
  const { amount } = savingOf(baselineCost, effectiveCost);
  const savings = savingsByGround(decision);
  const grounds = savings === undefined ? [] : savedOn(savings);
  if (savings === undefined || grounds.length === 0 || amount.coefficient <= 0n) return [];
  const most = grounds.reduce((best, each) => (lessThan(savings[best], savings[each]) ? each : best));
  const share = shareOf(savings[most], amount);
  const part = share === undefined || grounds.length === 1 ? 'All' : percent(share, 1);
  const moved = grounds.map((ground) => {
    const costs = savings[ground].coefficient < 0n;
    const text = dollars(savings[ground]).replace('-', '');
    return { ground, shown: `${costs ? '+' : '-'}${text}` };
  });
  return [
    {
      title: `${part} of the ${dollars(amount)} that the plan saves rests ${most === 'published' ? 'on published prices' : `on what is ${SAVED_WORDS[most]}`}`,
      alt: 'From list price without levers to the plan: a bar for each, and between them what is saved, by what it rests on.',
      chart: {
        kind: 'steps',
        steps: [
          {
            name: 'list price, no levers, no discount',
            amount: baselineCost,
            shown: dollars(baselineCost),
            total: true,
          },
          ...moved.map(({ ground, shown }) => ({
            name: SAVED_WORDS[ground],
            amount: savings[ground],
            shown,
            total: false,
            hue: ground,
          })),
          { name: 'the plan', amount: effectiveCost, shown: dollars(effectiveCost), total: true },
        ],
        hues: ['published', 'quoted', 'claimed', 'hoped'],
      },
      data: {
        head: ['', AMOUNT],
        rows: [
          ['list price, no levers, no discount', dollars(baselineCost)],
          ...moved.map(({ ground, shown }) => [SAVED_WORDS[ground], shown]),
          ['the plan', dollars(effectiveCost)],
        ],
      },
      isSaid: true,
    },
  ];
}

/** What commitments of any size are expected to cost. */
function commitmentPicture(
  { provider, curve, best, hardlyCheaper, choices, alternative, demand, offerSource }: Commitment,
  nameOf: NameOf,
): Picture[] {
  const unsigned = choices.filter(({ signed }) => signed === undefined);
  const [first, ...others] = unsigned;
  if (first === undefined || curve.length < 2) return [];
  const cheapest = others.reduce((least, each) => (each.expected.cost < least.expected.cost ? each : least), first);
  const name = nameOf(provider);
  const spread = demand.p10 !== demand.p90;
  const x = ({ signed }: (typeof curve)[number]) => signed.commitment;
  const terms =
    best.signed === undefined || offerSource === undefined
      ? ''
      : ` (its terms: ${confidenceText(offerSource.confidence)})`;
  const wins = hardlyCheaper === undefined ? 'is expected to cost least' : 'is the best choice';
  const open = cheapest.kind === 'list' ? 'list price' : alternative.label;
  return [
    {
      title: `${name}: ${choiceText(best, alternative.label)} ${wins}, ${expected(best.expected.cost)} a month${terms}`,
      alt: `What is spent with ${name} over the commitment that is signed: the expected cost${spread ? ', and its range from the tenth to the ninetieth percentile of demand' : ''}, beside ${open} with nothing signed.`,
      chart: {
        kind: 'lines',
        y: 'USD a month',
        x: { label: 'commitment, USD a month', form: 'usd' },
        series: [{ name: 'expected cost', points: curve.map((each) => [x(each), each.expected.cost] as const) }],
        ...(spread
          ? {
              area: {
                name: 'P10 to P90 of demand',
                points: curve.map((each) => [x(each), each.expected.costP10, each.expected.costP90] as const),
              },
            }
          : {}),
        level: { name: `${open}, nothing signed`, at: cheapest.expected.cost },
        ...(best.signed === undefined || isZero(best.signed.commitment)
          ? {}
          : {
              marks: [{ at: best.signed.commitment, shown: `${plainDollars(best.signed.commitment)}: least expected` }],
            }),
      },
      data: {
        head: ['commitment', 'expected cost', 'P10', 'P90'],
        rows: curve.map(({ signed, expected: of }) => [
          signedText(signed),
          expected(of.cost),
          expected(of.costP10),
          expected(of.costP90),
        ]),
      },
      isSaid: true,
    },
  ];
}

/** What could turn out otherwise, the most first. */
function driversPicture({ drivers, plan }: Decision, nameOf: NameOf): Picture[] {
  const sorted = bySwing(drivers).filter(({ low, high }) => low.cost !== undefined || high.cost !== undefined);
  const moving = sorted.filter(({ low, high }) =>
    [low, high].some(({ cost }) => cost !== undefined && compare(cost, monthlyCostOf(plan)) !== 0),
  );
  const [first] = moving;
  if (first === undefined) return [];
  const flips = flipTexts(drivers, nameOf).length;
  const turns =
    flips === 0
      ? 'nothing in its range changes the decision'
      : `${flips} ${flips === 1 ? 'end' : 'ends'} would change the decision`;
  const end = ({ level, cost }: Driver['low']) =>
    `${levelText(level)}: ${cost === undefined ? 'no plan' : plainDollars(cost)}`;
  return [
    {
      title: `${capital(driverName(first.code))} moves a month the most (${end(first.low)}; ${end(first.high)}), and ${turns}`,
      alt: `What each unknown does to the cost of a month, which is ${dollars(monthlyCostOf(plan))} as stated: a bar from its low end to its high end, the longest first.`,
      chart: {
        kind: 'spread',
        centre: monthlyCostOf(plan),
        rows: moving.map(({ code, low, high }) => ({
          name: driverName(code),
          shown: `${end(low)} · ${end(high)}`,
          low: low.cost,
          high: high.cost,
        })),
      },
      data: { head: DRIVER_HEAD, rows: sorted.map(driverCells) },
      isSaid: true,
    },
  ];
}

/** The months of a term, and what of each is signed for. */
function monthsPicture({ term }: Plan, start: Month | undefined): Picture[] {
  if (term === undefined || term.byMonth.length < 2) return [];
  const { byMonth, months } = term;
  const names: readonly string[] =
    start === undefined ? byMonth.map((_, index) => String(index + 1)) : monthsFrom(start, months);
  const [first, last] = [byMonth[0], byMonth.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isSigned = byMonth.some(({ committed }) => committed > 0);
  const least = Math.min(...byMonth.map(({ committed }) => committed));
  const signed = isSigned
    ? `, ${least === Math.max(...byMonth.map(({ committed }) => committed)) ? expected(least) : `up to ${expected(Math.max(...byMonth.map(({ committed }) => committed)))}`} of each signed for`
    : ', with nothing committed';
  return [
    {
      title: `A month goes from ${expected(first.expected)} to ${last.complete ? '' : 'at least '}${expected(last.expected)} over ${months} months${signed}`,
      alt: 'The months of the term: a column for what each is expected to cost, and a mark for what is due in it in any case.',
      chart: {
        kind: 'columns',
        columns: byMonth.map(({ expected: cost, committed }, index) => ({
          name: names[index] ?? '',
          amount: cost,
          ...(isSigned ? { beside: committed } : {}),
        })),
        hue: 'expected cost',
        ...(isSigned ? { beside: 'due in any case' } : {}),
      },
      data: {
        head: ['month', 'expected cost', 'due in any case'],
        rows: byMonth.map(({ expected: cost, committed, complete }, index) => [
          names[index] ?? '',
          `${complete ? '' : 'at least '}${expected(cost)}`,
          expected(committed),
        ]),
      },
      isSaid: false,
    },
  ];
}

/** What of a decision is seen at a glance. */
export function decisionPictures(decision: Decision, nameOf: NameOf, over: OverVolume | undefined): Picture[] {
  const { plan, commitments, start } = decision;
  if (nothingPriced(plan)) return [];
  return [
    ...moneyPicture(plan, nameOf),
    ...savingPicture(decision),
    ...volumePicture(over),
    ...commitments.flatMap((each) => commitmentPicture(each, nameOf)),
    ...driversPicture(decision, nameOf),
    ...monthsPicture(plan, start),
  ];
}
