import type { Advice } from '../../domain/estimate.ts';
import { compare } from '../../domain/exact.ts';
import type { Usd } from '../../domain/units.ts';
import { adviceText } from './advice-text.ts';

/** As many workloads as are told one by one what to do: more would not be read. */
const APART = 6;

type OfWorkload = Extract<Advice, { readonly code: 'lever' | 'buy' }>;

const isOfWorkload = (advice: Advice): advice is OfWorkload => advice.code === 'lever' || advice.code === 'buy';

const billOf = (advice: OfWorkload): Usd => (advice.code === 'lever' ? advice.worth.asIs : advice.cost);

const MORE: Readonly<Record<OfWorkload['code'], string>> = {
  lever: 'what their levers are worth',
  buy: 'how to buy them',
};

/** Of the advice of one code, that for the largest bills, and a line on how many more there are. */
function largest(advices: readonly Advice[], code: OfWorkload['code']): ReadonlyMap<OfWorkload, string> {
  const own = advices.filter(isOfWorkload).filter((advice) => advice.code === code);
  const kept = new Set([...own].sort((a, b) => compare(billOf(b), billOf(a))).slice(0, APART));
  const last = own.filter((advice) => kept.has(advice)).at(-1);
  const more = own.length - kept.size;
  const rest = more === 0 ? '' : `${more} more workloads, none with a larger bill: ${MORE[code]} is in --format json.`;
  return new Map([...kept].map((advice) => [advice, advice === last ? rest : '']));
}

/** What to do, in sentences as a person reads them: of many workloads, those with the largest bills. */
export function adviceTexts(advices: readonly Advice[], nameOf: (provider: string) => string): string[] {
  const told = new Map([...largest(advices, 'lever'), ...largest(advices, 'buy')]);
  return advices.flatMap((advice) => {
    const rest = isOfWorkload(advice) ? told.get(advice) : '';
    if (rest === undefined) return [];
    return [adviceText(advice, nameOf), ...(rest === '' ? [] : [rest])];
  });
}
