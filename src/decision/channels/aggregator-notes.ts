import type { WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import type { Note } from '../../domain/note.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { usedBeforeLapse } from '../../domain/prepaid-credit.ts';
import { minus } from '../../domain/units.ts';
import { chargesFees, paidThere } from './aggregator-fees.ts';
import { type AggregatorPurchase, feesBeyondBills } from './aggregator-purchases.ts';

/** Whose word an aggregator's discounts are, and the terms it has beside them. */
export function aggregatorNotes(aggregator: Aggregator): Note[] {
  const { id, name, source, discounts, markup, sells, counted } = aggregator;
  const terms: Note[] = [
    ...(counted === undefined ? [] : [{ code: 'claimCounted', id, name, ...counted } as const]),
    ...(chargesFees(aggregator) || sells !== 'named' || !isZero(markup)
      ? [{ code: 'aggregatorTerms', aggregator } as const]
      : []),
  ];
  if (source === undefined || discounts.size === 0) return terms;
  const { confidence, checked, url } = source;
  return [{ code: 'aggregatorClaim', name, confidence, checked, url }, ...terms];
}

/** What a month's total there means: whole blocks of credit, and fees that the rows do not hold. */
export function monthNotes(purchase: AggregatorPurchase): Note[] {
  const { aggregator, bought, terms } = purchase;
  const { name, topUp } = aggregator;
  const { blocks } = terms;
  const beyondRows = feesBeyondBills(purchase);
  const bill = bought.tokenCost;
  const used = topUp && usedBeforeLapse(topUp, bill);
  return [
    ...(blocks === undefined || topUp === undefined
      ? []
      : [
          {
            code: 'prepaidCredit',
            aggregator: name,
            topUp,
            bill,
            blocks: blocks.count,
            cash: blocks.cash,
            leftOver: blocks.leftOver,
            lapse: used && { used, charged: paidThere(aggregator, bought) },
          } as const,
        ]),
    ...(isZero(beyondRows)
      ? []
      : [{ code: 'pooledFees', aggregator: name, bill, fees: minus(terms.cost, bill), beyondRows } as const]),
  ];
}

/** Aggregators that a pinned workload could be bought through, and that do not say which regions they pin. */
export function unknownRegions({ workload, configurations }: WorkloadEstimate): Note[] {
  const { region, name } = workload;
  if (region === undefined) return [];
  const open = configurations.flatMap(({ channel, obstacle }) =>
    channel.kind === 'aggregator' && channel.aggregator.regions === undefined && obstacle === undefined
      ? [channel.aggregator.name]
      : [],
  );
  const aggregators = [...new Set(open)];
  return aggregators.length === 0 ? [] : [{ code: 'regionNotKnown', workload: name, region, aggregators }];
}
