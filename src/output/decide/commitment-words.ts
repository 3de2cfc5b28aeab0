import type { Clause, ClauseKind, CommitmentChoice, Signed } from '../../domain/commitment.ts';
import type { ContractTerms } from '../../domain/contract.ts';
import { isZero, numeral } from '../../domain/exact.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { beside, percent, plainDollars } from '../render/numbers.ts';
import { INTERVAL_WORDS } from '../words/interval-words.ts';

/** "$50,000 a month at 20% off"; with the amount in the currency that a proposal is written in. */
export function signedText({ commitment, discount, exchange }: Signed & Pick<Proposal, 'exchange'>): string {
  return isZero(commitment)
    ? `no commitment at ${percent(discount)} off`
    : `${plainDollars(commitment)}${beside(commitment, exchange)} a month at ${percent(discount)} off`;
}

/** What a choice is, inside a sentence. `open` is whom one pays without a contract. */
export function choiceText({ kind, signed }: Pick<CommitmentChoice, 'kind' | 'signed'>, open: string): string {
  if (signed !== undefined)
    return isZero(signed.commitment)
      ? `a contract with ${signedText(signed)}`
      : `a commitment of ${signedText(signed)}`;
  return `${kind === 'list' ? 'list' : open} with nothing signed`;
}

const CLAUSE: Readonly<Record<ClauseKind, string>> = {
  overageAtContract: 'usage over the commitment at the contract rate',
  annualPooling: 'tested once a year instead of every month',
  listBasis: 'the commitment counted in list dollars',
  rollover: 'of the unused commitment rolled over',
  ramp: 'a commitment that grows with the usage',
  priceProtection: 'prices that do not rise with list prices in the term',
  newerModels: 'the discount on models that take the place of others',
  mostFavoured: 'no price above what others ask for the same model',
};

/** Whose lower prices a clause would match, and what that rests on. */
function lowerText(lower: NonNullable<Clause['lower']>): string {
  const sellers = [...new Map(lower.map(({ seller, ground }) => [seller, ground]))];
  const each = sellers.map(([seller, ground]) => `${seller}${ground === 'claimed' ? ', a claim' : ''}`);
  return `at most, by the prices of ${each.join('; ')}`;
}

/** A clause in words; a rollover with its share, one that matches others with whose prices those are. */
export function clauseText({ kind, share, lower }: Pick<Clause, 'kind' | 'share' | 'lower'>): string {
  const own = share === undefined ? CLAUSE[kind] : `${percent(share)} ${CLAUSE[kind]}`;
  return lower === undefined ? own : `${own} (${lowerText(lower)})`;
}

function overageText({ overage }: ContractTerms): string {
  if (overage === 'list') return 'usage over it at list price';
  return overage === 'contract'
    ? "usage over it at the contract's price"
    : `usage over it at ${numeral(overage)} x list`;
}

const TERM: Readonly<Record<keyof ContractTerms, (terms: ContractTerms) => string>> = {
  overage: overageText,
  fulfilment: ({ fulfilment }) => `tested every ${INTERVAL_WORDS[fulfilment]}`,
  rollover: ({ rollover }) =>
    isZero(rollover) ? 'what is unused forfeits' : `${percent(rollover)} of what is unused rolls over`,
  commitmentBasis: ({ commitmentBasis }) => `counted in ${commitmentBasis} dollars`,
  floorBasis: ({ floorBasis }) => `the floor tested on ${floorBasis} dollars`,
  ramp: ({ ramp }) => (ramp === undefined ? 'no ramp' : `a ramp of ${ramp.map((each) => percent(each)).join(', ')}`),
  termMonths: ({ termMonths }) => `a term of ${termMonths} months`,
};

/** Some terms of a contract, in words. */
export function termsText(terms: ContractTerms, keys: readonly (keyof ContractTerms)[]): string {
  return keys.map((key) => TERM[key](terms)).join('; ');
}
