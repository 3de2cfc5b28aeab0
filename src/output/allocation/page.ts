import { type AllocatedCosts, type Allocation, centCosts } from '../../domain/allocation.ts';
import { type Part, table } from '../page.ts';
import { bounded, dollars, roundPercent } from '../render/numbers.ts';
import { keyName, lineName, sharedTexts, unitTexts } from './words.ts';

/** Decimals of a share beside its amount. */
const SHARE_PLACES = 1;

function amounts({ list, own, shared, cost }: AllocatedCosts, complete: boolean): string[] {
  return [dollars(list), dollars(own), dollars(shared), bounded(dollars(cost), complete ? 'exact' : 'atLeast')];
}

/** A bill by who caused it, in cents that add up, and under it who bears what is shared and what a unit costs. */
export function allocationPart(allocation: Allocation, nameOf: (id: string) => string): Part {
  const { by, lines, complete } = allocation;
  const cents = centCosts(allocation);
  const rows = lines.flatMap((line, index): string[][] => {
    const costs = cents.lines[index];
    const share = line.share === undefined ? '' : roundPercent(line.share, SHARE_PLACES);
    return costs === undefined ? [] : [[lineName(line, allocation), ...amounts(costs, line.complete), share]];
  });
  const total = ['total', ...amounts(cents.all, complete), ''];
  const head = [keyName(by), 'at list', 'own', 'shared', 'cost', 'of all'];
  const items = [...unitTexts(allocation), ...sharedTexts(allocation, nameOf)];
  return {
    heading: `Cost by ${keyName(by)}, USD a month`,
    level: 'title',
    blocks: [table({ head, rows: [...rows, total], folds: true }), { kind: 'items', items }],
  };
}

/** What a contract was used for by whom, in cents that add up. */
export function usedPart(allocation: Allocation, lead: string, nameOf: (id: string) => string): Part {
  const { by, lines, shared } = allocation;
  const cents = centCosts(allocation);
  const cells = ({ own, shared: part, cost }: AllocatedCosts) =>
    shared.length === 0 ? [dollars(cost)] : [own, part, cost].map(dollars);
  const rows = lines.flatMap((line, index): string[][] => {
    const costs = cents.lines[index];
    const share = line.share === undefined ? '' : roundPercent(line.share, SHARE_PLACES);
    return costs === undefined ? [] : [[lineName(line, allocation), ...cells(costs), share]];
  });
  const head = [keyName(by), ...(shared.length === 0 ? ['used'] : ['used', 'not used', 'due']), 'of all'];
  return {
    heading: `${lead} ${keyName(by)}, US dollars`,
    level: 'title',
    blocks: [
      table({ head, rows: [...rows, ['total', ...cells(cents.all), '']], folds: true }),
      ...(shared.length === 0 ? [] : [{ kind: 'items', items: sharedTexts(allocation, nameOf) } as const]),
    ],
  };
}
