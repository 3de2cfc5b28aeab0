import {
  type AllocatedCosts,
  type Allocation,
  centCosts,
  costsIn,
  isUnknown,
  writtenShares,
} from '../../domain/allocation.ts';
import type { ExchangeRate } from '../../domain/exchange-rate.ts';
import { NO_USD } from '../../domain/units.ts';
import { type Part, table } from '../page.ts';
import { bounded, currencyText, dollars, roundPercent } from '../render/numbers.ts';
import { keyName, lineName, sharedTexts, unitTexts } from './words.ts';

/** Decimals of a share beside its amount. */
const SHARE_PLACES = 1;

/** Shares in percent, that sum to 100. */
const shareTexts = (allocation: Allocation): string[] =>
  writtenShares(allocation, SHARE_PLACES + 2).map((share) =>
    share === undefined ? '' : roundPercent(share, SHARE_PLACES),
  );

function amounts({ list, own, shared, cost }: AllocatedCosts, complete: boolean): string[] {
  const bound = (amount: AllocatedCosts['list']) =>
    amount === undefined ? '' : bounded(dollars(amount), complete ? 'exact' : 'atLeast');
  return [bound(list), bound(own), dollars(shared), bound(cost)];
}

/** A line of which nothing has a price. */
const UNKNOWN = ['unpriced', 'unpriced', dollars(NO_USD), 'unpriced'];

/** The costs in the currency that the user states, a cell a line and one for the total; no cells without one. */
function besideCells(allocation: Allocation, exchange: ExchangeRate | undefined) {
  if (exchange === undefined) return { head: [], at: () => [] };
  const costs = costsIn(allocation, exchange);
  const texts = costs.map((cost) => currencyText(cost, exchange.currency).replace(`${exchange.currency} `, ''));
  return { head: [exchange.currency], at: (index: number) => texts.slice(index, index + 1) };
}

/** A bill by who caused it, in cents that add up, and under it who bears what is shared and what a unit costs. */
export function allocationPart(
  allocation: Allocation,
  nameOf: (id: string) => string,
  exchange: ExchangeRate | undefined,
): Part {
  const { by, lines, complete, firstOf } = allocation;
  const cents = centCosts(allocation);
  const shares = shareTexts(allocation);
  const other = besideCells(allocation, exchange);
  const rows = lines.flatMap((line, index): string[][] => {
    const costs = cents.lines[index];
    const share = shares[index] ?? '';
    if (isUnknown(line)) return [[lineName(line, allocation), ...UNKNOWN, ...other.head.map(() => ''), '']];
    const cells = costs === undefined ? [] : [...amounts(costs, line.complete), ...other.at(index), share];
    return costs === undefined ? [] : [[lineName(line, allocation), ...cells]];
  });
  const total = ['total', ...amounts(cents.all, complete), ...other.at(lines.length), ''];
  const head = [keyName(by), 'at list', 'own', 'shared', 'cost', ...other.head, 'of all'];
  const first = firstOf === undefined ? [] : [`Of the first of ${firstOf} months, as the table of the plan is.`];
  const items = [...first, ...unitTexts(allocation), ...sharedTexts(allocation, nameOf)];
  return {
    heading: `Cost by ${keyName(by)}, USD a month`,
    level: 'title',
    blocks: [table({ head, rows: [...rows, total] }), { kind: 'items', items }],
  };
}

/** What a contract was used for by whom, in cents that add up. */
export function usedPart(
  allocation: Allocation,
  lead: string,
  notes: readonly string[],
  nameOf: (id: string) => string,
  exchange: ExchangeRate | undefined,
): Part {
  const { by, lines, shared } = allocation;
  const cents = centCosts(allocation);
  const shares = shareTexts(allocation);
  const other = besideCells(allocation, exchange);
  const cells = ({ own, shared: part, cost }: AllocatedCosts) =>
    shared.length === 0 ? [dollars(cost)] : [own, part, cost].map(dollars);
  const rows = lines.flatMap((line, index): string[][] => {
    const costs = cents.lines[index];
    const share = shares[index] ?? '';
    return costs === undefined ? [] : [[lineName(line, allocation), ...cells(costs), ...other.at(index), share]];
  });
  const items = [...(shared.length === 0 ? [] : sharedTexts(allocation, nameOf)), ...notes];
  const named =
    shared.length === 0
      ? ['used']
      : ['used', shared.some(({ kind }) => kind === 'overage') ? 'for overage' : 'not used', 'due'];
  const head = [keyName(by), ...named, ...other.head, 'of all'];
  return {
    heading: `${lead} ${keyName(by)}, US dollars`,
    level: 'title',
    blocks: [
      table({ head, rows: [...rows, ['total', ...cells(cents.all), ...other.at(lines.length), '']] }),
      ...(items.length === 0 ? [] : [{ kind: 'items', items } as const]),
    ],
  };
}
