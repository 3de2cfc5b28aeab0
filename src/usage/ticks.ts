/** The field in which xAI tells what it charged for an answer. Source: xai-org/xai-proto, proto/xai/api/v1/usage.proto. */
export const TICKS = 'cost_in_usd_ticks';
/** 10^10 of them are a dollar. */
export const TICK_PLACES = 10;
