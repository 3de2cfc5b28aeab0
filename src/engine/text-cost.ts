import { isZero, multiply, ONE } from '../domain/exact.ts';
import { type Levers, pulls } from '../domain/levers.ts';
import { totalOf } from '../domain/line-item.ts';
import { CACHE_TTLS, type CacheTtl } from '../domain/meter.ts';
import { NO_TOKENS, NO_USD, plus, type Tokens, tokens, type Usd, usd } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { bill } from './bill.ts';
import { partsOn, type WorkloadLevers } from './levers.ts';
import type { PriceSheet } from './price-sheet.ts';
import { type CacheSplit, type Parts, quantities } from './quantities.ts';

/** What a token of text is billed as: one of these, whatever its mode and band. */
type TextClass = 'uncached' | 'read' | 'output' | CacheTtl;

const ONE_TOKEN: Tokens = tokens(ONE);

/** One token of a class, and nothing else. */
function oneOf(what: TextClass): { readonly split: CacheSplit; readonly output: Tokens } {
  const of = (each: TextClass) => (each === what ? ONE_TOKEN : NO_TOKENS);
  const writes = CACHE_TTLS.filter((ttl) => ttl === what).map((ttl) => [ttl, ONE_TOKEN] as const);
  return { split: { uncached: of('uncached'), read: of('read'), writes }, output: of('output') };
}

type UnitCosts = Map<TextClass, Usd | 'unpriced'>;
const known = new WeakMap<PriceSheet, WeakMap<Parts, UnitCosts>>();

function unitCosts(sheet: PriceSheet, parts: Parts): UnitCosts {
  const ofSheet = known.get(sheet) ?? new WeakMap<Parts, UnitCosts>();
  known.set(sheet, ofSheet);
  const found = ofSheet.get(parts) ?? new Map<TextClass, Usd | 'unpriced'>();
  ofSheet.set(parts, found);
  return found;
}

/**
 * What a workload of text alone costs under one configuration of a channel: the total of `priceConfiguration`, without its
 * line items. What a token of each class costs comes from the line items of one, once for all work that falls apart alike.
 * 'unpriced' where some of it has no price; 'notText' where it is of other meters too, whose line items have to be made.
 */
export function textCost(
  { input, output }: Pick<Workload, 'input' | 'output'>,
  of: WorkloadLevers,
  sheet: PriceSheet,
  pulled: Levers,
): Usd | 'unpriced' | 'notText' {
  const { split } = of.cache;
  if (of.others.length > 0 || split.storedTokenHours !== undefined) return 'notText';
  const parts = partsOn(of, pulled);
  const costs = unitCosts(sheet, parts);
  let total = NO_USD;
  const isPriced = (what: TextClass, amount: Tokens): boolean => {
    if (isZero(amount)) return true;
    let unit = costs.get(what);
    if (unit === undefined) {
      const one = oneOf(what);
      unit = totalOf(bill(quantities(one.split, one.output, parts), sheet)) ?? 'unpriced';
      costs.set(what, unit);
    }
    if (unit === 'unpriced') return false;
    total = plus(total, usd(multiply(amount, unit)));
    return true;
  };
  const cached = pulls(pulled, 'cache');
  const priced =
    isPriced('uncached', cached ? split.uncached : input) &&
    (!cached || (isPriced('read', split.read) && split.writes.every(([ttl, amount]) => isPriced(ttl, amount)))) &&
    isPriced('output', output);
  return priced ? total : 'unpriced';
}
