import { priceFactorIn } from '../../decision/channels/aggregator-fees.ts';
import type { Configuration, WorkloadEstimate } from '../../domain/estimate.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { CELLS, ONE } from './cells.ts';
import type { Expression } from './expression.ts';
import { literal, rest, when } from './functions.ts';
import { stateOf } from './lever-states.ts';
import { resold } from './offer-inputs.ts';
import type { ProviderCells, SpendCells } from './providers-sheet.ts';
import type { WorkloadCells } from './quantities-sheet.ts';

/** Where the sheets about one workload are. */
export interface WorkloadSheets {
  readonly estimate: WorkloadEstimate;
  readonly of: WorkloadCells;
  readonly inputs: Inputs;
  readonly provider: ProviderCells;
}

/** What a direct row is tested on, and the terms it gets: those of the illustrated spend where its lever is illustrated. */
function direct(provider: ProviderCells, row: Configuration, of: WorkloadCells) {
  const [stated, shown] = [provider.stated, provider.illustrated].map((all) => stateOf(all, row.levers));
  const pick = (part: (cells: SpendCells) => Expression | undefined) => {
    const [a, b] = [stated && part(stated), shown && part(shown)];
    if (a === undefined || b === undefined) throw new RangeError('a direct row has a contract');
    return row.levers === 'asIs' ? a : when(of.illustrated, b, a);
  };
  return {
    spend: pick((cells) => cells.spend),
    unpriced: pick((cells) => cells.unpriced),
    discount: pick((cells) => cells.terms?.discount),
    open: pick((cells) => cells.terms?.open),
    extra: pick((cells) => cells.terms?.extra),
    unused: pick((cells) => cells.terms?.unused),
    shallowest: pick((cells) => cells.terms?.shallowest),
    deepest: pick((cells) => cells.terms?.deepest),
    workloads: pick((cells) => cells.terms?.workloads),
  };
}

export interface Terms {
  /** What a dollar of list price costs there, before fees. */
  readonly factor: Expression;
  readonly discount: Expression;
  readonly eligibility: ReturnType<typeof direct> | undefined;
}

/** What a row costs as a multiple of list, and what a direct one is tested on. */
export function termsOf(row: Configuration, { estimate, of, inputs, provider }: WorkloadSheets): Terms {
  const { channel } = row;
  if (channel.kind === 'list') return { discount: literal(0), factor: ONE, eligibility: undefined };
  if (channel.kind === 'aggregator') {
    const sold = inputs.aggregators.get(resold(channel.id, estimate.model.id));
    if (sold === undefined) throw new RangeError(`${channel.id} is not in the workbook`);
    const { discount, markup } = sold;
    return { discount, factor: priceFactorIn(CELLS, discount, markup), eligibility: undefined };
  }
  const eligibility = direct(provider, row, of);
  return { discount: eligibility.discount, factor: rest(eligibility.discount), eligibility };
}
