import type { Limit, LimitScope } from '../../src/domain/budget.ts';
import type { Check } from '../../src/domain/check.ts';
import { pricedTotal } from '../../src/domain/line-item.ts';
import { dollars, shown } from './values.ts';

/** A limit on the whole profile. */
export function most(max: string, level: Limit['level'] = 'fail'): Limit {
  return { scope: 'portfolio', name: undefined, max: dollars(max), level };
}

/** A limit on one part of the profile. */
export function mostOf(scope: LimitScope, name: string, max: string, level: Limit['level'] = 'fail'): Limit {
  return { ...most(max, level), scope, name };
}

/** Which channel each workload is counted through, and its amount: "flat via bothmart: 1200". */
export function purchases({ workloads }: Check): string[] {
  return workloads.map(
    ({ workload, channel, bill }) => `${workload.name} via ${channel.id}: ${shown(pricedTotal(bill))}`,
  );
}
