import { ANTHROPIC_CONSOLE, ANTHROPIC_REPORT } from './anthropic-usage.ts';
import { BEDROCK_LOG } from './bedrock.ts';
import { CANONICAL } from './canonical.ts';
import { CCUSAGE } from './ccusage.ts';
import { CLAUDE_CODE } from './claude-code.ts';
import { AZURE, CUR, FOCUS, GOOGLE_BILLING } from './cloud-bills.ts';
import { CODEX } from './codex.ts';
import { HELICONE } from './helicone.ts';
import { LANGFUSE } from './langfuse.ts';
import { LITELLM_DAILY, LITELLM_LOG } from './litellm.ts';
import { OPENAI_USAGE } from './openai-usage.ts';
import { OPENROUTER_API, OPENROUTER_CSV } from './openrouter.ts';
import { OTEL } from './otel.ts';
import { RESPONSES } from './responses.ts';
import type { Fields, Source } from './source.ts';

/** Every kind of file that is read, in the order in which a file is held against them. */
export const SOURCES: readonly Source[] = [
  OPENAI_USAGE,
  ANTHROPIC_REPORT,
  ANTHROPIC_CONSOLE,
  LITELLM_LOG,
  LITELLM_DAILY,
  OPENROUTER_CSV,
  OPENROUTER_API,
  CLAUDE_CODE,
  CODEX,
  CCUSAGE,
  LANGFUSE,
  HELICONE,
  CUR,
  FOCUS,
  AZURE,
  GOOGLE_BILLING,
  BEDROCK_LOG,
  OTEL,
  CANONICAL,
  RESPONSES,
];

/** The kind of a file by its header or its first records; undefined where it is none of them. */
export function recognised(first: readonly Fields[]): Source | undefined {
  return SOURCES.find(({ recognises }) => first.some(recognises));
}
