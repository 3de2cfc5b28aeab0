import { bandGround } from '../../domain/contract.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type Exact, isZero } from '../../domain/exact.ts';
import type { Ground } from '../../domain/ground.ts';
import { pulls } from '../../domain/levers.ts';
import { feeTotal, pricedTotal } from '../../domain/line-item.ts';
import type { Plan, PlannedContract, PlannedDrawdown, PlannedMove, PlannedWorkload } from '../../domain/plan.ts';
import { publishedCost } from '../../domain/purchase.ts';
import { savingOf } from '../../domain/saving.ts';
import { NO_USD, type Usd } from '../../domain/units.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';
import { unpricedReasons } from './plan-text.ts';

/** What a row of a plan is. */
type Kind = 'workload' | 'unusedCommitment' | 'overage' | 'owedAnyway' | 'switching';

/** Cells that are written as they are: numerals, ids, what names are neutralised in. */
interface Row {
  readonly kind: Kind;
  readonly workload?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly channel?: string;
  readonly cache?: boolean;
  readonly batch?: boolean;
  readonly ground?: Ground;
  readonly tokenFactor?: Exact;
  readonly baselineCost?: Usd;
  readonly listCost?: Usd;
  /** Undefined where it is not known. */
  readonly monthlyCost?: Usd;
  readonly fees?: Usd;
  readonly reason?: string;
}

type Write = (row: Row, provenance: Provenance) => CsvCell;

const name = (text: string | undefined) => (text === undefined ? '' : nameCell(text));
const word = (value: string | boolean | undefined) => (value === undefined ? '' : String(value));

/** The columns, with the names of the JSON. */
const COLUMNS: Readonly<Record<string, Write>> = {
  kind: ({ kind }) => kind,
  workload: ({ workload }) => name(workload),
  model: ({ model }) => name(model),
  provider: ({ provider }) => name(provider),
  channel: ({ channel }) => name(channel),
  cache: ({ cache }) => word(cache),
  batch: ({ batch }) => word(batch),
  ground: ({ ground }) => word(ground),
  tokenFactor: ({ tokenFactor }) => figureCell(tokenFactor),
  baselineCost: ({ baselineCost }) => figureCell(baselineCost),
  listCost: ({ listCost }) => figureCell(listCost),
  monthlyCost: ({ monthlyCost }) => figureCell(monthlyCost),
  fees: ({ fees }) => figureCell(fees),
  reason: ({ reason }) => name(reason),
  currency: () => 'USD',
  asOf: (_, { asOf }) => asOf,
  cardId: (_, { card }) => nameCell(card.id),
  cardVersion: (_, { card }) => card.version,
  cardSha256: (_, { card }) => card.sha256,
};

/** From when work of a later month has no price; nothing where it has one over the whole term. */
function gapReason({ term }: Plan, name: string): Pick<Row, 'reason'> {
  const gap = term?.gaps.find(({ workload }) => workload === name);
  return gap === undefined ? {} : { reason: `no price from ${gap.from} on` };
}

function workloadRow(plan: Plan, each: PlannedWorkload): Row {
  const { workload, model, channel, levers, ground, tokenFactor, baselineCost, bill } = each;
  return {
    kind: 'workload',
    workload: workload.name,
    model: model.id,
    provider: model.provider,
    channel: channel.id,
    cache: pulls(levers, 'cache'),
    batch: pulls(levers, 'batch'),
    ground,
    tokenFactor,
    baselineCost,
    listCost: publishedCost(each),
    monthlyCost: pricedTotal(bill),
    fees: feeTotal(bill),
    ...gapReason(plan, workload.name),
  };
}

/** What a contract costs beside the work under it. */
function contractRows({ provider, band, shortfall, overagePremium }: PlannedContract): Row[] {
  const of = { provider, channel: 'direct', ground: bandGround(band) };
  return [
    ...(isZero(shortfall) ? [] : [{ ...of, kind: 'unusedCommitment', monthlyCost: shortfall } as const]),
    ...(isZero(overagePremium) ? [] : [{ ...of, kind: 'overage', monthlyCost: overagePremium } as const]),
  ];
}

function cloudRows({ commitment, avoidedShortfall }: PlannedDrawdown): Row[] {
  if (isZero(avoidedShortfall)) return [];
  const { amount: monthlyCost } = savingOf(NO_USD, avoidedShortfall);
  return [{ kind: 'owedAnyway', channel: commitment.cloud, ground: 'published', monthlyCost }];
}

/** A month's part of what it costs to move work to another model: the buyer's own, paid to nobody. */
const moveRow = ({ workload, to, monthly }: PlannedMove): Row => ({
  kind: 'switching',
  workload,
  ...(to === undefined ? {} : { model: to }),
  monthlyCost: monthly,
});

/** What has no price stands there without one. */
function unpricedRows(plan: Plan): Row[] {
  return plan.unpriced.map((workload) => ({ kind: 'workload', workload, reason: unpricedReasons(plan, [workload]) }));
}

function rowsOf(plan: Plan): Row[] {
  return [
    ...plan.workloads.map((each) => workloadRow(plan, each)),
    ...unpricedRows(plan),
    ...plan.contracts.flatMap(contractRows),
    ...plan.clouds.flatMap(cloudRows),
    ...plan.moves.map(moveRow),
  ];
}

/**
 * A row per purchase of the plan and for what it costs beside them: the monthly costs add up to the plan's effective
 * cost, of the first month where the plan is over a term.
 */
export function decideCsv(plan: Plan, provenance: Provenance): CsvRow[] {
  const cells = Object.values(COLUMNS);
  return [Object.keys(COLUMNS), ...rowsOf(plan).map((row) => cells.map((write) => write(row, provenance)))];
}
