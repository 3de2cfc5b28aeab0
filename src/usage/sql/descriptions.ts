import { INVOCATIONS } from './bedrock.ts';
import { CUR_TABLE, FOCUS_TABLE, GOOGLE_EXPORT } from './bills.ts';
import type { Description } from './description.ts';
import { HELICONE_REQUESTS } from './helicone.ts';
import { OBSERVATIONS } from './langfuse.ts';
import { DAILY_SPEND, SPEND_LOGS } from './litellm.ts';
import { SPANS } from './otel.ts';

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
