import { Problem } from '../../src/domain/problem.ts';

/** The problem that a call throws; a call that throws none, or something else, fails the test. */
export function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('there was no problem');
}
