import {
  FIRST_WITH_COMMITMENTS,
  FOCUS_VERSIONS,
  type FocusVersion,
  isFrom,
  USUAL_FOCUS_VERSION,
} from '../domain/focus-version.ts';
import { problem } from '../domain/problem.ts';
import { flag, oneOf } from './flags.ts';
import type { OutputOptions } from './options.ts';

/** What is asked of FOCUS, as it is typed. */
export interface FocusOptions extends Pick<OutputOptions, 'format'> {
  readonly focusVersion?: string;
  /** The file that takes the dataset of commitments. */
  readonly focusCommitments?: string;
}

const parseVersion = oneOf(FOCUS_VERSIONS);

/** Throws `usage` where the dataset of commitments is asked of a version that has none. */
function refuseBefore(version: FocusVersion, asked: string): void {
  if (isFrom(version, FIRST_WITH_COMMITMENTS)) return;
  throw problem(
    'usage',
    `${asked} does not fit --focus-version ${version}.`,
    `FOCUS has a dataset of commitments from version ${FIRST_WITH_COMMITMENTS} on: name that one or a later with --focus-version.`,
  );
}

/** Throws `usage` for what is asked of FOCUS in another format. */
export function refuseFocusOptions({ format, focusVersion, focusCommitments }: FocusOptions): void {
  if (format === 'focus') return;
  const given = focusCommitments === undefined ? '--focus-version' : '--focus-commitments';
  if ((focusCommitments ?? focusVersion) === undefined) return;
  throw problem('usage', `${given} does not fit --format ${format}.`, 'It goes with --format focus.');
}

/** The version that charges are written in. Throws `badValue`, and `usage` for commitments in a version without them. */
export function chargesVersion({ focusVersion, focusCommitments }: FocusOptions): FocusVersion {
  const version =
    focusVersion === undefined ? USUAL_FOCUS_VERSION : flag('--focus-version', focusVersion, parseVersion);
  if (focusCommitments === '-')
    throw problem('badValue', '--focus-commitments', 'standard output is for the charges; give a file');
  if (focusCommitments !== undefined) refuseBefore(version, '--focus-commitments');
  return version;
}

/** The version that commitments alone are written in: the first that has them where none is named. */
export function commitmentsVersion({ focusVersion }: FocusOptions): FocusVersion {
  if (focusVersion === undefined) return FIRST_WITH_COMMITMENTS;
  const version = flag('--focus-version', focusVersion, parseVersion);
  refuseBefore(version, '--format focus');
  return version;
}
