import type { Check } from '../domain/check.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { JsonValue } from '../domain/json.ts';
import { FORMATS, type Format } from './options.ts';

type Renderer = (check: Check, provenance: Provenance) => string;

/** A report that is JSON, in exact numerals. */
async function asJson(report: (check: Check, provenance: Provenance) => JsonValue): Promise<Renderer> {
  const { jsonText } = await import('../domain/json.ts');
  return (check, provenance) => jsonText(report(check, provenance));
}

/** What reads a check in CI: a row a format. A renderer is loaded when its format is asked for. */
const RENDERERS = {
  line: async (): Promise<Renderer> => (await import('../output/check/line.ts')).checkLine,
  github: async (): Promise<Renderer> => (await import('../output/check/github.ts')).checkGithub,
  gitlab: async (): Promise<Renderer> => asJson((await import('../output/check/gitlab.ts')).checkGitlab),
  junit: async (): Promise<Renderer> => (await import('../output/check/junit.ts')).checkJunit,
  sarif: async (): Promise<Renderer> => asJson((await import('../output/check/sarif.ts')).checkSarif),
};

type ReportFormat = keyof typeof RENDERERS;

export const isReportFormat = (format: string): format is ReportFormat => Object.hasOwn(RENDERERS, format);

/** Formats of `check`, which also speaks to what reads it in CI. */
export type CheckFormat = Format | ReportFormat;
export const CHECK_FORMATS: readonly CheckFormat[] = [...FORMATS, ...Object.keys(RENDERERS).filter(isReportFormat)];

/** A check as the text of one of them. */
export async function reportText(format: ReportFormat, check: Check, provenance: Provenance): Promise<string> {
  return (await RENDERERS[format]())(check, provenance);
}
