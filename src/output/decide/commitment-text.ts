import type {
  Alternative,
  AtStatedVolume,
  Commitment,
  DemandSummary,
  Expected,
  Flip,
  Pooling,
  Signed,
} from '../../domain/commitment.ts';
import { compare, isZero, ONE } from '../../domain/exact.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { expected, odds } from '../words/expected-text.ts';
import { choiceText, signedText, termsText } from './commitment-words.ts';
import { crossingText, floorTexts } from './floor-odds-text.ts';

type NameOf = (provider: string) => string;

/** 50%, and whether anybody said so. */
export function correlationText({
  correlation,
  correlationAssumed,
}: Pick<DemandSummary, 'correlation' | 'correlationAssumed'>): string {
  return `${percent(correlation)}${correlationAssumed ? ', assumed' : ''}`;
}

/** Demand as it is worked with, in a sentence without its beginning. */
export function demandText({
  p10,
  p50,
  p90,
  mean,
  basis,
  assumedSigma,
  method,
  correlation,
  correlationAssumed,
  grows,
}: DemandSummary): string {
  if (p10 === p90) return `list spend of ${expected(mean)} a month, stated as certain.`;
  const spread =
    basis === 'assumed'
      ? `; the spread is assumed (a standard deviation of ${percent(assumedSigma)}): state demand`
      : '';
  const sums =
    method === 'matched'
      ? `; forecasts summed at a correlation of ${correlationText({ correlation, correlationAssumed })}`
      : '';
  const months = grows ? ', averages of the months of the term' : '';
  return `list spend of ${expected(p10)} / ${expected(p50)} / ${expected(p90)} a month (P10 / P50 / P90), ${expected(mean)} expected${months}${spread}${sums}.`;
}

/** Under a dollar a month nobody would act on knowing more. */
const WORTH_KNOWING = 1;

function bestText({ best, hardlyCheaper, alternative, valueOfInformation }: Commitment): string {
  const sure =
    valueOfInformation < WORTH_KNOWING
      ? 'no other is better in any future that matters'
      : `best in ${odds(best.probabilityBest)} of futures, and knowing the demand beforehand is worth ${expected(valueOfInformation)} a month at most`;
  const what = hardlyCheaper === undefined ? 'Least expected cost' : 'Best choice';
  const less =
    hardlyCheaper?.signed === undefined
      ? ''
      : ` ${expected(hardlyCheaper.saves)} less is expected with ${signedText(hardlyCheaper.signed)}: too little to commit to it.`;
  return `${what}: ${choiceText(best, alternative.label)}, ${expected(best.expected.cost)} a month; ${sure}.${less} Worst credible month (P90): ${expected(best.expected.costP90)}.`;
}

/** The percentile of demand worth committing to, as a rule of thumb. */
function quantileText({ criticalProbability, criticalProbabilityDiverted, alternative, optimal }: Commitment): string {
  const p = criticalProbability ?? 0;
  if (p === 0 && optimal?.kind === 'optimal' && optimal.signed !== undefined) {
    return `Usage over the commitment costs no more than usage under it, and any commitment keeps the discount in months under the floor: ${signedText(optimal.signed)} is the most that is expected to cost hardly more than a small one.`;
  }
  if (p === 0) {
    return 'Usage over the commitment costs no more than usage under it: commit to nothing above what the discount asks for.';
  }
  const diverted = criticalProbabilityDiverted ?? 0;
  const elsewhere =
    alternative.id === 'list' || diverted >= p
      ? ''
      : ` Where usage over it can go to ${alternative.label} instead, ${diverted === 0 ? 'nothing' : `the P${(diverted * 100).toFixed(1)}`}.`;
  return `At this discount the demand worth committing to is its P${(p * 100).toFixed(0)}.${elsewhere}`;
}

/** A commitment beside the cheapest purchase without one. */
interface AgainstOpen {
  readonly signed: Signed | undefined;
  readonly alternative: Alternative;
}

/** How much of a commitment has to be used for it to pay. Nothing where nothing is committed. */
export function breakEvenText({
  signed,
  alternative,
  breakEvenUtilisation,
  breakEvenVersusList,
  expected: likely,
}: AgainstOpen &
  Pick<Commitment, 'breakEvenUtilisation' | 'breakEvenVersusList'> & { readonly expected: Expected }): string[] {
  if (breakEvenUtilisation === undefined || breakEvenVersusList === undefined) return [];
  if (signed === undefined || isZero(signed.commitment)) return [];
  if (compare(breakEvenUtilisation, ONE) > 0)
    return [`Even used in full, ${signedText(signed)} does not beat ${alternative.label}.`];
  const list = alternative.id === 'list' ? '' : ` (${percent(breakEvenVersusList, 1)} against list)`;
  const is = likely.utilisation === undefined ? '' : `; ${odds(likely.utilisation)} is expected`;
  return [
    `Break-even: ${signedText(signed)} beats ${alternative.label} on the usage it covers when ${percent(breakEvenUtilisation, 1)} of it is used${list}${is}.`,
  ];
}

const range = ({ above, below }: Flip) =>
  `from ${expected(above)}${below === undefined ? '' : ` up to ${expected(below)}`}`;

/** From which demand a commitment beats the alternative: in a month that turns out so, and in expectation. */
export function flipText({
  signed,
  alternative,
  realised,
  p50,
}: AgainstOpen & { readonly realised: Flip | undefined; readonly p50: Flip | undefined }): string[] {
  if (signed === undefined || isZero(signed.commitment)) return [];
  const what = signedText(signed);
  if (realised === undefined) return [`No demand makes ${what} cheaper than ${alternative.label}.`];
  const forecast =
    p50 === undefined ? ', and at no forecast with this spread' : `, and in expectation ${range(p50)} of P50 demand`;
  return [
    `${what} turns out cheaper than ${alternative.label} in a month ${range(realised)} of list spend${forecast}.`,
  ];
}

/** What a yearly pool is worth against monthly minimums, in shortfall over the term. */
export function poolingText(
  { signed, months, monthly, annual, annualIfIndependent }: Pooling,
  correlation: string,
): string {
  const term = months === 12 ? 'a year' : `${months} months`;
  const pool = months > 12 ? 'pools of a year' : 'one pool';
  return `Monthly or annual: over ${term}, ${signedText(signed)} is expected to fall short by ${expected(monthly)} as monthly minimums and by ${expected(annual)} in ${pool} (months correlated at ${correlation}; ${expected(annualIfIndependent)} if they are independent).`;
}

/** What one should hear before signing: the point forecast and the expectation name different winners. */
export function alarmText({ flawOfAverages, alternative, provider }: Commitment, nameOf: NameOf): string | undefined {
  if (flawOfAverages === undefined) return undefined;
  const { asStated, expected: likely } = flawOfAverages;
  const dearer = asStated.expected.cost - likely.expected.cost;
  return `${nameOf(provider)}: at the stated volume ${choiceText(asStated, alternative.label)} is cheapest; over the demand there may be ${choiceText(likely, alternative.label)} is, by ${expected(dearer)} a month. Do not decide on the point forecast.`;
}

function trapText({ deepestIsNotCheapest: trap, choices }: Commitment): string[] {
  if (trap?.signed === undefined) return [];
  const bands = choices.filter(({ kind }) => kind === 'band').map(({ expected: { cost } }) => cost);
  const dearer = trap.expected.cost - Math.min(...bands);
  return [
    `The deepest discount is not the cheapest: ${signedText(trap.signed)} is expected to cost ${expected(dearer)} a month more than the best band.`,
  ];
}

/** What a commitment costs when the volume is exactly as stated. Nothing where nothing is committed. */
export function statedText(at: AtStatedVolume | undefined, signed: Signed | undefined, what: string): string[] {
  if (at === undefined || signed === undefined || isZero(signed.commitment)) return [];
  const over = isZero(at.overage) ? '' : `, ${plainDollars(at.overage)} of list usage over the commitment`;
  const short = isZero(at.shortfall) ? '' : `, ${plainDollars(at.shortfall)} of it for nothing`;
  return [
    `At exactly the stated volume (${plainDollars(at.listSpend)} at list) ${what} costs ${plainDollars(at.cost)}${short}${over}.`,
  ];
}

/** Everything about a sized commitment that a table cannot say, in the order it is read. */
export function commitmentTexts(each: Commitment, nameOf: NameOf): string[] {
  const { demand, terms, pooling, floorRisk, optimal, alternative, flips } = each;
  const { breakEvenUtilisation, breakEvenVersusList } = each;
  return [
    `${nameOf(each.provider)}: ${demandText(demand)}`,
    bestText(each),
    quantileText(each),
    ...(optimal === undefined
      ? []
      : breakEvenText({ ...optimal, alternative, breakEvenUtilisation, breakEvenVersusList })),
    ...(flips === undefined ? [] : flipText({ ...flips, signed: flips.choice.signed, alternative })),
    ...(pooling === undefined ? [] : [poolingText(pooling, correlationText(demand))]),
    ...trapText(each),
    ...statedText(each.atStatedVolume, optimal?.signed, 'the best commitment'),
    ...floorTexts(floorRisk),
    ...crossingText(floorRisk, demand),
    ...(terms.assumed.length === 0 ? [] : [`Not stated, so taken as usual: ${termsText(terms.terms, terms.assumed)}.`]),
  ];
}
