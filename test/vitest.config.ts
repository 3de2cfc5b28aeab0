import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would list every source map that a package names and leaves out.
  logLevel: 'error',
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Vitest leaves a processor idle, and a worker mostly waits for the commands that its tests run.
    maxWorkers: availableParallelism(),
    // Nothing of the program keeps what an answer leaves behind: files of tests share what they load, which takes a third of the time.
    isolate: false,
    // They end what hangs, and no more: a test that waits for its turn on a busy machine has not failed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // It imports its JSON schemas in a way that Node itself refuses.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
