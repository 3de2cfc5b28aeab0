import { modeOfTier } from '../modes.ts';
import { ATTRIBUTES } from '../otel.ts';
import type { Description } from './description.ts';
import { first, outside } from './said.ts';

/** Tiers of OpenAI's that are modes, as its answers name them. */
const TIERS = ['batch', 'flex', 'ultrafast', 'priority', 'fast']
  .map((tier) => `WHEN '${tier}' THEN '${modeOfTier(tier)}'`)
  .join(' ');

/** The rule of `otel`, over the table that the exporter of the OpenTelemetry collector makes. */
export const SPANS: Description = {
  kind: 'otel',
  label: 'spans of OpenTelemetry',
  table: 'otel_traces',
  columns: { Timestamp: 'moment', SpanId: 'text', ParentSpanId: 'text', SpanAttributes: 'texts' },
  moment: 'Timestamp',
  belongs: {},
  terms: (d, column) => {
    const of = (name: keyof typeof ATTRIBUTES) =>
      first(ATTRIBUTES[name].map((key) => d.entry(column('SpanAttributes'), key)));
    return {
      where: `(${of('input')} IS NOT NULL OR ${of('output')} IS NOT NULL)`,
      day: d.day(column('Timestamp')),
      model: of('model'),
      id: column('SpanId'),
      latest: column('Timestamp'),
      texts: { provider: of('provider') },
      counts: { input: of('input'), output: of('output'), reads: of('reads'), writes: of('writes') },
      mode: `CASE ${of('tier')} ${TIERS} ELSE 'standard' END`,
      trace: { id: column('SpanId'), parent: column('ParentSpanId') },
      checks: [],
      classes: {
        uncachedInput: `CASE WHEN ${outside('reads + writes', 'x_provider')} = 1 THEN input ELSE input - reads - writes END`,
        cacheRead: 'reads',
        cacheWrite5m: 'writes',
        output: 'output',
      },
      failed: `CASE WHEN ${of('error')} IS NULL THEN 0 ELSE 1 END`,
      byRequest: true,
    };
  },
};
