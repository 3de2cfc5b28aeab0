import { NO_REQUEST } from '../helicone.ts';
import type { Description } from './description.ts';
import { AT_NO_CHARGE, outside } from './said.ts';

/**
 * The rule of `helicone`: Anthropic's own counts exclude the cache, those of others include it, unless a provider's rows
 * show that it is outside there too. A row stands as often as it changed. Source: Helicone/helicone, migrations.
 */
export const HELICONE_REQUESTS: Description = {
  kind: 'helicone',
  label: "Helicone's requests",
  table: 'request_response_rmt',
  columns: {
    request_id: 'text',
    request_created_at: 'moment',
    updated_at: 'moment',
    status: 'whole',
    model: 'text',
    provider: 'text',
    user_id: 'text',
    prompt_tokens: 'whole',
    completion_tokens: 'whole',
    prompt_cache_read_tokens: 'whole',
    prompt_cache_write_tokens: 'whole',
    cache_reference_id: 'text',
  },
  moment: 'request_created_at',
  belongs: { route: 'provider', user: 'user_id' },
  terms: (d, column) => ({
    day: d.day(column('request_created_at')),
    model: column('model'),
    id: column('request_id'),
    latest: column('updated_at'),
    texts: { provider: `UPPER(${column('provider')})`, answer: d.text(column('cache_reference_id')) },
    counts: {
      input: d.text(column('prompt_tokens')),
      output: d.text(column('completion_tokens')),
      reads: d.text(column('prompt_cache_read_tokens')),
      writes: d.text(column('prompt_cache_write_tokens')),
    },
    checks: [[`COALESCE(x_answer, '') NOT IN ('', '${NO_REQUEST}')`, AT_NO_CHARGE]],
    classes: {
      uncachedInput: `CASE WHEN x_provider IN ('ANTHROPIC', 'BEDROCK', 'AWS') OR ${outside('reads + writes', 'x_provider')} = 1 THEN input ELSE input - reads - writes END`,
      cacheRead: 'reads',
      cacheWrite5m: 'writes',
      output: 'output',
    },
    failed: `CASE WHEN ${column('status')} BETWEEN 200 AND 299 THEN 0 ELSE 1 END`,
    byRequest: true,
  }),
};
