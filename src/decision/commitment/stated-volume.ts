import type { AtStatedVolume, Signed } from '../../domain/commitment.ts';
import type { Contract, ContractTerms } from '../../domain/contract.ts';
import type { Usd } from '../../domain/units.ts';
import { bandTerms, beyondCommitment, settled } from '../contract/settle.ts';

/** What a commitment costs when exactly `listSpend` is used in a month: contracted usage, shortfall and overage. */
export function atStatedVolume(
  signed: Signed,
  { floor }: Pick<Contract, 'floor'>,
  terms: ContractTerms,
  listSpend: Usd,
): AtStatedVolume {
  const band = bandTerms({ floor, terms }, signed);
  const { used, shortfall, effective } = settled(band, listSpend);
  const overage = beyondCommitment(band, listSpend);
  return { listSpend, contractedCost: used, shortfall, overage, cost: effective };
}
