import type { Decision, Evidence } from '../../domain/decision.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { footed } from '../../domain/footing.ts';
import { monthlyBaselineOf, monthlyCostOf } from '../../domain/plan.ts';
import { savingOf } from '../../domain/saving.ts';
import { savedOn, savingsByGround } from '../../domain/savings-by-ground.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import { dollars, percent } from '../render/numbers.ts';
import { SAVED_WORDS } from '../words/ground-words.ts';
import { allOf } from '../words/some-of.ts';

type NameOf = (provider: string) => string;

const CENTS = 2;

/** The saving by what it rests on; nothing where nothing is saved. */
export function savingTexts(decision: Pick<Decision, 'evidence' | 'plan'>): string[] {
  const { plan } = decision;
  const { amount } = savingOf(monthlyBaselineOf(plan), monthlyCostOf(plan));
  const savings = savingsByGround(decision);
  if (savings === undefined || lessThan(amount, NO_USD)) return [];
  const grounds = savedOn(savings);
  const shown = footed(
    grounds.map((ground) => savings[ground]),
    amount,
    CENTS,
  );
  // What is owed is known of the first month alone, which is no measure of a term.
  const what = plan.term === undefined ? `${dollars(plan.sparedCost)} that` : 'what';
  const owed = isZero(plan.sparedCost) ? '' : ` (${what} is owed to a cloud anyway counts as no cost)`;
  const parts = grounds.map(
    (ground, index) => `${dollars(shown[index] ?? amount)} ${SAVED_WORDS[ground]}${ground === 'published' ? owed : ''}`,
  );
  return parts.length === 0 ? [] : [`Of that saving: ${parts.join('; ')}.`];
}

function leaningText({ ground, sellers, contracts, weighed }: Evidence, nameOf: NameOf): string {
  const signed = contracts.map(({ provider, discount }) => `${nameOf(provider)} ${percent(discount)}`);
  switch (ground) {
    case 'published':
      return 'without asking anybody';
    case 'quoted':
      return sellers.length + signed.length === 0
        ? 'with what is quoted'
        : `with what is quoted (${allOf([...sellers, ...signed])})`;
    case 'claimed':
      return sellers.length === 0
        ? 'with what is claimed'
        : `with what ${allOf(sellers)} ${sellers.length === 1 ? 'claims' : 'claim'}${weighed ? ', as far as you believe it,' : ''}`;
    case 'hoped':
      if (contracts.length === 0) return 'with what is hoped for';
      return `if ${allOf(contracts.map(({ provider }) => nameOf(provider)))} ${contracts.length === 1 ? 'grants' : 'grant'} ${allOf(
        [...new Set(contracts.map(({ discount }) => percent(discount)))],
      )} off`;
  }
}

/** What is paid for each ground that one is willing to lean on, where it makes a difference. */
export function ladderTexts({ evidence, plan }: Pick<Decision, 'evidence' | 'plan'>, nameOf: NameOf): string[] {
  let before: Evidence['effectiveCost'];
  const rungs = evidence.flatMap((each) => {
    const { effectiveCost } = each;
    if (effectiveCost === undefined || (before !== undefined && compare(effectiveCost, before) === 0)) return [];
    before = effectiveCost;
    return [`${leaningText(each, nameOf)} ${dollars(effectiveCost)}`];
  });
  if (rungs.length < 2) return [];
  const over = plan.term === undefined ? 'a month' : 'a month on average over the term';
  return [`What you would pay ${over}, by whose word you take: ${rungs.join('; ')}.`];
}
