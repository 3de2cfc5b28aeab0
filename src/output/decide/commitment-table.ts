import type { Alternative, Commitment, CommitmentChoice, Expected, Signed } from '../../domain/commitment.ts';
import type { Fulfilment } from '../../domain/contract.ts';
import { compare, isZero, whole } from '../../domain/exact.ts';
import type { Source } from '../../domain/rate-card.ts';
import type { Usd } from '../../domain/units.ts';
import type { PageTable } from '../page.ts';
import { percent, plainDollars, wholeDollars } from '../render/numbers.ts';
import { wrapped } from '../render/wrap.ts';
import { expected as dollars, oddsCell } from '../words/expected-text.ts';
import { INTERVAL_WORDS } from '../words/interval-words.ts';

/** One way to buy, for a table that compares several. */
export interface ComparedChoice {
  readonly name: string;
  readonly signed: Signed | undefined;
  readonly expected: Expected;
  readonly available: boolean;
  /** The least expected cost of the table. */
  readonly best: boolean;
}

const HEAD = ['choice', 'commitment', 'discount', 'expected cost', 'P90 month', 'used', 'covered', 'short by', 'odds'];
const SCREEN_HEAD = ['USD a month', 'expected\ncost', 'P90\nmonth', 'used\ncovered', 'short by\nodds'];
const NAME_WIDTH = 28;
const NOTHING = '-';

const bare = (text: string) => text.replace('$', '');

function sharesOf({ utilisation, coverage, shortfall, shortfallProbability }: Expected) {
  const commits = utilisation !== undefined && coverage !== undefined;
  if (!commits) return { used: NOTHING, covered: NOTHING, shortBy: NOTHING, shortOdds: NOTHING };
  return {
    used: oddsCell(utilisation),
    covered: oddsCell(coverage),
    shortBy: bare(dollars(shortfall)),
    shortOdds: oddsCell(shortfallProbability),
  };
}

function costText({ expected, available, best }: ComparedChoice): string {
  const amount = bare(dollars(expected.cost));
  if (!available) return `(${amount})`;
  return best ? `${amount} *` : amount;
}

const NO_CENTS_FROM = whole(1_000_000n);

/** Cents where there are any; a million and more leaves no room for them. */
function screenDollars(amount: Usd): string {
  return bare((compare(amount, NO_CENTS_FROM) < 0 ? plainDollars : wholeDollars)(amount));
}

/** Nine columns, where there is room for them. */
function row(choice: ComparedChoice): string[] {
  const { name, signed, expected } = choice;
  const { used, covered, shortBy, shortOdds } = sharesOf(expected);
  return [
    name,
    signed === undefined ? NOTHING : plainDollars(signed.commitment),
    signed === undefined ? NOTHING : percent(signed.discount),
    costText(choice),
    bare(dollars(expected.costP90)),
    used,
    covered,
    shortBy,
    shortOdds,
  ];
}

/** The same in five columns of two lines each, as wide as a screen. */
function screenRow(choice: ComparedChoice): string[] {
  const { name, signed, expected } = choice;
  const { used, covered, shortBy, shortOdds } = sharesOf(expected);
  const commitment =
    signed === undefined
      ? []
      : [
          isZero(signed.commitment)
            ? `  none, ${percent(signed.discount)} off`
            : `  ${screenDollars(signed.commitment)} at ${percent(signed.discount)} off`,
        ];
  const pair = (above: string, below: string) => (above === NOTHING ? NOTHING : `${above}\n${below}`);
  return [
    [wrapped(name, '', NAME_WIDTH), ...commitment].join('\n'),
    costText(choice),
    bare(dollars(expected.costP90)),
    pair(used, covered),
    pair(shortBy, shortOdds),
  ];
}

/** Choices beside each other: the commitment, what it is expected to cost, how much of it is used, and the shortfall. */
export function comparison(choices: readonly ComparedChoice[]): PageTable {
  return {
    head: HEAD,
    rows: choices.map(row),
    screen: { head: SCREEN_HEAD, rows: choices.map(screenRow) },
  };
}

const KIND: Readonly<Record<CommitmentChoice['kind'], string>> = {
  list: 'list, unsigned',
  alternative: '',
  band: 'band on offer',
  optimal: 'best commitment',
  floorSafe: 'safe commitment',
  floor: 'the floor, committed',
};

/** The name of a row. What ships is what contracts usually give, not an offer of this provider. */
function rowName(kind: CommitmentChoice['kind'], { label }: Alternative, source: Source | undefined): string {
  if (kind === 'alternative') return `${label}, unsigned`;
  return kind === 'band' && source !== undefined ? 'usual terms' : KIND[kind];
}

/** Every choice with one provider. A band that is the best or the safe commitment says so. */
export function commitmentTable({
  choices,
  best,
  optimal,
  floorSafe,
  alternative,
  offerSource,
}: Commitment): PageTable {
  return comparison(
    choices.map((choice) => {
      const { kind, signed, expected, available } = choice;
      const also = [
        ...(choice === optimal && kind !== 'optimal' ? ['best'] : []),
        ...(choice === floorSafe && kind !== 'floorSafe' ? ['safe'] : []),
      ];
      const name = rowName(kind, alternative, offerSource);
      return { name: [name, ...also].join(', '), signed, expected, available, best: choice === best };
    }),
  );
}

/** What a legend depends on. */
export interface Legend {
  readonly fulfilment: Fulfilment;
  readonly anyOutOfReach: boolean;
  /** The best and the safe commitment are named. */
  readonly names: boolean;
  /** A commitment is expected to cost less than the best choice, and too little less. */
  readonly anyHardlyCheaper: boolean;
}

/** What the columns of a comparison mean: they are statistics, and not everything in them can be had. */
export function legendText({ fulfilment, anyOutOfReach, names, anyHardlyCheaper }: Legend): string {
  const out = anyOutOfReach ? ' In brackets: out of reach under the floor.' : '';
  const bad =
    fulfilment === 'monthly'
      ? 'its cost at the P90 of demand'
      : `the average month of a ${INTERVAL_WORDS[fulfilment]} at the P90 of demand`;
  const named = names
    ? ' Best: the commitment expected to cost least, to a thousandth; safe: what the P10 of demand uses up.'
    : '';
  const star = anyHardlyCheaper
    ? 'the best choice: the least expected cost, where a commitment has to save at least a thousandth'
    : 'the least expected cost of all';
  return `Expected figures are statistics over that demand, not a bill. P90 month: ${bad}. Used: share of the commitment that is used up; covered: share of the usage that it covers. Short by: paid and not used, with the odds of any below it.${named} *: ${star}.${out}`;
}
