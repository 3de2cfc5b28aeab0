import type { SideCost } from '../../domain/card-diff.ts';
import { EFFECTS, type Effect, type Effects, type PortfolioChange, type WorkloadChange } from '../../domain/change.ts';
import { feesBeyond } from '../../domain/cost-change.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { rateWords } from '../../domain/exchange-rate.ts';
import type { Measured, PortfolioDiff, PortfolioSide } from '../../domain/portfolio-diff.ts';
import { NO_USD } from '../../domain/units.ts';
import { moving } from '../render/numbers.ts';
import { footingTexts } from '../words/footing-text.ts';

/** What each cause of a change means. */
export const MEANINGS: Readonly<Record<Effect, string>> = {
  price: 'other prices, at the new quantities',
  volume: 'more or fewer tokens, in the old mix',
  mix: 'other shares of models, channels, modes, meters',
  fees: 'what channels take or grant beside the tokens',
  added: 'workloads that are new',
  removed: 'workloads that are gone',
};

/** A cause with what it means. */
export const causeText = (effect: Effect) => `${effect}: ${MEANINGS[effect]}`;

const movedBy = (effects: Effects) => EFFECTS.filter((effect) => !isZero(effects[effect]));

/** The causes that moved a cost, in words and dollars. */
export function causes(effects: Effects): [cause: string, amount: string][] {
  return movedBy(effects).map((effect) => [causeText(effect), moving(effects[effect])]);
}

/** "replies: price -$300.00, volume +$3,000.00", for a workload that both sides have. */
export function causesOfWorkload({ workload, effects }: WorkloadChange): string {
  if (effects === undefined) return `${workload}: undecided, a part of it has no price`;
  const moved = movedBy(effects);
  if (moved.length === 0) return `${workload}: buys something else at the same cost`;
  return `${workload}: ${moved.map((effect) => `${effect} ${moving(effects[effect])}`).join(', ')}`;
}

/**
 * The workloads whose causes are worth a line: those on both sides that moved, where the causes of the whole do not say
 * as much.
 */
export function explained({ workloads, effects }: PortfolioChange): WorkloadChange[] {
  const moved = workloads.filter(({ change }) => change === 'changed' || change === 'undecided');
  const said = workloads.length === 1 && (effects === undefined || movedBy(effects).length > 0);
  return said ? [] : moved;
}

/** The name of a workload with what became of it. */
export function nameText({ workload, change }: WorkloadChange): string {
  return change === 'added' || change === 'removed' ? `${workload} (${change})` : workload;
}

/** What was compared, and how much of it differs. */
export function headline({ old, new: now, change }: PortfolioDiff): string {
  const count = (kind: WorkloadChange['change']) => change.workloads.filter((each) => each.change === kind).length;
  const kinds = (['changed', 'added', 'removed', 'undecided', 'unchanged'] as const)
    .map((kind) => [count(kind), kind] as const)
    .filter(([many]) => many > 0)
    .map(([many, kind]) => `${many} ${kind}`);
  return `${old.source} -> ${now.source}; workloads: ${kinds.join(', ')}`;
}

const MEASURES: Readonly<Record<Measured, string>> = {
  profiles: 'list price with the stated levers, or the channel a workload names',
  estimate: 'the cheapest configuration of each workload',
  check: 'what each check projected',
};

/** What the dollars are. */
export function heading({ measured, old, new: now }: PortfolioDiff): string {
  const days = old.day === now.day ? `at the rates of ${now.day}` : `at the rates of ${old.day}, then of ${now.day}`;
  return `USD a month: ${MEASURES[measured]}, ${days}`;
}

/** Said where the sides state other rates, of which one counts. */
function ratesText({ old, new: now }: PortfolioDiff): string | undefined {
  const [then, counts] = [old.exchange, now.exchange];
  if (then === undefined || counts === undefined) return undefined;
  if (then.currency === counts.currency && compare(then.rate, counts.rate) === 0) return undefined;
  return `Both sides are shown in ${counts.currency} at the rate of ${counts.file}; ${then.file} states ${rateWords(then.rate)} ${then.currency} for a US dollar.`;
}

/** What else is different between the sides: a change of price may be no more than that. */
export function differences(diff: PortfolioDiff): { code: string; text: string }[] {
  const { old, new: now, measured } = diff;
  const rates = ratesText(diff);
  const cards = ({ card }: PortfolioSide) => `${card.id} ${card.version}`;
  const said = cards(old) === cards(now) ? `two states of the card ${cards(now)}` : `${cards(old)} and ${cards(now)}`;
  const sameCard = cards(old) === cards(now) && old.card.sha256 === now.card.sha256;
  const sameDay = measured === 'profiles' || old.day === now.day;
  return [
    ...(sameCard ? [] : [{ code: 'cards', text: `The cards differ, ${said}: prices may move for that reason alone.` }]),
    ...(sameDay ? [] : [{ code: 'days', text: `The results are of different days, ${old.day} and ${now.day}.` }]),
    ...(rates === undefined ? [] : [{ code: 'rates', text: rates }]),
  ];
}

/** Said where rounded cells miss their own rounded total. */
export function footing({ change }: PortfolioDiff): string[] {
  const texts = (['old', 'new'] as const).flatMap((side) => {
    const amounts = [...change.workloads, ...feesBeyond(change)].map((each) => each[side]?.amount ?? NO_USD);
    return footingTexts(amounts, change[side].amount);
  });
  return [...new Set(texts)];
}

/** Why amounts are lower bounds, with the side each reason is on. */
export function reasons({ change, months }: PortfolioDiff): string[] {
  const named = (name: string, side: string, cost: SideCost | undefined) =>
    (cost?.unpriced ?? []).map((reason) => `${name}, ${side}: ${reason}`);
  return [
    ...change.workloads.flatMap((each) => [
      ...named(each.workload, 'old', each.old),
      ...named(each.workload, 'new', each.new),
    ]),
    ...months.flatMap((each) => [...named(each.month, 'old', each.old), ...named(each.month, 'new', each.new)]),
  ];
}

/** A side with the card and day its amounts are from. */
export function sideLine({ source, card, day }: PortfolioSide): string {
  return `${source}: card ${card.id} ${card.version} on ${day},`;
}

export function hashOf({ card }: PortfolioSide): string {
  return `sha256 ${card.sha256.slice(0, 12)}`;
}
