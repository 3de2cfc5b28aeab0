import { inPercent, numeral } from '../domain/exact.ts';
import { type Parsed, parseFactor } from '../domain/quantity-text.ts';
import type { Counted, Factor, Share, Usd } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { shortTokens } from '../output/render/numbers.ts';
import type { WhatIf, WhatIfField } from '../output/render/what-if.ts';
import type { Held } from './held.ts';

/** Workloads with fields of their own; all of them have those that stand for all. */
const MOST = 20;

const percentText = (share: Share | undefined) => (share === undefined ? '' : `${numeral(inPercent(share))}%`);

/** A count as a person types it. */
function countText(count: Counted): string {
  const short = shortTokens(count);
  return short.includes(',') ? numeral(count) : short;
}

const moneyText = (amount: Usd) => numeral(amount);

/** Work as a multiple of what was stated: 2, or 2x. */
export const parseVolume = (text: string): Parsed<Factor> => parseFactor(text.replace(/\s*x$/, ''));

const volume = (of: string): WhatIfField => ({ id: `${of}.volume`, label: 'volume, times', value: '1' });

function leverFields(of: string, { cacheHitRatio, batchEligible }: Partial<Workload>): WhatIfField[] {
  return [
    { id: `${of}.cacheHit`, label: 'cache hits', value: percentText(cacheHitRatio) },
    { id: `${of}.batch`, label: 'batch share', value: percentText(batchEligible) },
  ];
}

/** True of the one workload that flags state. */
export const isOfFlags = ({ flags }: Pick<Held, 'flags'>) => !flags.some(([flag]) => flag === '--profile');

/** What can be changed in a report, as it was stated. */
export function whatIfOf(held: Held): WhatIf {
  const { profile, context } = held;
  const { discount, floor } = context.quote;
  const quote: WhatIfField[] = [
    { id: 'quote.discount', label: 'direct discount', value: percentText(discount) },
    {
      id: 'quote.floor',
      label: 'floor, USD a month',
      value: floor === undefined ? '' : `${moneyText(floor.low)}-${moneyText(floor.high)}`,
    },
  ];
  const [only] = profile.workloads;
  if (isOfFlags(held) && only !== undefined) {
    const tokens = [
      { id: '0.input', label: 'input tokens a month', value: countText(only.input) },
      { id: '0.output', label: 'output tokens a month', value: countText(only.output) },
    ];
    return { groups: [{ name: only.name, fields: [...tokens, ...leverFields('0', only), ...quote] }], left: 0 };
  }
  const all = { name: 'all workloads', fields: [volume('all'), ...leverFields('all', {}), ...quote] };
  const each = profile.workloads.slice(0, MOST).map((workload, index) => ({
    name: workload.name,
    fields: [volume(String(index)), ...leverFields(String(index), workload)],
  }));
  return { groups: [all, ...each], left: profile.workloads.length - each.length };
}
