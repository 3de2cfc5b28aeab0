import { visible } from '../../domain/line-text.ts';

const UNITS: readonly (readonly [from: number, unit: string])[] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];
/** Digits that ticks of one axis differ in. */
const DIGITS = 3;

const short = (value: number) => String(Number(value.toPrecision(DIGITS)));

/** 40k: an amount that is at least 0. */
function abbreviated(size: number): string {
  const [from, unit] = UNITS.find(([least]) => size >= least) ?? [1, ''];
  return `${short(size / from)}${unit}`;
}

/** $40k: a tick, and no amount of anything. */
export const dollarTick = (value: number) => `${value < 0 ? '-' : ''}$${abbreviated(Math.abs(value))}`;

/** 1.5x */
export const multipleTick = (value: number) => `${abbreviated(value)}x`;

/** Pixels that a character takes, of letters as wide as a digit and of those that are as wide as high. */
const NARROW = 7;
const WIDE = 13;
const FIRST_WIDE = 0x2e80;

const widthOf = (character: string) => ((character.codePointAt(0) ?? 0) >= FIRST_WIDE ? WIDE : NARROW);

/** About how many pixels a text takes: nothing here can measure it, so that it is taken to be on the wide side. */
export function textWidth(text: string): number {
  return [...text].reduce((total, each) => total + widthOf(each), 0);
}

/** A text in one line that takes no more than so many pixels, with an ellipsis where something is left out. */
export function cutTo(written: string, pixels: number): string {
  const text = visible(written);
  if (textWidth(text) <= pixels) return text;
  let room = pixels - NARROW;
  let kept = '';
  for (const each of text) {
    room -= widthOf(each);
    if (room < 0) break;
    kept += each;
  }
  return `${kept.trimEnd()}…`;
}
