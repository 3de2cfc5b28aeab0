/** What several sources cannot tell, with what would: said once, whichever of them are read. */
export const SILENT_ON = {
  failures: 'requests and failures: a gateway log has them',
  lengths: 'the length of each prompt, and with it the long-context price: a request log has it',
  windows: 'the length of each prompt, and with it the long-context price, where it is not grouped by context_window',
} as const;
