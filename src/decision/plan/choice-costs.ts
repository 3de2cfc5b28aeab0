import { numeral } from '../../domain/exact.ts';
import { plus } from '../../domain/units.ts';
import type { Choices } from './options.ts';

/** Everything a workload may cost, as far as prices decide it. */
export function costsOf({ open, opens, direct, clouds }: Choices): readonly string[] {
  const through = [...opens.values(), ...[...clouds.values()].flat()].map(({ cost }) => numeral(cost));
  const under = [...direct.values()].flat().map(({ listCost, besideCost }) => numeral(plus(listCost, besideCost)));
  return [open === undefined ? '' : numeral(open.cost), ...through, ...under];
}
