import type { Workload } from '../../domain/workload.ts';
import type { Expression } from './expression.ts';
import { type FeeInputs, putFees } from './fee-inputs.ts';
import type { Names } from './names.ts';
import { type AggregatorInputs, type ContractInputs, putAggregators, putContracts } from './offer-inputs.ts';
import { Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';
import type { WorkloadInputs } from './workload-inputs.ts';

/** What is assumed of every workload, of aggregators and of contracts. */
export interface AssumptionCells {
  readonly sheet: Sheet;
  readonly aggregators: ReadonlyMap<string, AggregatorInputs>;
  readonly fees: ReadonlyMap<string, FeeInputs>;
  readonly contracts: ReadonlyMap<string, ContractInputs>;
  readonly general: { readonly hitRatio: Expression; readonly batch: Expression; readonly readsPerWrite: Expression };
}

/** Every cell that people change, but for prices. */
export interface Inputs extends AssumptionCells {
  readonly workloads: ReadonlyMap<Workload, WorkloadInputs>;
}

const WIDTHS = [26, 20, 14, 14, 14, 14, 14, 16, 14, 14, 14, 14, 14, 14];

/** Where the value of a general assumption stands, and the sentence about it. */
const VALUE = 1;
const MEANING = 2;

function putGeneral(sheet: Sheet, names: Names, { assumptions }: Workings): AssumptionCells['general'] {
  const { illustration, readsPerWrite } = assumptions;
  const put = (title: string, meaning: string, name: string, cell: () => ReturnType<Sheet['input']>) => {
    sheet.put(0, title, 'text');
    sheet.put(MEANING, meaning, 'text');
    const named = names.add([name], cell());
    sheet.next();
    return named;
  };
  const share = (value: typeof illustration.batchEligible) => () => sheet.input(VALUE, value, 'inputShare', 'share');
  const shown = 'Where a workload states no lever at all; such rows never win and enter no total.';
  const general = {
    hitRatio: put('cache-hit ratio, illustration', shown, 'illustration_cache_hit', share(illustration.cacheHitRatio)),
    batch: put('batch share, illustration', shown, 'illustration_batch', share(illustration.batchEligible)),
    readsPerWrite: put(
      'reads per write, default',
      'Where a provider charges extra for cache writes and the workload does not say.',
      'default_reads_per_write',
      () => sheet.input(VALUE, readsPerWrite, 'inputFactor', 'amount'),
    ),
  };
  sheet.next();
  return general;
}

/** General levels on top, then aggregators, then contracts: one row each, with what the terms are and where they are from. */
export function assumptionsSheet(workings: Workings, names: Names): AssumptionCells {
  const titles = ['what is assumed', 'value', 'meaning'];
  const columns = WIDTHS.map((width, place) => ({ title: titles[place] ?? '', width }));
  const sheet = new Sheet('Assumptions', columns);
  sheet.line('Coloured cells are inputs: change them, here and on the other sheets, and every total follows.', 'text');
  sheet.next();
  const general = putGeneral(sheet, names, workings);
  const aggregators = putAggregators(sheet, names, workings);
  const fees = putFees(sheet, names, workings);
  const contracts = putContracts(sheet, names, workings);
  return { sheet, aggregators, fees, contracts, general };
}
