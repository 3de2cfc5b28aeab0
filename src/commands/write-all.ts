import { writeSync } from 'node:fs';

/** How long to wait before a reader that is not ready is tried again. */
const RETRY_MS = 2;

/** Writes every byte, waiting for a slow reader. Straight to the descriptor: process.stdout costs milliseconds to load. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
