import type { FloorBand } from './contract.ts';
import { compare } from './exact.ts';
import { bounded, type Parsed, parseUsd } from './quantity-text.ts';

/** A floor of your own: one amount, or the low and the high end as 50k-100k. */
export const parseFloor = bounded((text: string): Parsed<FloorBand> => {
  const [lowText = '', highText = lowText, ...more] = text.startsWith('-') ? [text] : text.split('-');
  const low = parseUsd(lowText);
  const high = parseUsd(highText);
  if ('fault' in low || 'fault' in high || more.length > 0) {
    return { fault: `"${text}" is not a floor; write one amount such as 50k, or a band such as 50k-100k` };
  }
  if (compare(low.value, high.value) > 0) return { fault: `"${text}" ends below its start; write the low end first` };
  return { value: { low: low.value, high: high.value } };
});
