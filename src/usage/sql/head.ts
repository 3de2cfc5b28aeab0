import type { ColumnType, Description } from './description.ts';
import type { DialectName } from './dialects.ts';

const KIND: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  whole: 'whole numbers',
  fraction: 'numbers',
  moment: 'times without a zone, in UTC',
  json: 'JSON',
  counts: 'maps of counts',
  texts: 'maps of text',
  record: 'records',
};

/** How engines hold what they do not hold as columns of plain types. */
function shapeOf(type: ColumnType, dialect: DialectName): string {
  if (type === 'json' && dialect === 'postgres') return 'jsonb';
  if (type === 'json' && dialect === 'snowflake') return 'VARIANT';
  if (type === 'json') return 'text that is JSON';
  if (type === 'counts' || type === 'texts' || type === 'record') {
    if (dialect === 'postgres') return 'jsonb';
    if (dialect === 'snowflake') return 'VARIANT';
    if (dialect === 'bigquery' && type !== 'record') return 'JSON';
  }
  return KIND[type];
}

const TOLD: readonly ColumnType[] = ['moment', 'json', 'counts', 'texts', 'record'];

/** What the query takes the table to be: a comment in front of it. */
export function headed({ label, columns, kind, differs }: Description, dialect: DialectName): string {
  const shapes = new Map<string, string[]>();
  for (const [name, type] of Object.entries(columns)) {
    if (!TOLD.includes(type)) continue;
    const shape = shapeOf(type, dialect);
    shapes.set(shape, [...(shapes.get(shape) ?? []), name]);
  }
  const told = [...shapes].map(([shape, names]) => `${names.join(', ')}: ${shape}`).join('; ');
  return `-- Canonical usage from ${label} (${kind}). Taken as: ${told === '' ? 'columns of text and numbers' : told}.
${differs === undefined ? '' : `-- ${differs}\n`}-- Its answer as CSV goes into: tokencost import - --output profile.yaml
`;
}
