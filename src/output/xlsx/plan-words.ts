import { literal } from './functions.ts';
import { YES_NO } from './sheet.ts';

/** What is said of a row, or of a contract, that can be bought as it is chosen. */
export const BOUGHT = literal(YES_NO[0]);
/** What is said where nothing is signed, and nothing bought direct. */
export const NO_CONTRACT = literal('no contract');
