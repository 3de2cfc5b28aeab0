import type { Leverage } from '../../domain/decision.ts';
import type { ProviderFloor } from '../../domain/estimate.ts';
import { atLeast, lessThan, minus } from '../../domain/units.ts';
import { contracted, contractWith, expectedBand } from '../channels.ts';
import type { Context } from '../estimate.ts';

/** A provider's floor with what pulling the levers, or winning the discount, does to the standing to negotiate. */
export function leverageOf(floor: ProviderFloor, context: Context): Leverage {
  const contract = contractWith(context.offers, floor.provider, context.quote);
  const { optimisedSpend, baselineSpend } = floor;
  const { low } = floor.floor;
  const contractedSpend =
    contract === 'notOffered' ? optimisedSpend : contracted(optimisedSpend, expectedBand(contract, optimisedSpend));
  return {
    ...floor,
    contractedSpend,
    runway: minus(optimisedSpend, low),
    trapped: atLeast(baselineSpend, low) && lessThan(optimisedSpend, low),
    pushedUnder: atLeast(optimisedSpend, low) && lessThan(contractedSpend, low),
  };
}
