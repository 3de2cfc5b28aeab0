/**
 * What tells a V8 to compile a function for speed a dozen times later than it does by itself, by the versions that were
 * measured: of a run of a second half the processor time is compiling what has hardly been called, and a run of a minute
 * loses nothing. One that does not know a flag says so on standard error, so that another version is told nothing.
 */
const LATER: Readonly<Record<string, string>> = {
  '11.3': '--interrupt-budget=1000000',
  '12.4': '--invocation-count-for-turbofan=60000',
};

/** V8 as Node builds it. Other programs that run what is written for Node state a version too, without its flags. */
const OF_NODE = /^(\d+\.\d+)\..*-node\.\d+$/;

/** The flag for a version of V8 as Node states it; undefined for one that none is known for. */
export function laterFlag(version: string): string | undefined {
  return LATER[OF_NODE.exec(version)?.[1] ?? ''];
}

/**
 * Compiles later from here on, for the whole process. V8 refuses code caches that are loaded afterwards, and what does
 * it takes some 3 ms to load, so that it is for much work alone.
 */
export async function compileLater(): Promise<void> {
  const told = laterFlag(process.versions.v8);
  if (told !== undefined) (await import('node:v8')).setFlagsFromString(told);
}
