import { type Context, estimate, estimateOf } from '../decision/estimate/estimate.ts';
import { type Gap, knownParts } from '../decision/estimate/month-parts.ts';
import { type EstimatePeriods, estimateCharges } from '../decision/focus/estimate-charges.ts';
import type { BillingPeriod } from '../domain/charge.ts';
import { firstDay, lastDay, type Month, monthOf, monthsFrom } from '../domain/day.ts';
import type { Estimate } from '../domain/estimate.ts';
import { workIn } from '../domain/growth.ts';
import { horizonOf } from '../domain/horizon.ts';
import { visible } from '../domain/line-text.ts';
import { problem } from '../domain/problem.ts';
import type { Profile } from '../domain/workload.ts';
import { focusCsv } from '../output/focus/csv.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { obstacleText } from '../output/words/obstacle-text.ts';
import { emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { chargesVersion } from './focus-options.ts';
import type { EstimateOptions } from './options.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { tagUnmet, toldApart } from './told-apart.ts';

/** What is priced in a month, and the days that each workload of the answer stands for. */
interface PricedMonth {
  readonly month: Month;
  readonly answer: Estimate;
  readonly periods: EstimatePeriods;
  /** What has no price from a day on, since its model ends and nothing is named after it. */
  readonly gaps: readonly Gap[];
}

/** The month of --as-of at its rates; or the months a profile runs, each day at its rates. */
function pricedMonths({ workloads, common, horizon }: Profile, context: Context): PricedMonth[] {
  const { day } = context;
  if (horizon === undefined) {
    const month = monthOf(day);
    const period: BillingPeriod = { month, ratesOf: day };
    const periods: EstimatePeriods = { month: period, of: () => period };
    return [{ month, answer: estimate(workloads, context), periods, gaps: [] }];
  }
  const { start, months } = horizonOf(horizon, day);
  return monthsFrom(start, months).map((month, index) => {
    const { parts, gaps } = knownParts(workIn(index, workloads, common), month, context);
    const answer = estimateOf(
      parts.map(({ of }) => of),
      { ...context, day: firstDay(month) },
    );
    const whole = { first: firstDay(month), last: lastDay(month) };
    const over = ({ first, last }: typeof whole): BillingPeriod => ({ month, ratesOf: first, days: { first, last } });
    const periods: EstimatePeriods = { month: over(whole), of: (place) => over(parts[place] ?? whole) };
    return { month, answer, periods, gaps };
  });
}

function refuseUnknownScenario(scenario: string | undefined, { workloads }: Estimate): void {
  const ids = [...new Set(workloads.flatMap((each) => each.configurations.map((row) => row.id)))];
  if (scenario === undefined || ids.includes(scenario)) return;
  throw problem('badValue', `--scenario ${scenario}`, `there is no such configuration; there are ${ids.join(', ')}`);
}

/** A configuration that was asked for is exported even when it cannot be had yet; that is said. */
function hypothetical({ workloads }: Estimate, scenario: string | undefined, providerName: (id: string) => string) {
  return workloads.flatMap(({ workload, configurations }) => {
    const obstacle = configurations.find((row) => row.id === scenario)?.obstacle;
    if (obstacle === undefined || obstacle.code === 'unpriced') return [];
    return [`${workload.name} cannot be bought as ${scenario} as it stands: ${obstacleText(obstacle, providerName)}.`];
  });
}

/** How old prices are is said once, of the first month: a later day makes nothing older that is not known yet. */
const withoutAge = (notes: Estimate['warnings']) => notes.filter(({ code }) => code !== 'stalePrices');

/** `tokencost estimate --format focus`: 0, or 4 when a workload has no charge since nothing of it can be priced. */
export async function runEstimateFocus(profile: Profile, context: Context, options: EstimateOptions, shell: Shell) {
  const version = chargesVersion(options);
  const provenance = provenanceOf('estimate', context);
  const priced = pricedMonths(profile, context).map(async ({ month, answer, periods, gaps }) => {
    refuseUnknownScenario(options.scenario, answer);
    const { charges, leftOut } = estimateCharges(answer, periods, provenance.providerName, options.scenario);
    const by = await toldApart(options, (terms, { allocateEstimate }) => allocateEstimate(answer, terms));
    return { month, answer, gaps, leftOut, charges: by?.charges(charges) ?? charges };
  });
  const months = await Promise.all(priced);
  emit(
    focusCsv(
      months.flatMap((month) => month.charges),
      { ...provenance, complete: months.every(({ leftOut, gaps }) => leftOut.length + gaps.length === 0), version },
    ),
    options,
    shell,
  );
  const { providerName } = provenance;
  const warnings = months.flatMap(({ answer }, place) => [
    ...noteTexts(place === 0 ? answer.warnings : withoutAge(answer.warnings), providerName),
    ...hypothetical(answer, options.scenario, providerName),
  ]);
  const unmet = noteTexts(tagUnmet(options, profile), providerName);
  const missing = months.flatMap(({ leftOut, month }) =>
    leftOut.map((name) => `${name} has no charges in ${month}: nothing of it can be both priced and bought.`),
  );
  const ended = months.flatMap(({ gaps, month }) =>
    gaps.map(({ workload, model, from }) => {
      const since = from <= firstDay(month) ? '' : ` from ${from} on`;
      return `${workload} has no charges in ${month}${since}: nothing is named that answers for ${model}.`;
    }),
  );
  warn([...new Set([...warnings, ...unmet, ...missing, ...ended])].map(visible), options, shell);
  return missing.length + ended.length > 0 ? EXIT.cannotTell : EXIT.fine;
}
