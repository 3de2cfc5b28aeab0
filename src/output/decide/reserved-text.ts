import { magnitude } from '../../domain/exact.ts';
import type { Reservation, ReservationTerm } from '../../domain/reservation.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { dollars, percent, wholeDollars } from '../render/numbers.ts';
import { expected } from '../words/expected-text.ts';

const part = (share: Parameters<typeof percent>[0] | undefined) => (share === undefined ? '-' : percent(share, 1));

function row({ offer, pools }: Reservation, { term, cost, saving, breakEvenOfMix }: ReservationTerm): string[] {
  const units = pools.map((each) => String(each.units)).join(' + ');
  const used = pools.map(({ utilisation }) => part(utilisation)).join(' / ');
  const less = lessThan(saving, NO_USD) ? `-${wholeDollars(magnitude(saving))}` : wholeDollars(saving);
  return [`${offer.name}, ${term.name}`, units, used, breakEvenOfMix.map(part).join(' / '), wholeDollars(cost), less];
}

function notesOf(each: Reservation): string[] {
  const { payAsYouGo, peakToAverage, loadBasis, terms, effects, batched } = each;
  const [best] = terms;
  const asIs = effects.find(({ levers }) => levers === 'asIs');
  const inBatch = effects.find(({ levers }) => levers === 'batch');
  const idled = inBatch?.utilisation.map(part).join(' / ');
  return [
    `What it would serve costs ${dollars(payAsYouGo)} a month as this plan buys it. Units are sized for a peak of ${percent(peakToAverage)} of the average minute, ${
      loadBasis === 'assumed' ? 'which is assumed: state load.peakToAverage' : 'as stated'
    }.`,
    ...(best === undefined
      ? []
      : [
          best.statistics.priceOptimalUnits.every((units) => units === 0n)
            ? `By price alone no unit pays: serving the peak costs ${expected(best.statistics.latencyInsurancePremium)} more than the plan, the price of latency. Spill beyond the units sized: ${expected(best.statistics.expectedSpill)}.`
            : `By price alone ${best.statistics.priceOptimalUnits.join(' + ')} units are best: expected ${expected(best.statistics.priceOptimalCost)} a month, worth ${expected(best.statistics.priceValue)}; serving the peak costs ${expected(best.statistics.latencyInsurancePremium)} more, the price of latency and no saving. Spill beyond the units sized: ${expected(best.statistics.expectedSpill)}.`,
        ]),
    ...(batched || idled === undefined || idled === asIs?.utilisation.map(part).join(' / ')
      ? []
      : [`Batch is not served by it: with the stated batch share its use falls to ${idled}.`]),
  ];
}

/** Capacity that could be reserved for the work of a plan, offer by offer, beside paying as it goes. */
export function reservedParts(reservations: readonly Reservation[]): PagePart[] {
  const models = [...new Set(reservations.map(({ model }) => model))];
  return models.flatMap((model): PagePart[] => {
    const mine = reservations.filter((each) => each.model === model);
    const rows = mine.flatMap((each) => each.terms.map((term) => row(each, term)));
    if (rows.length === 0) return [];
    return [
      {
        heading: `Reserved capacity for ${model}`,
        table: { head: ['offer and term', 'units', 'used', 'pays from', 'USD', 'saves'], rows },
        items: mine.flatMap(notesOf),
      },
    ];
  });
}
