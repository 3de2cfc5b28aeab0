import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGNALS } from './signals.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  readonly remove: () => void;
}

/** A folder of our own whose name nobody can guess; a signal that ends the program removes it first. */
export function temporaryFolder(): TemporaryFolder {
  let path: string | undefined;
  const interrupted = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  const remove = () => {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    if (path !== undefined) rmSync(path, { recursive: true, force: true });
  };
  // Heard before there is anything to remove: a signal right after the folder was made would leave it.
  for (const signal of SIGNALS) process.on(signal, interrupted);
  try {
    path = mkdtempSync(join(tmpdir(), 'tokencost-'));
  } catch (error) {
    remove();
    throw error;
  }
  return { path, remove };
}
