/** What the exit code of every command says. */
export const EXIT = {
  fine: 0,
  failed: 1,
  badInput: 2,
  checkFailed: 3,
  cannotTell: 4,
} as const;
