import type { Month } from '../../domain/day.ts';
import { crossingMonth, type FloorBasis, type FloorCrossing, type Leverage } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import { savingOf } from '../../domain/saving.ts';
import type { Usd } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { dollars, moving, percent, plainDollars } from '../render/numbers.ts';
import { leverageText } from './standing-text.ts';

type NameOf = (provider: string) => string;

const BASIS: Readonly<Record<FloorBasis['basis'], string>> = {
  baseline: 'baseline',
  optimisedList: 'optimised',
  contracted: 'contracted',
};

const HEAD = ['provider', 'spend', 'USD a month', 'verdict', 'runway', 'crosses in'];

function crossingCell(crossing: FloorCrossing | undefined, start: Month | undefined): string {
  if (crossing === undefined) return 'never';
  return crossingMonth(crossing, start) ?? `month ${crossing.month}`;
}

/** A spend of which a part has no price; of all of it, no part. */
const atLeastText = (spend: Usd) => (isZero(spend) ? 'unknown' : `at least ${dollars(spend)}`);

function rowsOf({ provider, bases }: Leverage, nameOf: NameOf, start: Month | undefined): string[][] {
  return bases.map(({ basis, spend, verdict, runway, crossing }) => [
    nameOf(provider),
    BASIS[basis],
    verdict === 'undecided' ? atLeastText(spend) : dollars(spend),
    verdict,
    verdict === 'undecided' ? 'unknown' : dollars(runway),
    crossingCell(crossing, start),
  ]);
}

/** What is lost by an efficiency that takes the spend under the floor, and how large it has to be to be worth it. */
function trapText({ provider, trapBand, worthLosingAbove }: Leverage, nameOf: NameOf): string | undefined {
  if (trapBand === undefined) return undefined;
  const least =
    worthLosingAbove === undefined
      ? ''
      : ` Losing it pays only for levers that save more than ${percent(worthLosingAbove, 1)}.`;
  return `${nameOf(provider)}: a baseline spend from ${plainDollars(trapBand.low)} to under ${plainDollars(trapBand.high)} a month loses the contract by these levers (the trap band).${least}`;
}

/** What the levers cost a buyer in the trap band. */
function trapCostText({ provider, trapCosts }: Leverage, nameOf: NameOf): string | undefined {
  if (trapCosts === undefined) return undefined;
  const { withContract, throughAggregator, atList } = trapCosts;
  const against = (cost: Usd) => `${dollars(cost)} (${moving(savingOf(cost, withContract).amount)})`;
  const resold = throughAggregator === undefined ? '' : `${against(throughAggregator)} through an aggregator, `;
  return `${nameOf(provider)}: ${dollars(withContract)} a month with the contract and without the levers; with the levers and without it ${resold}${against(atList)} at list.`;
}

/** Where each provider stands at its floor on three bases, and what moves it. */
export function floorPart(leverage: readonly Leverage[], nameOf: NameOf, start: Month | undefined): PagePart {
  const grows = leverage.some((each) => each.grows);
  return {
    heading: 'The floor',
    table: { head: HEAD, rows: leverage.flatMap((each) => rowsOf(each, nameOf, start)) },
    items: [
      ...leverage.flatMap((each) =>
        [leverageText(each, nameOf), trapText(each, nameOf), trapCostText(each, nameOf)].filter(
          (text) => text !== undefined,
        ),
      ),
      grows
        ? `The stated month is month 1; "never" is not within ten years.`
        : 'No growth is stated, so no spend crosses its floor; a profile takes it as growth, a month.',
    ],
  };
}
