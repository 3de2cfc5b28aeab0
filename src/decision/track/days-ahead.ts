import type { ContractTerms } from '../../domain/contract.ts';
import { type Day, daysAfter } from '../../domain/day.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { DayAhead } from '../../domain/track.ts';
import { grantDays } from '../audit/credits.ts';
import type { Window } from './window.ts';

/** Days of a contract on which something has to be done or changes, after a day and until the contract has ended. */
export function daysAhead(
  { clauses, start }: Proposal,
  { termMonths }: Pick<ContractTerms, 'termMonths'>,
  { window, end }: { readonly window: Window; readonly end: Day },
  used: readonly Model[],
  asOf: Day,
): DayAhead[] {
  const { noticeDays, autoRenew, credits } = clauses;
  const granted =
    start === undefined ? [] : credits.map((credit) => ({ credit, days: grantDays(credit, start, termMonths) }));
  const all: DayAhead[] = [
    ...(window.end < end ? [{ day: window.end, kind: 'windowEnds' as const, subject: undefined }] : []),
    ...(noticeDays === undefined
      ? []
      : [{ day: daysAfter(end, -noticeDays), kind: 'notice' as const, subject: undefined }]),
    { day: end, kind: autoRenew ? 'renews' : 'ends', subject: undefined },
    ...granted.flatMap(({ credit: { expiresAfterDays }, days }) =>
      days.flatMap((day): DayAhead[] => [
        { day, kind: 'credit', subject: undefined },
        ...(expiresAfterDays === undefined
          ? []
          : [{ day: daysAfter(day, expiresAfterDays), kind: 'creditLapses' as const, subject: undefined }]),
      ]),
    ),
    ...used.flatMap(({ id, rates, retired }): DayAhead[] => [
      ...rates
        .filter(({ from }) => from <= end)
        .map(({ from }) => ({ day: from, kind: 'price' as const, subject: id })),
      ...(retired === undefined || retired.from > end
        ? []
        : [{ day: retired.from, kind: 'retires' as const, subject: id }]),
    ]),
  ];
  return all.filter(({ day }) => day > asOf).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
