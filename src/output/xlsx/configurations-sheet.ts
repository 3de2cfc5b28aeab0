import type { Configuration } from '../../domain/estimate.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Workload } from '../../domain/workload.ts';
import { labelOf } from '../estimate-json.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { type Around, ONE, type Terms, termsOf } from './channel-terms.ts';
import type { Expression, Reference } from './expression.ts';
import {
  above,
  and,
  equal,
  firstCase,
  given,
  literal,
  minus,
  NOTHING,
  or,
  over,
  rest,
  rounded,
  times,
  when,
} from './functions.ts';
import { putHeld } from './held.ts';
import { stateOf } from './lever-states.ts';
import { obstacles } from './obstacles.ts';
import type { Providers } from './providers-sheet.ts';
import type { Quantities } from './quantities-sheet.ts';
import { type Column, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

/** The cells of one row of the table. */
export interface ConfigurationCells {
  readonly id: Reference;
  readonly label: Reference;
  readonly code: Reference;
  readonly basis: Reference;
  readonly cost: Reference;
  /** The cost where the row can be bought as stated, rounded so that equal costs are equal; else empty. */
  readonly eligible: Reference;
  /** What is known of the cost where the row cannot be told for want of a price; else empty. */
  readonly open: Reference;
  readonly row: Configuration;
}

export interface Configurations {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<Workload, readonly ConfigurationCells[]>;
}

const COLUMNS: readonly Column[] = [
  { title: 'workload', width: 26 },
  { title: 'id', width: 24 },
  { title: 'label', width: 36 },
  { title: 'channel', width: 14 },
  { title: 'cache', width: 8 },
  { title: 'batch', width: 8 },
  { title: 'basis', width: 12, note: "Illustration: the level of a lever is the tool's, not yours." },
  { title: 'available', width: 10 },
  { title: 'reasonCode', width: 18 },
  { title: 'reason', width: 46 },
  { title: 'listCost', width: 15, note: 'List price with the same levers, USD a month; the part that has a price.' },
  { title: 'discount', width: 10 },
  {
    title: 'monthlyCost',
    width: 15,
    note: 'USD a month. A row that is not available keeps its number and never wins.',
  },
  { title: 'annualCost', width: 16 },
  { title: 'savings', width: 15, note: 'Baseline - monthlyCost.' },
  { title: 'savingsShare', width: 11 },
  { title: 'rangeLow', width: 15, note: 'At the deepest discount of negotiations.' },
  { title: 'rangeHigh', width: 15, note: 'At the shallowest discount of negotiations.' },
  { title: 'providerSpend', width: 16, note: 'List spend with the provider that a direct row is tested on.' },
  { title: 'eligible', width: 15, note: 'The cost, to 6 decimals, where the row is stated, available and priced.' },
  {
    title: 'open',
    width: 15,
    note: 'The part that has a price, where a missing price keeps a stated row from being told.',
  },
];

/** Decimals at which two costs are the same cost: a spreadsheet counts in binary fractions. */
const TIE_PLACES = 6;

/** What the row costs, and what that is against the baseline. */
function putCosts(sheet: Sheet, row: Configuration, { of }: Around, terms: Terms): Reference {
  const list = sheet.put(10, stateOf(of.list, row.cache, row.batch), 'usd');
  const unpriced = stateOf(of.unpriced, row.cache, row.batch);
  const none = equal(unpriced, literal(0));
  sheet.put(11, terms.discount, 'share');
  const bought = terms.factor === ONE ? list : times(list, terms.factor);
  const cost = putHeld(sheet, 12, when(none, bought, NOTHING), totalOf(row.bill), 'usd');
  const known = given(cost);
  sheet.put(13, when(known, times(cost, literal(12)), NOTHING), 'usd');
  const baselineKnown = and(known, equal(of.baselineUnpriced, literal(0)));
  const savings = sheet.put(14, when(baselineKnown, minus(of.baseline, cost), NOTHING), 'usd');
  const share = when(above(of.baseline, literal(0)), over(savings, of.baseline), NOTHING);
  sheet.put(15, when(given(savings), share, NOTHING), 'share');
  if (terms.eligibility !== undefined) {
    const { deepest, shallowest, spend } = terms.eligibility;
    sheet.put(16, when(none, times(list, rest(deepest)), NOTHING), 'usd');
    sheet.put(17, when(none, times(list, rest(shallowest)), NOTHING), 'usd');
    sheet.put(18, spend, 'usd');
  }
  return cost;
}

/** A row without a price, or whose floor a missing price leaves open, may cost less than any other. */
function putOpen(sheet: Sheet, code: Reference, basis: Reference, terms: Terms, list: Reference): Reference {
  const tested = or(equal(code, literal('belowFloor')), equal(code, literal('commitmentNotCovered')));
  const unpriced = equal(code, literal('unpriced'));
  const { eligibility } = terms;
  const open =
    eligibility === undefined ? unpriced : or(unpriced, and(tested, above(eligibility.unpriced, literal(0))));
  const part = times(list, terms.factor);
  return sheet.put(20, when(and(equal(basis, literal('stated')), open), part, NOTHING), 'usd');
}

function basisOf(row: Configuration, { of }: Around, notStated: Expression | undefined): Expression {
  if (!row.cache && !row.batch) return literal('stated');
  return notStated === undefined ? of.basis : when(notStated, literal('illustration'), of.basis);
}

/** One configuration in the current row: every amount and every condition is a formula over the inputs. */
function putRow(sheet: Sheet, row: Configuration, around: Around): ConfigurationCells {
  const { of } = around;
  sheet.put(0, of.name, 'text');
  const id = sheet.put(1, row.id, 'text');
  const label = sheet.put(2, labelOf(row), 'text');
  sheet.put(3, row.channel.id, 'text');
  sheet.put(4, row.cache, 'text');
  sheet.put(5, row.batch, 'text');
  const terms = termsOf(row, around);
  const cases = obstacles(row, { ...around, eligibility: terms.eligibility });
  const notStated = cases.filter((each) => each.code === 'leverNotStated').map((each) => each.holds);
  const basis = sheet.put(6, basisOf(row, around, notStated.length === 0 ? undefined : or(...notStated)), 'text');
  const codes = cases.map(({ code, holds }) => [holds, literal(code)] as const);
  const code = putHeld(sheet, 8, firstCase(codes, NOTHING), row.obstacle?.code ?? '', 'text');
  sheet.put(7, equal(code, NOTHING), 'text');
  const texts = cases.map((each) => [each.holds, each.text] as const);
  sheet.put(9, when(equal(code, NOTHING), NOTHING, firstCase(texts, NOTHING)), 'text');
  const cost = putCosts(sheet, row, around, terms);
  const wins = and(equal(basis, literal('stated')), equal(code, NOTHING), given(cost));
  const eligible = sheet.put(19, when(wins, rounded(cost, TIE_PLACES), NOTHING), 'usd');
  const open = putOpen(sheet, code, basis, terms, stateOf(of.list, row.cache, row.batch));
  sheet.next();
  return { id, label, code, basis, cost, eligible, open, row };
}

/** Every workload under every configuration, with the columns of the CSV. */
export function configurationsSheet(
  workings: Workings,
  inputs: Inputs,
  workloads: Quantities,
  providers: Providers,
): Configurations {
  const sheet = new Sheet('Configurations', COLUMNS);
  const of = workings.answer.workloads.map((estimate): [Workload, readonly ConfigurationCells[]] => {
    const cells = workloads.of.get(estimate.workload);
    const provider = providers.of.get(estimate.model.provider);
    if (cells === undefined || provider === undefined) throw new RangeError('a workload without its cells');
    const around = { estimate, of: cells, inputs, provider };
    return [estimate.workload, estimate.configurations.map((row) => putRow(sheet, row, around))];
  });
  return { sheet, of: new Map(of) };
}
