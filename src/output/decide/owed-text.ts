import type { Decision } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import type { PlannedContract } from '../../domain/plan.ts';
import { annual } from '../../domain/units.ts';
import { dollars, plainDollars } from '../render/numbers.ts';
import { expected, odds } from '../words/expected-text.ts';

type NameOf = (provider: string) => string;

/** For how long, where the provider's terms are known. */
function termText(provider: string, { commitments, proposals }: Decision): string {
  const signed = proposals.find(({ proposal, verdict }) => proposal.provider === provider && verdict === 'sign');
  const terms = signed?.terms ?? commitments.find((each) => each.provider === provider)?.terms;
  if (terms === undefined) return '';
  return ` for ${terms.terms.termMonths} months${terms.assumed.includes('termMonths') ? ' (taken as usual)' : ''}`;
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
