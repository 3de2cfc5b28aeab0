import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import { visible } from '../../domain/line-text.ts';
import { type CheckFinding, findingsOf } from './findings.ts';
import { checkTitle } from './words.ts';

/** What decides the exit code before what only warns; GitLab sorts by it. */
function severityOf({ level, verdict }: CheckFinding): string {
  if (level === 'warn') return 'minor';
  return verdict === 'over' ? 'critical' : 'major';
}

/** GitLab drops what has no line, so a limit of the command line stands at the top of the profile. */
function placeOf({ place }: CheckFinding, { workloads }: Check): { path: string; line: number } {
  if (place !== undefined) return { path: place.file, line: place.line };
  const profile = workloads.find(({ workload }) => workload.place !== undefined)?.workload.place;
  return { path: profile?.file ?? 'command line', line: 1 };
}

/**
 * A code quality report as GitLab shows it in a merge request: one entry for each limit and rule that is not within
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). A fingerprint holds no line and no
 * amount, so that an entry stays the same while others move it.
 */
export function checkGitlab(check: Check, provenance: Provenance): JsonValue {
  const findings = findingsOf(check, provenance).filter(({ verdict }) => verdict !== 'within');
  return findings.map((finding) => {
    const { kind, group, name, level, verdict, text, place } = finding;
    const { path, line } = placeOf(finding, check);
    const same = [checkTitle(check), kind, group, name, level, place?.file ?? ''];
    return {
      description: visible(`${verdict}: ${text}`),
      check_name: `tokencost/${kind}`,
      fingerprint: visible(same.join(' | ')),
      severity: severityOf(finding),
      location: { path: visible(path), lines: { begin: line } },
    };
  });
}
