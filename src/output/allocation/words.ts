import type {
  Allocation,
  AllocationKey,
  AllocationLine,
  SharedCost,
  SharedKind,
  SharedRule,
} from '../../domain/allocation.ts';
import { isUnknown, tagOf } from '../../domain/allocation.ts';
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
  owedAnyway: (of) => `what ${of} is owed anyway`,
  beyondRows: (of) => `what ${of} charges for all rows together beyond what each counts on`,
};

const sharedText = ({ kind, of, amount }: SharedCost, nameOf: (id: string) => string) =>
  `${KIND[kind](nameOf(of))}: ${visibleDollars(amount)}`;

/** Who bears what is shared, and what that is. */
export function sharedTexts({ shared, rule }: Allocation, nameOf: (id: string) => string): string[] {
  if (shared.length === 0) return ['Nothing is shared: every cost is of one workload.'];
  return [`What is shared goes ${RULE[rule]}: ${shared.map((each) => sharedText(each, nameOf)).join('; ')}.`];
}

/** What a unit of output costs, line by line. */
export function unitTexts({ lines, by }: Allocation): string[] {
  return lines.flatMap((line) => {
    const least = line.complete ? '' : 'at least ';
    return line.units.map(({ name, count, cost, costPerUnit }) =>
      isUnknown(line)
        ? `${lineName(line, { by })}: what a ${name} costs is not known.`
        : `${lineName(line, { by })}: ${least}${unitDollars(costPerUnit)} a ${name} (${least}${plainDollars(cost)} for ${longNumber(count)}).`,
    );
  });
}
