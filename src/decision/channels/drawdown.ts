import { whole } from '../../domain/exact.ts';
import type { CloudCommitment } from '../../domain/marketplace.ts';
import { factor, lessThan, minus, NO_USD, per, smaller, times, type Usd } from '../../domain/units.ts';

/** A month's spend on one cloud's invoice, and the part of it that draws down the commitment. */
export interface CloudSpend {
  readonly contractedCost: Usd;
  readonly eligible: Usd;
}

/** What a month's spend through a cloud costs, in cash and in truth. FOCUS: billed and effective cost. */
export interface CloudCost {
  readonly contractedCost: Usd;
  /** Taken off the remaining balance. */
  readonly drawdown: Usd;
  /** Shortfall that the drawdown saves: a dollar that would have been forfeit is worth a dollar, any other nothing. */
  readonly avoidedShortfall: Usd;
  /** contractedCost - avoidedShortfall. */
  readonly effectiveCost: Usd;
  /** Cash of the month: what is prepaid takes none, and an avoided shortfall is cash of the term's end. */
  readonly billedCost: Usd;
}

/** Committed dollars a month that nothing else will use: what would be forfeit, spread over the months left. */
export function exposedPerMonth({ remaining, monthsLeft, otherMonthlySpend }: CloudCommitment): Usd {
  const months = factor(whole(monthsLeft));
  const exposed = minus(remaining, times(otherMonthlySpend, months));
  return lessThan(exposed, NO_USD) ? NO_USD : per(exposed, months);
}

/**
 * The pooled part of buying through a cloud: all of its spend of a month against the one commitment. Beyond the balance
 * a drawdown is worth nothing, and so is one that other spend would have made anyway.
 */
export function cloudCost(spend: CloudSpend, commitment: CloudCommitment | undefined): CloudCost {
  const { contractedCost, eligible } = spend;
  if (commitment === undefined) {
    const nothing = { drawdown: NO_USD, avoidedShortfall: NO_USD };
    return { contractedCost, ...nothing, effectiveCost: contractedCost, billedCost: contractedCost };
  }
  const balance = per(commitment.remaining, factor(whole(commitment.monthsLeft)));
  const drawdown = smaller(eligible, balance);
  const avoidedShortfall = smaller(eligible, exposedPerMonth(commitment));
  return {
    contractedCost,
    drawdown,
    avoidedShortfall,
    effectiveCost: minus(contractedCost, avoidedShortfall),
    billedCost: commitment.prepaid ? minus(contractedCost, drawdown) : contractedCost,
  };
}
