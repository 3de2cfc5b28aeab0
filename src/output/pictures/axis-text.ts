import { visible } from '../../domain/line-text.ts';
import { columnsOf } from '../render/columns-of.ts';

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

/** Pixels that a letter as wide as a digit takes; a sign of two columns takes twice as much, since it is as wide as high. */
const NARROW = 7;

/** About how many pixels a text takes: nothing here can measure it, so that it is taken to be on the wide side. */
export function textWidth(text: string): number {
  return NARROW * columnsOf(text);
}

/** A text in one line that takes no more than so many pixels, with an ellipsis where something is left out. */
export function cutTo(written: string, pixels: number): string {
  const text = visible(written);
  if (textWidth(text) <= pixels) return text;
  let room = pixels - NARROW;
  let kept = '';
  for (const each of text) {
    room -= textWidth(each);
    if (room < 0) break;
    kept += each;
  }
  return `${kept.trimEnd()}…`;
}
