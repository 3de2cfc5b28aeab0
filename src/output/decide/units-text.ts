import type { Decision } from '../../domain/decision.ts';
import { compare, magnitude, ONE } from '../../domain/exact.ts';
import type { Plan, PlannedReservation, UnitsAt } from '../../domain/plan.ts';
import { boundMonths } from '../../domain/reserved.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { dollars, multiple, percent } from '../render/numbers.ts';
import { allOf } from '../words/some-of.ts';

/** "115 units", or "3 + 5 units (input + output)" where pools are bought apart. */
function countText({ held: { pools } }: PlannedReservation): string {
  const counts = pools.map(({ units }) => String(units)).join(' + ');
  const names = pools.flatMap(({ pool: { name } }) => (name === '' ? [] : [name]));
  const unit = counts === '1' ? 'unit' : 'units';
  return `${counts} ${unit}${names.length === 0 ? '' : ` (${names.join(' + ')})`}`;
}

const offerText = ({ held: { offer, term } }: PlannedReservation) => `${offer.name}, ${term.name}`;

/** What is reserved, in a sentence; nothing where nothing is. */
export function reserveTexts({ reservations }: Plan): string[] {
  if (reservations.length === 0) return [];
  return [
    `Reserve ${allOf(reservations.map((each) => `${countText(each)} of ${offerText(each)}, for ${each.held.model}`))}.`,
  ];
}

function servesText({ held: { served, pools, model }, workloads }: PlannedReservation): string {
  const used = allOf(pools.map((each) => percent(each.used, 1)));
  const isAll = compare(served, ONE) === 0;
  const part = isAll ? `all of ${allOf(workloads)}` : `${percent(served, 1)} of ${allOf(workloads)}`;
  const rest = isAll ? '' : '; the rest goes on as the table says';
  return `They serve ${part} as ${model}, but nothing that waits for batch, and are used to ${used}${rest}.`;
}

/** What reserved units cost and for how long, and what they serve. */
function unitsText(of: PlannedReservation): string {
  const { held } = of;
  const months = boundMonths(held.term);
  const all = months === 1 ? '' : ` for ${months} months, ${dollars(of.dueInAll)}`;
  return `${offerText(of)}: ${countText(of)} (${held.offer.unit}) at ${dollars(held.unitPrice)} a month each, ${dollars(held.cost)} a month${all}, due whether they are used or not. ${servesText(of)}`;
}

function atText({ volume, saves }: UnitsAt): string {
  const gap = dollars(magnitude(saves));
  const than = lessThan(saves, NO_USD) ? `cost ${gap} a month more than none` : `save ${gap} a month`;
  return `at ${multiple(volume)} of the volume they ${than}`;
}

/** What the units are worth together. */
function worthText({ units }: Pick<Decision, 'units'>): string[] {
  if (units === undefined) return [];
  const { without, saves, low, high } = units;
  const ends = [low, high].flatMap((each) => (each === undefined ? [] : [atText(each)]));
  const elsewhere = ends.length === 0 ? '' : `; ${ends.join(', ')}`;
  return [
    `Without reserved units the best plan costs ${dollars(without)} a month: they save ${dollars(saves)}${elsewhere}.`,
  ];
}

/** Of a plan over several months: what is said of the units' use is of one of them. */
const firstMonthText = ({ reservations, term }: Plan): string[] =>
  term === undefined || reservations.length === 0
    ? []
    : [
        'What they serve and are used to is of the first month, at the stated tokens; in each other month they serve what its volume allows, and the number of them stays.',
      ];

/** What is signed for reserved units. */
export const signUnitsTexts = (decision: Pick<Decision, 'plan' | 'units'>): string[] => [
  ...decision.plan.reservations.map(unitsText),
  ...firstMonthText(decision.plan),
  ...worthText(decision),
];

/** Odds are of what goes with demand; units do not. */
export function unitsSureTexts({ plan: { reservations } }: Pick<Decision, 'plan'>): string[] {
  if (reservations.length === 0) return [];
  const assumed = reservations.filter(({ held }) => !held.peakStated);
  return [
    'No odds are given for a plan with reserved units: what they cost where there is less work stands under what to sign.',
    ...assumed.map(
      ({ held, workloads }) =>
        `The busiest minutes of ${allOf(workloads)} are taken as ${multiple(held.peakToAverage)} the average, which nobody has stated: how many units pay depends on it. State load.peakToAverage before anything is signed.`,
    ),
  ];
}

/** The volume under which the units do not pay. */
export function unitsFlipTexts({ units }: Pick<Decision, 'units'>): string[] {
  if (units?.paysFrom === undefined) return [];
  return [`Volume below ${multiple(units.paysFrom)}: the reserved units cost more than they save.`];
}

/** What is settled before units are signed. */
export function unitsNextTexts({ plan: { reservations } }: Pick<Decision, 'plan'>): string[] {
  return reservations.map((each) => {
    const { held } = each;
    const unsure =
      held.offer.ground === 'claimed'
        ? ': nobody has checked its price'
        : held.offer.ground === 'hoped'
          ? ': nobody has offered its price'
          : '';
    return `Purchasing, before units are signed: have ${held.offer.name} put in writing ${dollars(held.unitPrice)} a month for a ${held.offer.unit}, what one serves of ${held.model}, and that what they do not serve goes on at pay-as-you-go${unsure}.`;
  });
}

/** The reserved units of a plan, offer by offer. */
export function unitsParts({ plan: { reservations } }: Pick<Decision, 'plan'>): PagePart[] {
  if (reservations.length === 0) return [];
  const rows = reservations.map((each) => [
    offerText(each),
    countText(each),
    each.held.pools.map(({ used }) => percent(used, 1)).join(' / '),
    percent(each.held.served, 1),
    dollars(each.listCost),
    dollars(each.held.cost),
  ]);
  return [
    {
      heading: 'Reserved units of the plan',
      table: { head: ['offer and term', 'units', 'used', 'serves', 'at list', 'USD'], rows },
      items: reservations.every(({ held: { served } }) => compare(served, ONE) === 0)
        ? []
        : [
            'What units serve of a load that moves by the minute is a statistic: a lognormal load whose 99th percentile is the stated peak, or as its sigma says.',
          ],
    },
  ];
}
