import { compare } from '../../domain/exact.ts';
import type { LeverBasis, LeverReport, ProviderLevers } from '../../domain/lever-report.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';

type NameOf = (provider: string) => string;

/** How well a value is known. */
export const LEVER_BASIS: Readonly<Record<LeverBasis, string>> = {
  published: 'published',
  stated: 'stated',
  assumed: 'assumed',
  claim: 'a claim',
};

/** The levers of a provider, worth most first. */
export function sortedValues({ values }: ProviderLevers): ProviderLevers['values'] {
  return [...values].sort((a, b) => compare(b.expected, a.expected));
}

export function valueText({ low, expected, high }: ProviderLevers['values'][number]): string {
  return compare(low, high) === 0 ? dollars(expected) : `${dollars(low)} to ${dollars(high)}`;
}

function notesOf(each: ProviderLevers, report: LeverReport, nameOf: NameOf): string[] {
  const { failedRequests: failed, uptime, models, floor, open, provider } = each;
  const classes = failed.classes.filter(({ recovered }) => lessThan(NO_USD, recovered));
  const newest = models.filter(({ newer }) => newer === 0).map(({ model }) => model);
  return [
    ...(open || floor === undefined
      ? []
      : [
          `${nameOf(provider)} is under its floor of ${plainDollars(floor.low)}: none of this moves before it is reached.`,
        ]),
    `Failed requests${failed.basis === 'assumed' ? ', at rates that are assumed (state failures)' : ''}: ${
      classes.map(({ name, recovered }) => `${name} ${dollars(recovered)}`).join(', ') || 'nothing to recover'
    }; ${dollars(failed.articleMethod)} by the article's flat share of the output.`,
    ...(uptime === undefined
      ? []
      : [
          `Uptime credits are worth that only in months that fall short (${uptime.steps
            .map(
              ({ below, credit, probability }) =>
                `${percent(credit)} back below ${percent(below, 1)}, ${(probability * 100).toFixed(1)}% of months`,
            )
            .join(
              '; ',
            )}), ${uptime.basis}: beside the cost, never in it. ${percent(report.qualifying)} of incidents are taken to qualify, ${percent(report.claimed)} of credits to be claimed.`,
        ]),
    ...(each.regionBasis === 'couldBePinned'
      ? ['Region pinning: nothing is pinned now; it is the premium that residency would carry.']
      : []),
    ...(newest.length === 0 ? [] : [`Newest on the card, so least to be had off list: ${newest.join(', ')}.`]),
  ];
}

/** What a negotiation with each provider can move, in dollars and in points off the rate card. */
export function leverParts(report: LeverReport, nameOf: NameOf): PagePart[] {
  const named = (lever: ProviderLevers['values'][number]['lever']) => report.names.get(lever)?.name ?? lever;
  const parts = report.providers.map(
    (each): PagePart => ({
      heading: `What to negotiate with ${nameOf(each.provider)}, on ${dollars(each.listSpend)} of list spend`,
      table: {
        head: ['lever', 'USD a month', 'points', 'basis'],
        rows: sortedValues(each).map((value) => [
          value.contingent ? `${named(value.lever)} (contingent)` : named(value.lever),
          valueText(value),
          value.points === undefined ? '-' : percent(value.points, 1),
          LEVER_BASIS[value.basis],
        ]),
      },
      items: notesOf(each, report, nameOf),
    }),
  );
  if (parts.length === 0) return [];
  return [
    ...parts,
    { heading: 'What does not move', items: report.notLevers.map(({ name, reason }) => `${name}: ${reason}.`) },
  ];
}

/**
 * One line for the first screen: what to ask a provider for whose contract is signed, worth most first. `when` is the talk:
 * the one that a line before it is about, or one of its own.
 */
export function askTexts(report: LeverReport, signed: readonly string[], nameOf: NameOf, when: string): string[] {
  return report.providers.flatMap((each) => {
    if (!each.open || !signed.includes(each.provider)) return [];
    const worth = sortedValues(each).filter(
      ({ lever, expected, contingent }) =>
        !contingent &&
        lessThan(NO_USD, expected) &&
        (lever !== 'regionPinning' || each.regionBasis !== 'couldBePinned'),
    );
    const names = worth.map(
      ({ lever, expected }) => `${report.names.get(lever)?.name ?? lever} (${plainDollars(expected)})`,
    );
    return names.length === 0
      ? []
      : [`Purchasing, ${when}: ask ${nameOf(each.provider)} for, by what each is worth a month: ${names.join(', ')}.`];
  });
}
