import {
  type Allocation,
  type AllocationKey,
  type AllocationLine,
  centCosts,
  isUnknown,
  type SharedCost,
  type SharedKind,
  type SharedRule,
  tagOf,
} from '../../domain/allocation.ts';
import { compare } from '../../domain/exact.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import { longNumber, plainDollars, unitDollars, visibleDollars } from '../render/numbers.ts';

/** What costs are told apart by, as a person says it: `team`, `provider`. */
export const keyName = (by: AllocationKey): string => tagOf(by) ?? by;

/** What goes by no name, where costs are told apart. */
export const noNameText = (by: AllocationKey): string =>
  tagOf(by) === undefined ? `(no ${by})` : `(no ${keyName(by)} tag)`;

/** What a line goes by. */
export function lineName({ kind, name }: AllocationLine, { by }: Pick<Allocation, 'by'>): string {
  if (kind === 'unallocated') return '(not allocated)';
  return name ?? noNameText(by);
}

const RULE: Readonly<Record<SharedRule, string>> = {
  drawdown: 'by what each draws of it (--shared drawdown)',
  even: 'alike for each that draws of it (--shared even)',
  unallocated: 'to nobody, and is a line of its own (--shared unallocated)',
};

const KIND: Readonly<Record<SharedKind, (of: string) => string>> = {
  topUpBonus: (of) => `the bonus on credit bought ahead from ${of}`,
  lapsedCredit: (of) => `credit from ${of} that lapses unused`,
  purchaseFee: (of) => `the fee of ${of} on credit bought`,
  ownKeyFee: (of) => `the own-key fee of ${of}`,
  monthlyFee: (of) => `the monthly fee of ${of}`,
  unusedCommitment: (of) => `commitment to ${of} that buys nothing`,
  overage: (of) => `usage over the commitment to ${of}`,
  owedAnyway: (of) => `what ${of} is owed anyway, which comes off what is bought through it`,
  beyondRows: (of) => `what ${of} charges for all rows together beyond what each counts on`,
};

const sharedText = ({ kind, of, amount }: SharedCost, nameOf: (id: string) => string) =>
  `${KIND[kind](nameOf(of))}: ${visibleDollars(amount)}`;

/**
 * Why a line stands below 0: it is given more of what comes off than it costs by itself, or holds all of it that nobody is
 * given. The others then sum to more than the total.
 */
function belowTexts(allocation: Allocation): string[] {
  const below = allocation.lines.filter(({ exact }) => lessThan(exact.cost, NO_USD));
  if (below.length === 0) return [];
  const names = below.map((line) => lineName(line, allocation)).join(', ');
  const why =
    below.length === 1
      ? 'is below 0: more comes off it than it costs'
      : 'are below 0: more comes off them than they cost';
  return [`${names} ${why} alone, so that the other lines sum to more than the total.`];
}

/** Who bears what is shared, and what that is. */
export function sharedTexts(allocation: Allocation, nameOf: (id: string) => string): string[] {
  const { shared, rule } = allocation;
  if (shared.length === 0) return ['Nothing is shared: every cost is of one workload.'];
  const what = shared.map((each) => sharedText(each, nameOf)).join('; ');
  return [`What is shared goes ${RULE[rule]}: ${what}.`, ...belowTexts(allocation)];
}

/** What a unit of output costs, line by line; where all of a line makes it, that is the cost of the line as it is shown. */
export function unitTexts(allocation: Allocation): string[] {
  const cents = centCosts(allocation).lines;
  return allocation.lines.flatMap((line, index) => {
    const least = line.complete ? '' : 'at least ';
    const shown = cents[index]?.cost;
    return line.units.map(({ name, count, cost, costPerUnit }) => {
      if (isUnknown(line)) return `${lineName(line, allocation)}: what a ${name} costs is not known.`;
      const all = shown !== undefined && compare(cost, line.exact.cost) === 0 ? shown : cost;
      return `${lineName(line, allocation)}: ${least}${unitDollars(costPerUnit)} a ${name} (${least}${plainDollars(all)} for ${longNumber(count)}).`;
    });
  });
}
