/** Versions of FOCUS that are written, in the order they came out. */
export const FOCUS_VERSIONS = ['1.2', '1.3', '1.4'] as const;
export type FocusVersion = (typeof FOCUS_VERSIONS)[number];

/** What is written where nobody names a version: docs/decisions.md says why. */
export const USUAL_FOCUS_VERSION: FocusVersion = '1.2';

/** True of a version that is this one or came out after it. */
export const isFrom = (version: FocusVersion, first: FocusVersion): boolean =>
  FOCUS_VERSIONS.indexOf(version) >= FOCUS_VERSIONS.indexOf(first);

/** The first version with a dataset of commitments, and with what a charge draws on them. */
export const FIRST_WITH_COMMITMENTS: FocusVersion = '1.3';
