import {
  type Allocation,
  isUnknown,
  SHARED_KINDS,
  SHARED_RULES,
  writtenCosts,
  writtenShares,
} from '../domain/allocation.ts';
import { factor, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const line = (z: Z) =>
  z.strictObject({
    kind: z.enum(['group', 'untagged', 'unallocated']),
    name: z.string().nullable(),
    workloads: z.array(z.string()),
    listCost: usd(z, 'at the published price').nullable(),
    ownCost: usd(z, 'what it costs without anything that is shared').nullable(),
    sharedCost: usd(z, 'its part of what is shared'),
    effectiveCost: usd(
      z,
      'ownCost and sharedCost; over all lines exactly the total; null where nothing of it has a price',
    ).nullable(),
    share: factor(z, 'of the total; over all lines exactly 1').nullable(),
    complete: z.boolean().describe('false where a part of it has no price'),
    units: z.array(
      z.strictObject({
        name: z.string(),
        count: factor(z),
        cost: usd(z, 'of the workloads that state this unit'),
        costPerUnit: usd(z, 'US dollars'),
      }),
    ),
  });

/** The key `allocation` of an answer, with --by. */
export const allocation = (z: Z) =>
  z.strictObject({
    by: z.string().describe('provider, model, workload, channel or tag:NAME'),
    sharedBy: z.enum(SHARED_RULES).describe('who bears what belongs to no single workload'),
    total: usd(z, 'US dollars a month, exact: the cost of the answer'),
    complete: z.boolean(),
    lines: z.array(line(z)),
    shared: z
      .array(z.strictObject({ kind: z.enum(SHARED_KINDS), of: z.string(), amount: usd(z) }))
      .describe('what is shared; below 0 what is owed to a cloud anyway'),
  });

/** An allocation as its schema describes it; written lines sum to the total as it is written. */
export function allocationOf(of: Allocation): Written<typeof allocation> {
  const costs = writtenCosts(of);
  const shares = writtenShares(of);
  return {
    by: of.by,
    sharedBy: of.rule,
    total: of.total,
    complete: of.complete,
    lines: of.lines.map(({ kind, name, workloads, exact, complete, units }, index) => {
      const { list, own, shared, cost } = costs[index] ?? exact;
      const unknown = isUnknown({ complete, exact });
      return {
        kind,
        name: name ?? null,
        workloads,
        listCost: unknown ? null : (list ?? null),
        ownCost: unknown ? null : own,
        sharedCost: shared,
        effectiveCost: unknown ? null : cost,
        share: unknown ? null : (shares[index] ?? null),
        complete,
        units: unknown ? [] : units,
      };
    }),
    shared: of.shared.map(({ kind, of: payee, amount }) => ({ kind, of: payee, amount })),
  };
}
