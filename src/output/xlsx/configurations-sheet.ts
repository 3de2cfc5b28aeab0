import { partOfSpendIn } from '../../decision/contract/contract-fees.ts';
import { leastIn, mayChangeIn } from '../../decision/estimate/configurations.ts';
import type { Configuration } from '../../domain/estimate.ts';
import { whole } from '../../domain/exact.ts';
import { pulls } from '../../domain/levers.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Workload } from '../../domain/workload.ts';
import { channelName } from '../words/channel-name.ts';
import { labelOf } from '../words/row-label.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { CELLS, ONE, ZERO } from './cells.ts';
import { type Terms, termsOf, type WorkloadSheets } from './channel-terms.ts';
import { AT, CONFIGURATION_COLUMNS } from './configuration-columns.ts';
import type { Expression, Reference } from './expression.ts';
import { sellerNumber } from './fee-inputs.ts';
import { feesSheet, type Pool } from './fees-sheet.ts';
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
  plus,
  rest,
  rounded,
  times,
  when,
} from './functions.ts';
import { putHeld } from './held.ts';
import { stateOf } from './lever-states.ts';
import { obstacles } from './obstacles.ts';
import { type FeeRow, putFeeShare, putPoolPart } from './pool-part.ts';
import type { Providers } from './providers-sheet.ts';
import type { Quantities } from './quantities-sheet.ts';
import { type RowWriter, Sheet, YES_NO } from './sheet.ts';
import type { Workings } from './workings.ts';

/** The cells of one row of the table. */
export interface ConfigurationCells {
  readonly id: Reference;
  readonly label: Reference;
  /** What the price rests on. */
  readonly ground: Reference;
  readonly code: Reference;
  /** Why it cannot be bought, in words. */
  readonly reason: Reference;
  readonly basis: Reference;
  readonly list: Reference;
  /** Fees per call; undefined where the workbook has none. */
  readonly calls: Reference | undefined;
  /** At the channel's own price per token. */
  readonly before: Reference;
  /** Fees of the row and the number of its aggregator, 0 without any; undefined where nobody charges fees. */
  readonly fees: { readonly amount: Reference; readonly seller: Reference } | undefined;
  readonly cost: Reference;
  /** The cost where the row can be bought as stated, rounded so that equal costs are equal; else empty. */
  readonly eligible: Reference;
  /** What is known of the cost where the row cannot be told for want of a price; else empty. */
  readonly open: Reference;
  readonly row: Configuration;
}

export interface Configurations {
  readonly sheet: Sheet;
  /** What is bought of the aggregators that charge fees; undefined where none does. */
  readonly fees: Sheet | undefined;
  readonly of: ReadonlyMap<Workload, readonly ConfigurationCells[]>;
}

/** Decimals at which two costs are the same cost: a spreadsheet counts in binary fractions. */
const TIE_PLACES = 6;

/** A row as far as it stands by itself: the fees of an aggregator need every row of it. */
interface Begun
  extends Pick<
    ConfigurationCells,
    'id' | 'label' | 'ground' | 'code' | 'reason' | 'basis' | 'list' | 'calls' | 'before' | 'row'
  > {
  readonly at: number;
  readonly around: WorkloadSheets;
  readonly terms: Terms;
  readonly fee: FeeRow | undefined;
}

/** A row's part, by its list price, of what its contract costs beside the discounted tokens. */
function partOfContract({ extra, spend, workloads }: NonNullable<Terms['eligibility']>, own: Reference): Expression {
  return times(extra, partOfSpendIn(CELLS, { own, spend, workloads }));
}

/** What the row costs, and what that is against the baseline. */
function putCosts(
  sheet: Sheet,
  { row, around: { of }, terms, before, list, calls }: Begun,
  fees: Reference | undefined,
) {
  const none = equal(stateOf(of.unpriced, row.levers), literal(0));
  const beside = terms.eligibility === undefined ? fees : partOfContract(terms.eligibility, list);
  const withCalls = (amount: Expression) => (calls === undefined ? amount : plus(amount, calls));
  const all = withCalls(beside === undefined ? before : plus(before, beside));
  const cost = putHeld(sheet, AT.cost, when(none, all, NOTHING), totalOf(row.bill), 'usd');
  const known = given(cost);
  sheet.put(13, when(known, times(cost, literal(12)), NOTHING), 'usd');
  const baselineKnown = and(known, equal(of.baselineUnpriced, literal(0)));
  const savings = sheet.put(14, when(baselineKnown, minus(of.baseline, cost), NOTHING), 'usd');
  const share = when(above(of.baseline, literal(0)), over(savings, of.baseline), NOTHING);
  sheet.put(15, when(given(savings), share, NOTHING), 'share');
  if (terms.eligibility !== undefined) {
    const { deepest, shallowest, spend } = terms.eligibility;
    const end = (discount: Expression) =>
      when(equal(deepest, shallowest), cost, withCalls(times(list, rest(discount))));
    sheet.put(16, when(none, end(deepest), NOTHING), 'usd');
    sheet.put(17, when(none, end(shallowest), NOTHING), 'usd');
    sheet.put(18, spend, 'usd');
  }
  return { cost, known: all };
}

/** What is known at the least of a row that may come to less: it has no price, or its contract's spend is not known. */
function putOpen(sheet: Sheet, { code, basis, list, terms: { eligibility } }: Begun, known: Expression): Reference {
  const complete = eligibility === undefined ? CELLS.yes : equal(eligibility.unpriced, ZERO);
  const mayChange = mayChangeIn(CELLS, {
    unpriced: equal(code, literal('unpriced')),
    belowFloor: equal(code, literal('belowFloor')),
    available: equal(code, NOTHING),
    complete,
  });
  const unused = eligibility === undefined ? ZERO : partOfContract({ ...eligibility, extra: eligibility.unused }, list);
  const least = leastIn(CELLS, { complete }, { known, unused });
  return sheet.put(AT.open, when(and(equal(basis, literal('stated')), mayChange), least, NOTHING), 'usd');
}

function basisOf(row: Configuration, { of }: WorkloadSheets, notStated: Expression | undefined): Expression {
  if (row.levers === 'asIs') return literal('stated');
  const illustrated = notStated === undefined ? of.illustrated : or(notStated, of.illustrated);
  return when(illustrated, literal('illustration'), literal('stated'));
}

/** Why the row cannot be bought, by the first thing that is in its way. */
function putReason(sheet: Sheet, row: Configuration, around: WorkloadSheets, terms: Terms) {
  const cases = obstacles(row, { ...around, eligibility: terms.eligibility });
  const notStated = cases.filter((each) => each.code === 'leverNotStated').map((each) => each.holds);
  const basis = sheet.put(6, basisOf(row, around, notStated.length === 0 ? undefined : or(...notStated)), 'text');
  const codes = cases.map(({ code, holds }) => [holds, literal(code)] as const);
  const code = putHeld(sheet, 8, firstCase(codes, NOTHING), row.obstacle?.code ?? '', 'text');
  sheet.put(7, when(equal(code, NOTHING), literal(YES_NO[0]), literal(YES_NO[1])), 'text');
  const texts = cases.map((each) => [each.holds, each.text] as const);
  const reason = sheet.put(9, when(equal(code, NOTHING), NOTHING, firstCase(texts, NOTHING)), 'text');
  return { basis, code, reason };
}

const yesNo = (holds: boolean) => YES_NO[holds ? 0 : 1];

/** One configuration in the current row, but for its fees and what depends on them. */
function begin(sheet: Sheet, row: Configuration, around: WorkloadSheets, asIs: Reference | undefined): Begun {
  const { of, inputs } = around;
  sheet.put(0, of.name, 'text');
  const id = sheet.put(1, row.id, 'text');
  const label = sheet.put(2, labelOf(row), 'text');
  sheet.put(3, channelName(row.channel), 'text');
  sheet.put(4, yesNo(pulls(row.levers, 'cache')), 'text');
  sheet.put(5, yesNo(pulls(row.levers, 'batch')), 'text');
  const terms = termsOf(row, around);
  const { basis, code, reason } = putReason(sheet, row, around, terms);
  const list = sheet.put(10, stateOf(of.list, row.levers), 'usd');
  sheet.put(11, terms.discount, 'share');
  const before = sheet.put(AT.before, terms.factor === ONE ? list : times(list, terms.factor), 'usd');
  const calls = of.calls && sheet.put(AT.calls, stateOf(of.calls, row.levers), 'usd');
  const fees = row.channel.kind === 'aggregator' ? inputs.fees.get(row.channel.id) : undefined;
  const fee = fees && putPoolPart(sheet, fees, row.levers, around, terms, asIs ?? code);
  const ground = sheet.put(AT.ground, row.ground, 'text');
  const at = sheet.row;
  sheet.next();
  return { id, ground, label, code, reason, basis, list, calls, before, row, at, around, terms, fee };
}

/** Columns that formulas look up have a number in every row. */
function feeCells(sheet: Sheet, fee: FeeRow | undefined, share: Reference | undefined) {
  const seller = whole(BigInt(fee === undefined ? 0 : sellerNumber(fee.fees)));
  return { amount: share ?? sheet.put(AT.fees, whole(0n), 'usd'), seller: sheet.put(AT.seller, seller, 'count') };
}

/** The rest of a row: every amount is a formula over the inputs. */
function finish(sheet: Sheet, begun: Begun, pools: ReadonlyMap<number, Pool>): ConfigurationCells {
  sheet.row = begun.at;
  const { fee, list, before, code, basis } = begun;
  const pool = fee && pools.get(fee.number);
  const share = fee && pool && putFeeShare(sheet, fee, pool, { list, tokens: before });
  const { cost, known } = putCosts(sheet, begun, share);
  const fees = pools.size === 0 ? undefined : feeCells(sheet, fee, share);
  const wins = and(equal(basis, literal('stated')), equal(code, NOTHING), given(cost));
  const eligible = sheet.put(19, when(wins, rounded(cost, TIE_PLACES), NOTHING), 'usd');
  const open = putOpen(sheet, begun, known);
  return { ...begun, cost, fees, eligible, open };
}

/** The rows of one workload; the first row of a channel, without levers, says whether it may be bought there at all. */
function beginAll(sheet: Sheet, around: WorkloadSheets): Begun[] {
  const asIs = new Map<string, Reference>();
  return around.estimate.configurations.map((row) => {
    const begun = begin(sheet, row, around, asIs.get(row.channel.id));
    if (row.levers === 'asIs') asIs.set(row.channel.id, begun.code);
    return begun;
  });
}

/** Every workload under every configuration, with what the CSV has of it; and what is bought where fees are charged. */
export function configurationsSheet(
  workings: Workings,
  inputs: Inputs,
  workloads: Quantities,
  providers: Providers,
  written: RowWriter,
): Configurations {
  const sheet = new Sheet(
    'Configurations',
    CONFIGURATION_COLUMNS(
      inputs.fees.size > 0,
      [...workloads.of.values()].some(({ calls }) => calls !== undefined),
    ),
  );
  const begun = workings.answer.workloads.map((estimate) => {
    const cells = workloads.of.get(estimate.workload);
    const provider = providers.of.get(estimate.model.provider);
    if (cells === undefined || provider === undefined) throw new RangeError('a workload without its cells');
    return { estimate, rows: beginAll(sheet, { estimate, of: cells, inputs, provider }) };
  });
  const parts = begun.flatMap(({ rows }) => rows.flatMap(({ fee }) => fee?.part ?? []));
  const pooled = parts.length === 0 ? undefined : feesSheet(inputs, parts);
  const of = begun.map(({ estimate, rows }): [Workload, readonly ConfigurationCells[]] => {
    const cells = rows.map((row) => finish(sheet, row, pooled?.pools ?? new Map()));
    sheet.next();
    sheet.write(written);
    return [estimate.workload, cells];
  });
  return { sheet, fees: pooled?.sheet, of: new Map(of) };
}
