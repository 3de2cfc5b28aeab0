import { MONTHS_PER_YEAR, type Month, monthsFrom } from '../../domain/day.ts';
import { isZero } from '../../domain/exact.ts';
import type { Plan, PlanTerm, TermContract } from '../../domain/plan.ts';
import { dollars, plainDollars } from '../render/numbers.ts';
import { offText } from '../words/off-text.ts';
import { rampedText } from '../words/ramp-text.ts';
import { allOf } from '../words/some-of.ts';

type NameOf = (provider: string) => string;

/** A month of the term: of the calendar where the profile says when it starts. */
function monthText(month: number, start: Month | undefined): string {
  const named = start === undefined ? undefined : monthsFrom(start, month)[month - 1];
  return named ?? `month ${month}`;
}

function commitmentText({ band, window }: TermContract): string {
  if (isZero(band.commitment)) return 'no commitment';
  const settled =
    window === 1
      ? ''
      : window === MONTHS_PER_YEAR
        ? ', held against the use of each year'
        : `, held against the use of each ${window} months`;
  return `a commitment of ${plainDollars(band.commitment)} a month${rampedText(band)}${settled}`;
}

function startText({ begins, opens, floor, band }: TermContract, start: Month | undefined, name: string): string {
  const low = plainDollars(floor.low);
  if (begins > 1)
    return ` Sign it for ${monthText(begins, start)}, not before: by then the floor of ${low} is reached and the use is worth the commitment.`;
  if (!isZero(band.commitment)) return '';
  if (opens === undefined)
    return ` It pays only in months in which demand is above its median and reaches the floor of ${low}; in months under it ${name} charges list.`;
  if (opens === 1) return '';
  return ` Its floor of ${low} is reached in ${monthText(opens, start)}: have it signed for then. In months under it ${name} charges list.`;
}

/** A contract over the term: what is signed, from when, and what it comes to in an average month. */
export function termContractText(contract: TermContract, start: Month | undefined, nameOf: NameOf): string {
  const { provider, band, listSpend, cost, shortfall } = contract;
  if (contract.slight) {
    const often = contract.opens === undefined ? ', since its floor is hardly ever reached' : '';
    return `${nameOf(provider)}: ${offText(band)} with no commitment is no reason to sign: it is expected to save less than a dollar a month${often}.`;
  }
  const short = isZero(shortfall) ? '' : `, of which ${dollars(shortfall)} buys nothing`;
  return `${nameOf(provider)}: ${offText(band)} with ${commitmentText(contract)}; on average ${dollars(listSpend)} a month of list spend costs ${dollars(cost)}${short}.${startText(contract, start, nameOf(provider))}`;
}

/** With whom is signed, and where the rest is bought: of months that differ the table shows the first. */
export function signingText(names: readonly string[], workloads: Plan['workloads'], first: boolean): string {
  const all = workloads.every(({ channel }) => channel.kind === 'direct');
  const rest = all
    ? `${first ? 'in the first month ' : ''}all of it is bought there`
    : 'buy the rest as the table says';
  return `${allOf(names)}; ${rest}.`;
}

/** What is signed, and how the first month is bought. */
export function termPurchaseText(
  { contracts, months }: PlanTerm,
  { workloads }: Plan,
  start: Month | undefined,
  nameOf: NameOf,
): string {
  const later = (each: TermContract) => Math.max(each.begins, each.opens ?? 1);
  const worth = contracts.filter(({ slight }) => !slight);
  const now = worth.filter((each) => later(each) === 1);
  const names = (some: readonly TermContract[]) => some.map(({ provider }) => nameOf(provider));
  const waiting = worth
    .filter((each) => later(each) > 1)
    .map(
      (each) =>
        `Sign with ${nameOf(each.provider)} for ${monthText(later(each), start)}; until then buy as the table says.`,
    );
  const signed = now.length === 0 ? [] : [`Sign with ${signingText(names(now), workloads, months > 1)}`];
  return [...signed, ...waiting].join(' ');
}

/** Before an amount that some work is missing from. */
const atLeast = (gaps: PlanTerm['gaps']) => (gaps.length === 0 ? '' : 'at least ');

/** What an amount of a term is: the mean of its months. */
export function overTermText({ months, totalCost, moves, gaps }: PlanTerm): string {
  if (months === 1) return 'expected over the demand that is stated';
  const stated = moves.filter((each) => each === 'growth' || each === 'demand');
  const said = stated.length === 0 ? [] : [`${allOf(stated)} ${stated.length === 1 ? 'is' : 'are'} stated`];
  const announced = moves.includes('prices') ? [`${stated.length === 0 ? 'its ' : ''}prices are announced`] : [];
  const trend = moves.includes('trend') ? ['list prices are taken to change'] : [];
  const ended = moves.includes('ends')
    ? [gaps.length === 0 ? 'a model ends' : 'work has no price after its model ends']
    : [];
  const by = `as ${allOf([...said, ...announced, ...trend, ...ended])}`;
  return `on average over ${months} months (${atLeast(gaps)}${dollars(totalCost)} in all), ${by}`;
}

/** What the table under it is of. */
export function firstMonthText(cost: string, { months, byMonth: [first] }: PlanTerm): string {
  const whole =
    first?.complete === false ? ' What loses its price in that month stands in it with all of the month.' : '';
  if (months === 1) return `The table is at the stated tokens (${cost}).${whole}`;
  return `The table is the first of ${months} months at the stated tokens (${cost}); where each stream is bought may change by month, what is signed does not.${whole}`;
}
