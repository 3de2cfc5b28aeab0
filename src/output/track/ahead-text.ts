import { type Day, daysBetween } from '../../domain/day.ts';
import type { DayAhead, Elsewhere, FloorStanding, Tracked } from '../../domain/track.ts';
import { dollars, percent } from '../render/numbers.ts';
import { confidenceText } from '../words/contract-text.ts';
import { expected } from '../words/expected-text.ts';

const LISTED = 8;

const KIND: Readonly<Record<DayAhead['kind'], (subject: string) => string>> = {
  windowEnds: () => 'the window ends, and what is left of it is settled',
  notice: () => 'notice is due by this day, if it is not to go on',
  renews: () => 'the last day of the term; it renews itself unless notice is given',
  ends: () => 'the last day of the term: settle its renewal, and the notice it asks for, before',
  credit: () => 'a credit is granted',
  creditLapses: () => 'a credit lapses',
  price: (model) => `the list price of ${model} changes`,
  retires: (model) => `${model} is not served any more`,
};

/** Days on which something has to be done, or changes. */
export function dayTexts({ daysAhead, priceIncrease, kind }: Tracked, asOf: Day): string[] {
  const shown = daysAhead.slice(0, LISTED).map((each) => {
    const more = each.kind === 'renews' && priceIncrease !== undefined ? `, ${percent(priceIncrease)} dearer` : '';
    const left = daysBetween(asOf, each.day);
    const what = kind === 'cloud' ? 'what is not spent by then is lost' : KIND[each.kind](each.subject ?? '');
    return `${each.day} (in ${left} ${left === 1 ? 'day' : 'days'}): ${what}${more}.`;
  });
  const rest = daysAhead.length - shown.length;
  return rest === 0 ? shown : [...shown, `${rest} more: --format json lists every one.`];
}

const STANDING: Readonly<Record<FloorStanding['verdict'], string>> = {
  below: 'below',
  within: 'within',
  above: 'above',
};

/** Where list spend stands beside the floor at which rate cards open: what the next contract is talked about from. */
export function floorTexts({ floor }: Tracked): string[] {
  if (floor === undefined) return [];
  const { low, high, monthlyList, verdict, source } = floor;
  const said = source === undefined ? 'your offers' : confidenceText(source.confidence);
  return [
    `List spend is ${dollars(monthlyList)} a month by the last 28 days known: ${STANDING[verdict]} the floor of ${dollars(low)} to ${dollars(high)} at which a rate card opens (${said}).`,
  ];
}

function costText({ costPerDollar, isOwed }: Elsewhere): string {
  const cents = Math.abs(costPerDollar).toFixed(2);
  const each = costPerDollar < 0 ? `each dollar moved saves $${cents}` : `each dollar moved costs $${cents}`;
  return isOwed ? `${each}, since spend there draws down what is owed to the cloud` : each;
}

/** What would use a commitment up: the same models, bought elsewhere. */
export function elsewhereTexts({ elsewhere, projected, kind }: Tracked): string[] {
  if (kind === 'cloud' || projected.days === 0 || projected.shortfall.expected < 1) return [];
  if (elsewhere.length === 0)
    return [
      'Nothing in this usage is bought elsewhere of its models: only more use, or other models, would use it up.',
    ];
  return elsewhere.map(
    (each) =>
      `Through ${each.through}: ${expected(each.drawsDown)} until the end of the window would count, for which ${expected(each.paidThere)} is paid there; ${expected(each.fills)} of it fills what is expected to be left, and ${costText(each)}.`,
  );
}
