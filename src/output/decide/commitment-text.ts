import type { ClauseKind, Commitment, CommitmentChoice } from '../../domain/commitment.ts';
import { isZero, parseExact, ZERO } from '../../domain/exact.ts';
import { usd } from '../../domain/units.ts';
import { dollars, percent, wholeDollars } from '../numbers.ts';

const CENTS = 100;

/** An expected amount: a statistic, to the dollar. */
function expected(amount: number): string {
  return wholeDollars(usd(parseExact(amount.toFixed(0)) ?? ZERO));
}

const part = (probability: number) => `${(probability * CENTS).toFixed(1)}%`;

function choiceName({ kind, signed }: CommitmentChoice): string {
  if (kind === 'list') return 'list, nothing signed';
  if (signed === undefined) return 'no contract';
  if (isZero(signed.commitment)) return `a contract without commitment at ${percent(signed.discount)} off`;
  return `a commitment of ${dollars(signed.commitment)} a month at ${percent(signed.discount)} off`;
}

const CLAUSE: Readonly<Record<ClauseKind, string>> = {
  overageAtContract: 'usage over the commitment at the contract rate',
  annualPooling: 'the commitment tested once a year instead of every month',
  listBasis: 'the commitment counted in list dollars',
  rollover: 'unused commitment carried over',
  ramp: 'a commitment that grows with the usage',
};

/** The forecast, the least expected cost, the floor's odds, and the clause worth most: one item a provider each. */
export function commitmentTexts(each: Commitment, nameOf: (provider: string) => string): string[] {
  const { demand, best, floorRisk, flawOfAverages, clauses, valueOfInformation } = each;
  const spread = demand.basis === 'assumed' ? `, a spread that is assumed (sigma ${percent(demand.assumedSigma)})` : '';
  const commits = best.signed !== undefined && !isZero(best.signed.commitment);
  const odds =
    valueOfInformation < 1
      ? 'no choice is better in any future that matters'
      : `best in ${part(best.probabilityBest)} of futures, and knowing the demand is worth ${expected(valueOfInformation)} a month at most`;
  const worth = [...clauses].filter(({ granted, worth }) => !granted && worth > 0).sort((a, b) => b.worth - a.worth)[0];
  return [
    `${nameOf(each.provider)}: list spend of ${expected(demand.p10)} / ${expected(demand.p50)} / ${expected(demand.p90)} a month (P10 / P50 / P90)${spread}.`,
    `Least expected cost: ${choiceName(best)}, ${expected(best.expected.cost)} a month; ${odds}.`,
    `Worst credible month (P90): ${expected(best.expected.costP90)}. The floor is cleared with ${part(floorRisk.clearsOnList)} on list dollars, ${part(floorRisk.clearsOnContracted)} on contracted ones.`,
    ...(flawOfAverages === undefined
      ? []
      : [
          `At the stated volume ${choiceName(flawOfAverages.asStated)} wins, in expectation ${choiceName(flawOfAverages.expected)}: do not decide on the point forecast.`,
        ]),
    ...(worth === undefined || !commits
      ? []
      : [`Ask for ${CLAUSE[worth.kind]}: worth ${expected(worth.worth)} a month.`]),
  ];
}
