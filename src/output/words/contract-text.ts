import { isZero } from '../../domain/exact.ts';
import type { ContractTerms } from '../../domain/note.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { rampedText } from './ramp-text.ts';

const CONFIDENCE: Readonly<Record<string, string>> = {
  official: 'its own page',
  secondHand: 'second-hand',
  unverified: 'a claim, not verified',
};

/** How sure a source is, in words. */
export function confidenceText(confidence: string): string {
  return CONFIDENCE[confidence] ?? confidence;
}

function discountText({ bands, range, quoted }: ContractTerms): string {
  const [first, ...others] = bands.map((band) => ({
    discount: percent(band.discount),
    proposed: band.proposed ? ' proposed by the vendor' : '',
    against: isZero(band.commitment)
      ? ''
      : ` with ${plainDollars(band.commitment)} a month committed${rampedText(band)}`,
  }));
  if (first === undefined) return '';
  if (quoted.discount) return `your ${first.discount} off`;
  const possible = range === undefined ? '' : `, ${percent(range.shallowest)} to ${percent(range.deepest)} possible`;
  const more = others.map(({ discount, proposed, against }) => `, ${discount}${proposed}${against}`).join('');
  const expected = others.length === 0 && first.proposed === '' ? ' expected' : first.proposed;
  return `${first.discount} off${expected}${first.against}${more}${possible}`;
}

/** Whose word the terms are: what was quoted with the question is the user's own, the rest is the offer's. */
function whoseWord({ quoted, confidence, floorConfidence, bands }: ContractTerms): string {
  if (quoted.discount && quoted.floor) return '';
  const wordOf = (of: typeof confidence) => (of === undefined ? 'from your offers' : confidenceText(of));
  const word = wordOf(confidence);
  const proposed = bands.filter((each) => each.proposed).length;
  if (proposed === bands.length) return quoted.floor ? '' : ` (the floor: ${wordOf(floorConfidence ?? confidence)})`;
  if (proposed > 0) return ` (what the vendor does not propose: ${word})`;
  if (quoted.discount) return ` (the floor: ${word})`;
  return quoted.floor ? ` (the discount: ${word})` : ` (${word})`;
}

/** The terms a direct contract is shown at, in a sentence. */
export function contractText(terms: ContractTerms, nameOf: (provider: string) => string): string {
  const { providers, everywhere, floor, quoted, confidence } = terms;
  const who = everywhere ? 'Direct contract' : `Direct contract with ${providers.map(nameOf).join(', ')}`;
  const band = `from ${quoted.floor ? 'your floor of ' : ''}${plainDollars(floor.low)} to ${plainDollars(floor.high)} a month`;
  const flags = [...(quoted.discount ? [] : ['--discount']), ...(quoted.floor ? [] : ['--floor'])].join(' and ');
  const own = confidence === undefined || flags === '' ? '' : ` Use ${flags} for your own quote.`;
  return `${who}: ${discountText(terms)}, ${band}${whoseWord(terms)}.${own}`;
}
