import { settledUnder } from '../../decision/contract/settle.ts';
import { isZero, whole } from '../../domain/exact.ts';
import type { Plan, PlannedContract } from '../../domain/plan.ts';
import { lessThan } from '../../domain/units.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { CELLS, ZERO } from './cells.ts';
import type { Expression, Reference } from './expression.ts';
import { above, literal, over, pick, rangeOver, rest, sumOf, sumWhere, when } from './functions.ts';
import { putHeld } from './held.ts';
import type { Names } from './names.ts';
import { asRules } from './offer-inputs.ts';
import { BOUGHT, NO_CONTRACT } from './plan-words.ts';
import type { Sheet } from './sheet.ts';
import { providersOf, type Workings } from './workings.ts';

/** Where it stands whether a contract can be signed. */
const HOLDS = 11;

/** The contract with one provider, as it is signed: the number of a band, 0 for none. */
export interface ContractCells {
  readonly provider: string;
  readonly row: number;
  /** Whether it can be signed with what is bought under it, in words. */
  readonly holds: Reference;
  readonly band: Reference;
  readonly commitment: Reference;
  readonly discount: Reference;
  readonly signed: PlannedContract | undefined;
  /** The number of the band that is signed; 0 for none. */
  readonly number: number;
}

/** What a workload buys direct, by the number of its provider. */
export interface DirectCells {
  readonly provider: Reference;
  readonly list: Reference;
  readonly contracted: Reference;
}

function bandNumber({ contractOf }: Workings, signed: PlannedContract | undefined): number {
  if (signed === undefined) return 0;
  const contract = contractOf(signed.provider);
  if (contract === 'notOffered') return 0;
  return contract.bands.findIndex(({ id }) => id === signed.band.id) + 1;
}

/** Starts a row per provider with its band; the sums wait for the workloads. */
export function beginContracts(
  sheet: Sheet,
  names: Names,
  workings: Workings,
  inputs: Inputs,
  plan: Plan,
): ContractCells[] {
  sheet.line('Contracts', 'title');
  sheet.header([
    ...[
      'provider',
      'band signed (0: none)',
      'floor, low',
      'commitment',
      'discount',
      'overage, of list',
      '',
      'list spend, direct',
    ],
    ...['contracted', 'overage', 'shortfall', 'holds'],
  ]);
  return providersOf(workings).map((provider) => {
    const terms = inputs.contracts.get(provider);
    if (terms === undefined) throw new RangeError(`${provider} is not in the workbook`);
    const signed = plan.contracts.find((each) => each.provider === provider);
    sheet.put(0, workings.provenance.providerName(provider), 'text');
    const choices = ['0', ...terms.bands.map((_, place) => String(place + 1))];
    const number = bandNumber(workings, signed);
    const band = sheet.input(1, whole(BigInt(number)), 'inputTokens', choices);
    names.add(['contract', provider, 'band'], band);
    sheet.put(2, terms.low, 'usd');
    const of = (key: 'commitment' | 'discount'): Expression =>
      terms.bands.length === 0
        ? ZERO
        : when(above(band, ZERO), pick(rangeOver(terms.bands.map((each) => each[key])), band), ZERO);
    const commitment = sheet.put(3, of('commitment'), 'usd');
    const discount = sheet.put(4, of('discount'), 'share');
    if (terms.overage !== undefined) sheet.put(5, terms.overage, 'share');
    const { row } = sheet;
    sheet.next();
    return { provider, row, holds: sheet.at(row, HOLDS), band, commitment, discount, signed, number };
  });
}

/** True where a commitment is drawn down by what models cost of which some have a discount of their own. */
function drawnByCost({ band, due }: PlannedContract): boolean {
  const named = band.prices !== undefined && band.prices.discounts.size > 0;
  return named && !isZero(due) && !lessThan(due, band.commitment);
}

/** What each contract costs beside the contracted amount: the unused commitment, and usage over it at its own price. */
export function finishContracts(
  sheet: Sheet,
  workings: Workings,
  inputs: Inputs,
  contracts: readonly ContractCells[],
  direct: readonly DirectCells[],
): Expression {
  if (contracts.length === 0) return ZERO;
  const keys = rangeOver(direct.map((each) => each.provider));
  const end = sheet.row;
  const beside = contracts.flatMap(({ provider, row, band, commitment, discount, signed }) => {
    sheet.row = row;
    const number = literal(providersOf(workings).indexOf(provider) + 1);
    const sum = (of: (each: DirectCells) => Reference) => sumWhere(keys, number, rangeOver(direct.map(of)));
    const list = putHeld(
      sheet,
      7,
      sum((each) => each.list),
      signed?.listSpend ?? whole(0n),
      'usd',
    );
    const contracted = putHeld(
      sheet,
      8,
      sum((each) => each.contracted),
      signed?.contractedCost ?? whole(0n),
      'usd',
    );
    const offered = inputs.contracts.get(provider);
    if (offered === undefined) throw new RangeError(`${provider} is not in the workbook`);
    const counted = signed !== undefined && drawnByCost(signed) ? over(contracted, rest(discount)) : list;
    const month = settledUnder(CELLS, asRules(offered), { commitment, discount }, counted);
    const missing = when(above(band, ZERO), month.shortfall, ZERO);
    const shortfall = putHeld(sheet, 10, missing, signed?.shortfall ?? whole(0n), 'usd');
    const reached = when(month.opens, BOUGHT, literal('No: the list spend is under the floor'));
    const none = when(above(list, ZERO), literal('No: direct without a contract'), NO_CONTRACT);
    sheet.put(HOLDS, when(above(band, ZERO), reached, none), 'wrapped');
    if (month.overage === undefined) return [shortfall];
    const more = when(above(band, ZERO), month.overage, ZERO);
    return [shortfall, putHeld(sheet, 9, more, signed?.overagePremium ?? whole(0n), 'usd')];
  });
  sheet.row = Math.max(end, sheet.row + 1);
  return sumOf(rangeOver(beside));
}
