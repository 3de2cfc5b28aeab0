import type { FloorBand } from '../../domain/contract.ts';
import type { FloorCrossing } from '../../domain/decision.ts';
import type { CommonDemand } from '../../domain/demand.ts';
import { type Exact, isZero, numeral } from '../../domain/exact.ts';
import { growthOf, volumeIn } from '../../domain/growth.ts';
import { underTerms } from '../../domain/line-item.ts';
import { atLeast, plus, sum, times, type Usd } from '../../domain/units.ts';
import { baselineBill } from '../../engine/pricer.ts';
import { callTerms } from '../channels/channels.ts';
import type { Context } from '../estimate/estimate.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';

/** Spend of a provider's workloads that grow alike. */
export interface GrowingSpend {
  readonly provider: string;
  /** A month, compounding; 0 where nothing is said. */
  readonly growth: Exact;
  readonly baseline: Usd;
  /** List price with the levers. */
  readonly optimised: Usd;
}

/** What grows at which rate, by provider; a workload's own growth goes before that of the profile. */
export function growingSpends(
  workloads: readonly Priceable[],
  { offers }: Pick<Context, 'offers'>,
  common: CommonDemand | undefined,
): GrowingSpend[] {
  const known = new Map<string, GrowingSpend>();
  for (const each of workloads) {
    const growth = growthOf(each.workload, common);
    const { provider } = each.model;
    const terms = callTerms(offers.contractOf(provider));
    const key = `${provider} ${numeral(growth)}`;
    const baseline = underTerms(baselineBill(each.workload, each.rate), terms);
    const optimised = underTerms(listBill(each, 'both'), terms);
    const before = known.get(key);
    known.set(
      key,
      before === undefined
        ? { provider, growth, baseline, optimised }
        : { ...before, baseline: plus(before.baseline, baseline), optimised: plus(before.optimised, optimised) },
    );
  }
  return [...known.values()];
}

/** Ten years: nobody means a growth rate for longer. */
const MONTHS_AHEAD = 120;

/** The first month in which growth takes a spend to the other side of its floor's low end; the first month is as stated. */
export function crossingOf(
  parts: readonly { readonly growth: Exact; readonly spend: Usd }[],
  { low }: FloorBand,
): FloorCrossing | undefined {
  const over = atLeast(sum(parts.map(({ spend }) => spend)), low);
  const still = sum(parts.filter(({ growth }) => isZero(growth)).map(({ spend }) => spend));
  const moving = parts.filter(({ growth }) => !isZero(growth));
  if (moving.length === 0) return undefined;
  for (let month = 2; month <= MONTHS_AHEAD; month++) {
    const total = plus(still, sum(moving.map(({ growth, spend }) => times(spend, volumeIn(month - 1, growth)))));
    if (atLeast(total, low) !== over) return { month, to: over ? 'under' : 'over' };
  }
  return undefined;
}
