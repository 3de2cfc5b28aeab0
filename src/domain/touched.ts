import type { Day } from './day.ts';

/** A rate whose page somebody has read again. */
export interface Touched {
  readonly model: string;
  /** First day of the rate. */
  readonly from: Day;
  /** The day it was looked at before. */
  readonly was: Day;
  readonly checked: Day;
  readonly url: string;
  /** The address before, where that was another. */
  readonly wasUrl: string | undefined;
  readonly file: string;
  readonly line: number;
}
