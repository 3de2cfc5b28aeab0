import { add, compare, ONE, ZERO } from '../domain/exact.ts';
import { FAILURE_CLASSES, type FailureClass, type FailureRate } from '../domain/failure.ts';
import type { Load } from '../domain/reserved.ts';
import type { Workload } from '../domain/workload.ts';
import { readFactor, readPeakToAverage, readShare } from './read-value.ts';
import type { OperationDocument } from './schemas/operation-schema.ts';
import type { Path } from './yaml-file.ts';

function readLoad(document: NonNullable<OperationDocument['load']>): Load {
  const { peakToAverage, sigma } = document;
  return {
    ...(peakToAverage === undefined ? {} : { peakToAverage: readPeakToAverage(peakToAverage) }),
    ...(sigma === undefined ? {} : { sigma: readFactor(sigma) }),
  };
}

function readFailures(document: NonNullable<OperationDocument['failures']>): Map<FailureClass, FailureRate> {
  const mix = new Map<FailureClass, FailureRate>();
  for (const id of FAILURE_CLASSES) {
    const entry = document[id];
    if (entry === undefined) continue;
    const { rate, input, output } = typeof entry === 'string' ? { rate: entry } : entry;
    mix.set(id, {
      rate: readShare(rate),
      ...(input === undefined ? {} : { input: readShare(input) }),
      ...(output === undefined ? {} : { output: readShare(output) }),
    });
  }
  return mix;
}

/** How a workload runs: how its load moves and how its requests fail. */
export function readOperation(
  document: OperationDocument,
  complain: (path: Path, message: string) => void,
): Pick<Workload, 'load' | 'failures'> {
  const failures = document.failures === undefined ? undefined : readFailures(document.failures);
  const rates = [...(failures?.values() ?? [])].reduce((total, { rate }) => add(total, rate), ZERO);
  if (compare(rates, ONE) > 0) complain(['failures'], 'the rates add up to more than every request');
  return {
    ...(document.load === undefined ? {} : { load: readLoad(document.load) }),
    ...(failures === undefined ? {} : { failures }),
  };
}
