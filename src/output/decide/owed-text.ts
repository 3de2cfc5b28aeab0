import type { ResolvedTerms } from '../../domain/contract.ts';
import type { Decision } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import type { PlannedContract, TermContract } from '../../domain/plan.ts';
import { annual } from '../../domain/units.ts';
import { dollars, plainDollars } from '../render/numbers.ts';
import { expected, odds } from '../words/expected-text.ts';

type NameOf = (provider: string) => string;

/** The terms of what is signed with a provider, where they are known. */
function termsOf(provider: string, { commitments, proposals }: Decision): ResolvedTerms | undefined {
  const signed = proposals.find(({ proposal, verdict }) => proposal.provider === provider && verdict === 'sign');
  return signed?.terms ?? commitments.find((each) => each.provider === provider)?.terms;
}

/** For how long, where the provider's terms are known. */
function termText(provider: string, decision: Decision): string {
  const terms = termsOf(provider, decision);
  if (terms === undefined) return '';
  return ` for ${terms.terms.termMonths} months${terms.assumed.includes('termMonths') ? ' (taken as usual)' : ''}`;
}

/** What a signature owes that is planned over a term: the least, for how long, and what the plan takes to follow it. */
export function owedOverTermTexts(
  { provider, band, slight }: TermContract,
  decision: Decision,
  nameOf: NameOf,
): string[] {
  if (slight) return [];
  const term = termText(provider, decision);
  const runs = termsOf(provider, decision)?.terms.termMonths;
  const months = decision.plan.term?.months ?? 1;
  const renewed =
    runs === undefined || runs >= months
      ? ''
      : ` The plan is of ${months} months: it is taken as renewed on the same terms.`;
  if (isZero(band.commitment)) return [`No minimum is owed to ${nameOf(provider)}${term}.${renewed}`];
  const staged = (band.stages?.length ?? 0) > 0 ? ' once its ramp is over, and less before' : '';
  return [
    `The minimum owed to ${nameOf(provider)}${term} is ${plainDollars(band.commitment)} a month${staged}, ${plainDollars(annual(band.commitment))} a year${staged === '' ? '' : ' then'}, whatever is used.${renewed}`,
  ];
}

/** What a signature owes: the least, for how long, in cash, and what a thin year loses. */
export function owedText(contract: PlannedContract, decision: Decision, nameOf: NameOf): string {
  const { provider, due, effectiveCost, band } = contract;
  const name = nameOf(provider);
  const term = termText(provider, decision);
  const cash = `as stated ${dollars(effectiveCost)} a month is paid, ${dollars(annual(effectiveCost))} a year`;
  const risk = decision.risk?.contracts.find((each) => each.provider === provider);
  if (isZero(due)) {
    const thin =
      risk === undefined || risk.probability === 0
        ? ''
        : ` In a bad month (${odds(risk.probability)} of them) the spend is under the floor and ${name} charges list.`;
    return `No minimum is owed to ${name}${term}: ${cash}.${thin}`;
  }
  const lost =
    risk === undefined || Math.round(risk.shortfallP10) === 0
      ? ''
      : ` In a bad case (one in ten) ${expected(risk.shortfallP10)} a month of it buys nothing.`;
  if (band.stages !== undefined && band.stages.length > 0)
    return `The minimum owed to ${name}${term} is ${plainDollars(due)} a month once its ramp is over, and less before, whatever is used. This page shows such a month, not the first: ${cash}.${lost}`;
  return `The minimum owed to ${name}${term} is ${plainDollars(due)} a month, ${plainDollars(annual(due))} a year, whatever is used: ${cash}.${lost}`;
}
