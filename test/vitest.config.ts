import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would list every source map that a package names and leaves out.
  logLevel: 'error',
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    // It imports its JSON schemas in a way that Node itself refuses.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
