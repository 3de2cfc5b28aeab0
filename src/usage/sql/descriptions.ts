import { CUR_TABLE, FOCUS_TABLE, GOOGLE_EXPORT } from './bills.ts';
import type { Description } from './description.ts';
import { DAILY_SPEND, HELICONE_REQUESTS, INVOCATIONS, OBSERVATIONS, SPANS, SPEND_LOGS } from './requests.ts';

/** The sources that live in a store with an engine of its own. */
export const DESCRIPTIONS: readonly Description[] = [
  SPEND_LOGS,
  DAILY_SPEND,
  OBSERVATIONS,
  HELICONE_REQUESTS,
  SPANS,
  INVOCATIONS,
  CUR_TABLE,
  FOCUS_TABLE,
  GOOGLE_EXPORT,
];
