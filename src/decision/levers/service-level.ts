import type { CreditStep, ServiceLevel } from '../../domain/service-level.ts';
import { statistic } from '../../domain/statistic.ts';
import { complement, type Share } from '../../domain/units.ts';
import { type DowntimeModel, exceedance } from './downtime.ts';

/** The service level that a plan reckons with, by its id in the offers. */
export const USUAL_LEVEL = 'usual';

/** Of incidents, those that qualify; of credits, those claimed in time and those that can still be used. */
export interface Claims {
  readonly qualifying: number;
  readonly claimed: number;
  readonly usable: number;
}

/** What an uptime agreement is expected to credit. Floats: a contingent value, never part of a cost. */
export interface ExpectedCredit {
  readonly steps: readonly { readonly below: Share; readonly credit: Share; readonly probability: number }[];
  readonly basis: 'stated' | 'modelled';
  /** Of the month's spend. */
  readonly share: number;
}

/** Probability of each step and no lower one, where downtime follows the model and only part of it qualifies. */
function modelled(credits: readonly CreditStep[], downtime: DowntimeModel, minutes: number): number[] {
  const under = credits.map(({ below }) => exceedance(downtime, statistic(complement(below)) * minutes));
  return under.map((probability, index) => Math.max(0, probability - (under[index + 1] ?? 0)));
}

/**
 * Expected credit as a share of spend: sum of credit x probability, x claimed x usable. Incidents that do not qualify are
 * thinned out of the model; stated probabilities are of months, and are multiplied by the qualifying share instead.
 */
export function expectedCredit(
  { credits }: Pick<ServiceLevel, 'credits'>,
  downtime: DowntimeModel,
  minutesOfMonth: number,
  { qualifying, claimed, usable }: Claims,
): ExpectedCredit {
  const stated = credits.flatMap(({ probability }) => probability ?? []);
  const basis = stated.length > 0 ? 'stated' : 'modelled';
  const thinned = { ...downtime, incidents: downtime.incidents * qualifying };
  const probabilities =
    basis === 'stated'
      ? stated.map((probability) => statistic(probability) * qualifying)
      : modelled(credits, thinned, minutesOfMonth);
  const steps = credits.map(({ below, credit }, index) => ({ below, credit, probability: probabilities[index] ?? 0 }));
  const sum = steps.reduce((total, { credit, probability }) => total + statistic(credit) * probability, 0);
  return { steps, basis, share: sum * claimed * usable };
}
