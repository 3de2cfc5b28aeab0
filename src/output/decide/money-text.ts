import { isZero } from '../../domain/exact.ts';
import type { Plan } from '../../domain/plan.ts';
import type { PagePart } from '../page.ts';
import { dollars } from '../render/numbers.ts';
import { allOf } from '../words/some-of.ts';

type Row = [name: string, amount: string, meaning: string];

/** The plan's dollars under the names that FOCUS gives them (https://focus.finops.org/focus-specification/v1-2/). */
export function moneyPart(plan: Plan): PagePart {
  const {
    baselineCost,
    listCost,
    contractedCost,
    shortfallCost,
    overagePremium,
    switchingCost,
    effectiveCost,
    billedCost,
    clouds,
    sparedCost,
    unpriced,
  } = plan;
  const parts = [
    'contracted',
    'shortfall',
    ...(isZero(overagePremium) ? [] : ['overage']),
    ...(isZero(switchingCost) ? [] : ['switching']),
  ];
  const alone = allOf(parts);
  const rows: Row[] = [
    ['baseline', dollars(baselineCost), 'all tokens at the standard list price'],
    ['list', dollars(listCost), 'published price of what is used'],
    ['contracted', dollars(contractedCost), 'agreed price of it, fees included'],
    ['shortfall', dollars(shortfallCost), 'commitments that buy nothing'],
    ...(isZero(overagePremium)
      ? []
      : [['overage', dollars(overagePremium), 'usage over commitments, beyond the agreed price'] as Row]),
    ...(isZero(switchingCost)
      ? []
      : [['switching', dollars(switchingCost), 'moving work to other models: your own expense, on no invoice'] as Row]),
    ...(clouds.length === 0 ? [] : [['spared', dollars(sparedCost), 'owed to a cloud in any case'] as Row]),
    ['effective', dollars(effectiveCost), clouds.length === 0 ? alone : `${alone}, less what is spared`],
    ['billed', dollars(billedCost), 'what is invoiced in the month'],
  ];
  return {
    heading: 'The money in FOCUS terms',
    table: { head: ['cost', 'USD a month', 'what it is'], rows },
    items: unpriced.length === 0 ? [] : ['Every amount is a lower bound: a workload has no price.'],
  };
}
