import type { BreakEven, Decision, Driver } from '../../domain/decision.ts';
import { offText } from '../words/off-text.ts';
import { flipTexts, levelText } from './drivers-text.ts';

type NameOf = (provider: string) => string;

const find = (drivers: readonly Driver[], code: Driver['code']) => drivers.find((each) => each.code === code);

/** Terms to have in writing: what the plan counts on, and how much less still carries it. */
export function termsToAsk({ drivers, plan }: Decision, nameOf: NameOf): string | undefined {
  const signed = plan.term === undefined ? plan.contracts : plan.term.contracts.filter(({ slight }) => !slight);
  const asked = signed.map(({ provider }) => nameOf(provider)).join(' and ');
  const least = find(drivers, 'discount')?.low.breakEven;
  const floor = find(drivers, 'floor')?.high.breakEven;
  if (asked === '' || (least === undefined && floor === undefined)) return undefined;
  const offs = [...new Set(signed.map(({ band }) => offText(band)))].join(' and ');
  // Of a level that is narrowed down the side is asked for on which the answer still holds.
  const enough = least && (least.exact ? `more than ${levelText(least.level)}` : levelText(least.holdsUntil));
  const or = enough === undefined ? '' : `, or at least ${enough}`;
  const opens = floor === undefined ? '' : `, from a list spend of no more than ${levelText(floor.holdsUntil)} a month`;
  return `Purchasing, before anything is signed: ask ${asked} to put in writing: ${offs}${or}${opens}. With worse terms the answer is another.`;
}

/** A discount that would win a provider over the plan. */
function discountToAsk({ drivers }: Decision, nameOf: NameOf): string | undefined {
  const deeper: BreakEven | undefined = find(drivers, 'discount')?.high.breakEven;
  if (deeper === undefined || deeper.becomes === 'noPlan') return undefined;
  const providers = deeper.becomes.signed.map(nameOf).join(' and ');
  if (providers === '') return undefined;
  return `Purchasing: ask ${providers} for more than ${levelText(deeper.level)} off: then a contract is the cheaper way.`;
}

/** Terms to know before the volume gets there. */
function growthToAsk({ drivers }: Decision, nameOf: NameOf): string | undefined {
  const more: BreakEven | undefined = find(drivers, 'volume')?.high.breakEven;
  if (more === undefined || more.becomes === 'noPlan' || more.becomes.signed.length === 0) return undefined;
  const providers = more.becomes.signed.map(nameOf).join(' and ');
  return `Purchasing: ask ${providers} for the terms at ${levelText(more.level)} the volume: from there a contract is the cheaper way.`;
}

/** What to do next, in one sentence: the question whose answer matters most, with the value to ask for. */
export function nextQuestion(decision: Decision, nameOf: NameOf): string | undefined {
  const vendor = termsToAsk(decision, nameOf) ?? discountToAsk(decision, nameOf) ?? growthToAsk(decision, nameOf);
  if (vendor !== undefined) return vendor;
  const [first] = flipTexts(decision.drivers, nameOf);
  return first === undefined ? undefined : `Settle first what decides it. ${first}`;
}
