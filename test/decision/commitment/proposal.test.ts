import { describe, expect, test } from 'vitest';
import { auditProposal } from '../../../src/decision/commitment/proposal.ts';
import { NO_CLAUSES } from '../../../src/domain/clauses.ts';
import type { StatedTerms } from '../../../src/domain/contract.ts';
import type { CommitmentPeriod, Proposal } from '../../../src/domain/proposal.ts';
import { shown } from '../../support/values.ts';
import { band, DEFAULTS, question } from './questions.ts';
import { normal } from './samples.ts';

const CENT = 2;

function audited(
  commitment: string,
  discount: string,
  terms: StatedTerms = {},
  list = '60k',
  open = '51k',
  per: CommitmentPeriod = 'month',
) {
  const signed = band(commitment, discount);
  const written = { amount: signed.commitment, per };
  const said = {
    date: undefined,
    clauses: NO_CLAUSES,
    validUntil: undefined,
    note: undefined,
    signed: false,
    start: undefined,
    file: 'acme.yaml',
  };
  const proposal: Proposal = { provider: 'acme', ...signed, terms, written, ...said };
  const audit = auditProposal(question(list, open), proposal, DEFAULTS, normal);
  if (audit === undefined) throw new Error('nothing was spent');
  return audit;
}

// Expected figures were integrated apart, on math.erf in Python.
describe('$120,000 a month at 25% off, overage at list, against $60,000 of list spend', () => {
  const audit = audited('120k', '25%', { overage: 'list' });

  test('commits to 2.67 times the run rate', () => {
    expect(shown(audit.allowance)).toBe('160000');
    expect(shown(audit.runRateMultiple)).toBe('2.6666666667');
  });

  test('is short in nearly every future, by so much over the term', () => {
    expect(audit.expected.shortfallProbability).toBeCloseTo(0.9999563, 6);
    expect(audit.expected.shortfall).toBeCloseTo(73_571.86, CENT);
    expect(audit.termShortfall).toBeCloseTo(12 * 73_571.864376, CENT);
    expect(audit.expected.cost).toBeCloseTo(120_000.42, CENT);
    expect(shown(audit.atStatedVolume.shortfall)).toBe('75000');
  });

  test('is countered with the commitment that costs least at its discount', () => {
    expect(audit.verdict).toBe('counter');
    expect(shown(audit.counter.signed.commitment)).toBe('38017.25');
    expect(audit.counter.expected.cost).toBeCloseTo(50_909.38, CENT);
    expect(audit.alternativeCost).toBeCloseTo(52_618.91, CENT);
  });

  test('no discount makes its commitment worth the alternative', () => {
    expect(audit.discountToMatch).toBeUndefined();
  });
});

test('a commitment under the expected cost of the alternative can be matched by a discount', () => {
  const audit = audited('50k', '10%', { overage: 'list' });
  expect(audit.discountToMatch).toBeCloseTo(0.312501, 5);
  expect(audit.verdict).toBe('decline');
});

test('what costs less than the alternative and than any smaller commitment is signed as proposed', () => {
  const audit = audited('50k', '20%', {}, '300k', '255k');
  expect(audit.verdict).toBe('sign');
  expect(audit.clearsFloor).toBe(true);
});

test('what a proposal does not say, the offer of the provider says', () => {
  expect(audited('50k', '20%').terms.terms.fulfilment).toBe('monthly');
  expect(audited('50k', '20%', { fulfilment: 'annual' }).terms.terms.fulfilment).toBe('annual');
});

test('a counter-offer is never under the floor that opens the rate card, nor over what was proposed', () => {
  // Overage at the contract price wants no commitment at all; the floor of 50,000 list dollars is 40,000 contracted.
  expect(shown(audited('70k', '20%', { overage: 'contract' }).counter.signed.commitment)).toBe('40000');
  expect(shown(audited('30k', '20%', { overage: 'contract' }).counter.signed.commitment)).toBe('30000');
});
