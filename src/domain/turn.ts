import type { PlanChannel } from './channel.ts';
import type { Usd } from './units.ts';

/** What another decision does otherwise. */
export type Turn =
  | 'noPlan'
  | {
      /** Providers signed beside those of the plan, and those not signed any more. */
      readonly signed: readonly string[];
      readonly dropped: readonly string[];
      /** Other terms with the same provider. */
      readonly changed: readonly { readonly provider: string; readonly commitment: Usd }[];
      /** Workloads bought elsewhere or as another model. */
      readonly moved: readonly { readonly workload: string; readonly channel: PlanChannel; readonly model: string }[];
      /** Every channel that is bought through. */
      readonly through: readonly PlanChannel[];
      /** True where nothing is signed. */
      readonly unsigned: boolean;
    };
