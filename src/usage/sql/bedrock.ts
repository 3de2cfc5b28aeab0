import type { Description } from './description.ts';
import { first, NO_USAGE, NOT_ITS_TOTAL } from './said.ts';

/** The rule of `bedrock`, over a table whose columns hold the log's objects as JSON. */
export const INVOCATIONS: Description = {
  kind: 'bedrock',
  label: "Bedrock's invocation log",
  table: 'bedrock_invocation_log',
  columns: {
    timestamp: 'text',
    requestid: 'text',
    accountid: 'text',
    region: 'text',
    modelid: 'text',
    errorcode: 'text',
    input: 'json',
    output: 'json',
  },
  moment: 'timestamp',
  belongs: { project: 'accountid', route: 'region' },
  terms: (d, column) => {
    const [input, output] = [column('input'), column('output')];
    const usage = (...steps: readonly (string | number)[]) => d.json(output, 'outputBodyJson', 'usage', ...steps);
    const detail = (place: number) =>
      `CASE WHEN ${usage('cacheDetails', place, 'ttl')} = '1h' THEN ${usage('cacheDetails', place, 'inputTokens')} END`;
    return {
      day: `SUBSTR(${column('timestamp')}, 1, 10)`,
      model: column('modelid'),
      id: column('requestid'),
      texts: { error: `NULLIF(${column('errorcode')}, '')` },
      counts: {
        told: d.json(input, 'inputTokenCount'),
        reads: d.json(input, 'cacheReadInputTokenCount'),
        written: d.json(input, 'cacheWriteInputTokenCount'),
        hourly: first([detail(0), detail(1), usage('cache_creation', 'ephemeral_1h_input_tokens')]),
        output: d.json(output, 'outputTokenCount'),
      },
      checks: [
        ["COALESCE(t_told, '') = '' AND x_error IS NULL", NO_USAGE],
        ['hourly > written', NOT_ITS_TOTAL],
      ],
      classes: {
        uncachedInput: 'told',
        cacheRead: 'reads',
        cacheWrite5m: 'written - hourly',
        cacheWrite1h: 'hourly',
        output: 'output',
      },
      failed: `CASE WHEN NULLIF(${column('errorcode')}, '') IS NULL THEN 0 ELSE 1 END`,
      byRequest: true,
    };
  },
};
