import { daysBetween } from '../../domain/day.ts';
import { rateAfter } from '../../domain/rate-card.ts';
import type { Complain, LintSubject } from './lint-subject.ts';

const CHECKED = ['source', 'checked'];

/** A rate that nothing has replaced on the day: what history says needs no second look. */
function isCurrent({ model, rate, day }: LintSubject): boolean {
  const next = rateAfter(model, rate);
  return (next === undefined || day < next.from) && (model.retired === undefined || day < model.retired.from);
}

function staleness(subject: LintSubject, complain: Complain): void {
  const { checked } = subject.rate.source;
  const age = daysBetween(checked, subject.day);
  const { limit } = subject.bounds.staleSourceDays;
  if (age > limit && isCurrent(subject)) {
    complain(
      'staleSource',
      CHECKED,
      `checked ${checked}, ${age} days before ${subject.day}; look again after ${limit} days`,
    );
  }
}

function checkedTooLate({ card, rate, today }: LintSubject, complain: Complain): void {
  const { checked } = rate.source;
  if (checked > today) {
    complain('checkedInFuture', CHECKED, `checked ${checked} lies in the future; today is ${today}`);
  } else if (checked > card.version) {
    complain(
      'checkedAfterVersion',
      CHECKED,
      `checked ${checked} is after the card's version ${card.version}; raise the version`,
    );
  }
}

/** What was foreseen has to be looked at again once its day has come: announced rises have been cancelled. */
function foreseen({ model, rate, day }: LintSubject, complain: Complain): void {
  const { checked } = rate.source;
  if (rate.announced !== undefined && rate.from <= day && checked < rate.from) {
    complain('announcedNotRechecked', ['announced'], `announced for ${rate.from}, and not looked at since ${checked}`);
  }
  const next = rateAfter(model, rate);
  if (rate.until === undefined || next === undefined || rate.until >= day) return;
  if (next.source.checked <= rate.until) {
    const text = `the promotion ended on ${rate.until}, and what followed was last looked at on ${next.source.checked}`;
    complain('promotionNotRechecked', ['until'], text);
  }
}

function precision({ rate }: LintSubject, complain: Complain): void {
  if (rate.fromPrecision === 'day') return;
  const first = rate.fromPrecision === 'month' ? `${rate.from.slice(0, 7)}-01` : `${rate.from.slice(0, 4)}-01-01`;
  if (rate.from !== first) {
    complain(
      'fromNotFirst',
      ['from'],
      `the source gives only the ${rate.fromPrecision}; write its first day, ${first}`,
    );
  }
}

/** What is doubtful about the days of one rate and of its source. */
export function dateFindings(subject: LintSubject, complain: Complain): void {
  staleness(subject, complain);
  checkedTooLate(subject, complain);
  foreseen(subject, complain);
  precision(subject, complain);
}
