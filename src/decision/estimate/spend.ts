import { LEVER_STATES, type Levers, pulled } from '../../domain/levers.ts';
import { type Bill, isKnownUnder, type Terms, underTerms } from '../../domain/line-item.ts';
import type { Model, Move, Rate } from '../../domain/rate-card.ts';
import type { Service } from '../../domain/service.ts';
import type { TokenRatio } from '../../domain/token-ratio.ts';
import { NO_USD, plus, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { WorkloadLevers } from '../../engine/levers.ts';
import type { PriceSheet } from '../../engine/price-sheet.ts';
import { channelSheet, priceConfiguration } from '../../engine/pricer.ts';

/** A workload with its rate, its list prices, and its levers as stated and as illustrated. */
export interface Priceable {
  /** The work in the tokens of `model`. */
  readonly workload: Workload;
  /** The model that is priced: what stands in the place of the one that was asked for, once that has ended. */
  readonly model: Model;
  readonly rate: Rate;
  readonly listSheet: PriceSheet;
  readonly stated: WorkloadLevers;
  readonly illustrated: WorkloadLevers;
  /** The levers as stated under a rate that somebody else sells the model at. */
  readonly leversOn: (rate: Rate) => WorkloadLevers;
  /** The same for other work in its tokens that is in the same region and whose prompts are as long. */
  readonly asWork: (workload: Workload) => Priceable;
  readonly service: Service;
  /** Where the model is named by a name that goes from model to model: the name, and since when it means this one. */
  readonly named: (Pick<Move, 'from' | 'source'> & { readonly name: string }) | undefined;
  /** Tokens of the model priced for one of the model asked for. */
  readonly tokenRatio: TokenRatio | 'same' | undefined;
}

/** An amount that is a lower bound when something in it has no price. */
export interface Spend {
  readonly amount: Usd;
  readonly complete: boolean;
  /** How many workloads it is of. */
  readonly workloads: number;
}

/** List spend of a provider's workloads under the same levers, stated or illustrated: what a floor is tested on. */
export type ProviderSpend = (provider: string, levers: Levers, illustrated: boolean) => Spend;

/** The levers that a workload states and its model offers, in every combination. */
export function leverStates({ stated }: Priceable): Levers[] {
  return LEVER_STATES.filter((levers) => pulled(levers).every((lever) => stated.inTheWay[lever] === undefined));
}

const listBills = new WeakMap<Priceable, Map<WorkloadLevers, { [levers in Levers]?: Bill }>>();

/** A workload at list, priced once: its rows, the floors and the fees of what it is bought with all ask for it. */
export function listBill(of: Priceable, levers: Levers, as: WorkloadLevers = of.stated): Bill {
  const known = listBills.get(of) ?? new Map<WorkloadLevers, { [levers in Levers]?: Bill }>();
  listBills.set(of, known);
  const bills = known.get(as) ?? {};
  known.set(as, bills);
  bills[levers] ??= priceConfiguration(of.workload, as, of.listSheet, levers);
  return bills[levers];
}

export const NO_SPEND: Spend = { amount: NO_USD, complete: true, workloads: 0 };

/** List-price spend with the levers given, over some workloads, as far as a contract counts it. */
export function listSpend(
  workloads: readonly Priceable[],
  as: 'stated' | 'illustrated',
  levers: Levers,
  contract: Terms,
): Spend {
  return workloads.reduce((spend, of) => {
    const bill = listBill(of, levers, of[as]);
    return {
      amount: plus(spend.amount, underTerms(bill, contract)),
      complete: spend.complete && isKnownUnder(bill, contract),
      workloads: spend.workloads + 1,
    };
  }, NO_SPEND);
}

/** The list-price sheet of a workload. */
export function listSheetOf(workload: Workload, rate: Rate): PriceSheet {
  return channelSheet(workload, rate, []);
}
