import { type SavedEstimate, savedCheck, savedEstimate } from '../answers/saved.ts';
import type { BoughtWorkload, Portfolio } from '../domain/change.ts';
import type { Day } from '../domain/day.ts';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import { problem } from '../domain/problem.ts';
import { NO_USD, type Usd } from '../domain/units.ts';
import { costOfSaved, readSaved } from './saved-answer.ts';
import type { YamlFile } from './yaml-file.ts';

const KIND = 'saved result';

/** An answer in JSON that somebody kept, as far as it can be compared. */
export interface SavedResult {
  readonly command: 'estimate' | 'check';
  readonly currency: string;
  readonly asOf: Day;
  /** The currency it was shown in beside, where it says one. */
  readonly fxRate?: Omit<ExchangeRate, 'file'>;
  readonly card: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly portfolio: Portfolio;
  /** Fees of a month that no workload holds. */
  readonly feesBeyond: Usd;
}

/** The cheapest configuration; one that was asked for and has no price leaves open whether it is. */
function boughtInEstimate({ configurations, cheapest, model }: SavedEstimate['workloads'][number]): BoughtWorkload {
  const open = configurations.filter(
    (row) => row.channel === 'list' && row.basis === 'stated' && row.reasonCode === 'unpriced',
  );
  const unpriced = open.flatMap((row) => row.unpriced);
  const row = configurations.find((each) => each.id === cheapest);
  if (row !== undefined) return costOfSaved({ ...row, amount: row.monthlyCost, unpriced }, model).bought;
  const reasons = unpriced.map(({ reason }) => reason);
  return { parts: [], fees: NO_USD, unpriced: reasons.length > 0 ? reasons : ['no configuration has a price'] };
}

const given = (fxRate: SavedResult['fxRate']) => (fxRate === undefined ? {} : { fxRate });

/**
 * A result of `estimate` or `check` from its JSON text. Throws `notComparable` for an answer of another command, and
 * `invalidFile` with the faults at their places.
 */
export function loadSavedResult(file: YamlFile, command: string): SavedResult {
  if (command === 'estimate') {
    const { asOf, card, currency, fxRate, workloads, totals } = readSaved(file, KIND, savedEstimate);
    const portfolio = new Map(workloads.map((each) => [each.name, boughtInEstimate(each)]));
    return { command, asOf, card, currency, ...given(fxRate), portfolio, feesBeyond: totals?.feesBeyondRows ?? NO_USD };
  }
  if (command === 'check') {
    const { asOf, card, currency, fxRate, workloads } = readSaved(file, KIND, savedCheck);
    const portfolio = new Map(workloads.map((each) => [each.name, costOfSaved(each, each.model).bought]));
    return { command, asOf, card, currency, ...given(fxRate), portfolio, feesBeyond: NO_USD };
  }
  throw problem('notComparable', file.path, `it is a saved result of ${command}`);
}
