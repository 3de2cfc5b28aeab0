import { checkAnswerOf } from '../../src/answers/check.ts';
import { check } from '../../src/decision/check/check.ts';
import type { Context } from '../../src/decision/estimate/estimate.ts';
import type { Baseline } from '../../src/domain/baseline.ts';
import { jsonText } from '../../src/domain/json.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { loadBaseline } from '../../src/files/baseline-file.ts';
import { checkWords } from '../../src/output/check/answer-words.ts';
import { acme } from './answers.ts';

/** The baseline that some workloads leave behind: their answer, written as JSON and read again. */
export function baselineFrom(workloads: readonly Workload[], context: Context = acme): Baseline {
  const { card, day } = context;
  const provenance = {
    tool: { name: 'tokencost', version: '0' },
    command: 'check',
    asOf: day,
    card: { id: card.id, version: card.version, sha256: card.sha256 },
    providerName: (provider: string) => provider,
  };
  return loadBaseline(
    jsonText(checkAnswerOf(check(workloads, [], context), provenance, checkWords(provenance.providerName))),
    'baseline.json',
  );
}
