import type { Description } from './description.ts';
import type { Dialect } from './dialects.ts';
import { NO_USAGE, NOT_ITS_TOTAL, OVER } from './said.ts';

/** The keys under which integrations of Langfuse tell their classes; one that is none of them does not add up. */
const DETAILS = {
  input: ['input'],
  otherInput: ['input_audio', 'input_text', 'input_audio_tokens', 'input_text_tokens'],
  reads: [
    'input_cached_tokens',
    'input_cache_read',
    'input_cache_read_tokens',
    'cache_read_input_tokens',
    'cached_tokens',
    'prompt_details.cache_read',
    'prompt_details.cached_tokens',
  ],
  writes: [
    'input_cache_creation',
    'input_cache_creation_5m',
    'cache_creation_input_tokens',
    'input_cache_write',
    'prompt_details.cache_creation',
  ],
  hour: ['input_cache_creation_1h'],
  output: ['output'],
  otherOutput: [
    'output_reasoning',
    'output_reasoning_tokens',
    'output_audio',
    'completion_details.reasoning',
    'completion_details.reasoning_tokens',
  ],
  total: ['total'],
} as const;

/** Details as counts, each under a name of ours, and their sums by what they are. */
function details(d: Dialect, column: string) {
  const named = Object.entries(DETAILS).map(
    ([of, keys]) => [of, keys.map((key, index) => [`d_${of.toLowerCase()}_${index}`, key] as const)] as const,
  );
  const counts = Object.fromEntries(
    named.flatMap(([, keys]) => keys.map(([name, key]) => [name, d.entry(column, key)] as const)),
  );
  const sums = Object.fromEntries(named.map(([of, keys]) => [of, `(${keys.map(([name]) => name).join(' + ')})`]));
  return { counts, sums: sums as { readonly [of in keyof typeof DETAILS]: string } };
}

/** The rule of `langfuse`. A row stands as often as it changed: the last counts. Source: langfuse/langfuse, migrations. */
export const OBSERVATIONS: Description = {
  kind: 'langfuse',
  label: "Langfuse's observations",
  table: 'observations',
  columns: {
    id: 'text',
    parent_observation_id: 'text',
    project_id: 'text',
    type: 'text',
    start_time: 'moment',
    provided_model_name: 'text',
    usage_details: 'counts',
    total_cost: 'fraction',
    level: 'text',
    event_ts: 'moment',
    is_deleted: 'whole',
  },
  moment: 'start_time',
  belongs: { project: 'project_id' },
  terms: (d, column) => {
    const { counts, sums } = details(d, column('usage_details'));
    const cached = `${sums.reads} + ${sums.writes} + ${sums.hour}`;
    const all = `${sums.input} + ${sums.otherInput} + ${cached} + ${sums.output} + ${sums.otherOutput}`;
    const disjoint = `(${sums.total} = 0 OR ${sums.total} = ${all})`;
    return {
      where: `${column('type')} IN ('GENERATION', 'EMBEDDING')`,
      day: d.day(column('start_time')),
      model: column('provided_model_name'),
      id: column('id'),
      latest: column('event_ts'),
      counts,
      texts: { deleted: d.text(column('is_deleted')) },
      trace: { id: column('id'), parent: column('parent_observation_id') },
      checks: [
        ["x_deleted = '1'", 'was deleted'],
        [`${all} + ${sums.total} = 0`, NO_USAGE],
        [`NOT ${disjoint} AND ${sums.total} <> ${sums.input} + ${sums.output}`, NOT_ITS_TOTAL],
        [`NOT ${disjoint} AND ${sums.input} < ${cached}`, OVER],
      ],
      classes: {
        uncachedInput: `CASE WHEN ${disjoint} THEN ${sums.input} + ${sums.otherInput} ELSE ${sums.input} - (${cached}) END`,
        cacheRead: sums.reads,
        cacheWrite5m: sums.writes,
        cacheWrite1h: sums.hour,
        output: `CASE WHEN ${disjoint} THEN ${sums.output} + ${sums.otherOutput} ELSE ${sums.output} END`,
      },
      failed: `CASE WHEN ${column('level')} = 'ERROR' THEN 1 ELSE 0 END`,
      billed: column('total_cost'),
      byRequest: true,
    };
  },
};
