import { compare, isZero, numeral } from './exact.ts';
import { LONG_BANDS, type LongBand, type PriceBand } from './meter.ts';
import type { LongContext, Rate } from './rate-card.ts';
import { ALL, NONE, type Share, type Tokens } from './units.ts';

/** What share of the tokens is in requests whose prompt is over so many tokens, ascending by that length. */
export type PromptsOver = readonly { readonly over: Tokens; readonly share: Share }[];

const grouped = (tokens: Tokens) => numeral(tokens).replace(/\B(?=(\d{3})+$)/g, ',');

/** A price list by the length of prompts or by the hour, as it is shown. */
export function bandLabel(band: PriceBand): string {
  if (band === 'base' || band === 'peak') return band === 'base' ? band : 'peak hours';
  const step = LONG_BANDS.indexOf(band) + 1;
  return step === 1 ? 'long prompt' : `long prompt, step ${step}`;
}

/** A band of long prompts in words, after what they cost. */
export function promptsText({ edge, threshold }: Pick<LongContext, 'edge' | 'threshold'>): string {
  return ` in prompts ${edge === 'above' ? 'above' : 'of at least'} ${grouped(threshold)} tokens`;
}

/** The price list of one prompt. */
export function bandOfPrompt({ longContext }: Pick<Rate, 'longContext'>, prompt: Tokens): LongBand | 'base' {
  const reached = longContext.findLast(({ edge, threshold }) => {
    const order = compare(prompt, threshold);
    return edge === 'above' ? order > 0 : order >= 0;
  });
  return reached?.band ?? 'base';
}

/**
 * What is over a threshold by what is stated of others: its own share, or that of its neighbours where both are one.
 * Undefined where the statement leaves it open: it is never taken from a neighbour that differs.
 */
export function shareOver(stated: PromptsOver, threshold: Tokens): Share | undefined {
  const own = stated.find(({ over }) => compare(over, threshold) === 0);
  if (own !== undefined) return own.share;
  const most = stated.findLast(({ over }) => compare(over, threshold) < 0)?.share ?? ALL;
  const least = stated.find(({ over }) => compare(over, threshold) > 0)?.share ?? NONE;
  return compare(most, least) === 0 ? most : undefined;
}

/** What a workload says of the lengths of its prompts. */
interface StatedLengths {
  readonly longContextShare?: Share;
  readonly promptsOver?: PromptsOver;
}

/** Why a rate of several price lists by the length of a prompt cannot price a workload; undefined where it can. */
export function openLengths(
  { longContextShare, promptsOver }: StatedLengths,
  { longContext }: Rate,
): string | undefined {
  if (promptsOver !== undefined) {
    const open = longContext.filter(({ threshold }) => shareOver(promptsOver, threshold) === undefined);
    if (open.length === 0) return undefined;
    const lengths = open.map(({ threshold }) => grouped(threshold)).join(' and ');
    return `promptsOver does not say how much of the tokens is in prompts over ${lengths} tokens`;
  }
  if (longContext.length < 2 || longContextShare === undefined || isZero(longContextShare)) return undefined;
  const keys = longContext.map(({ threshold }) => `${numeral(threshold)}: ...`).join(', ');
  return `longContextShare does not say how long the prompts are, and the price has ${longContext.length} steps; write promptsOver: { ${keys} }, the share of tokens in prompts over each length`;
}
