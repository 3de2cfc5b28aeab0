import { readFileSync } from 'node:fs';

/** Replaced by the build; run from source, the package is read. */
declare const TOKENCOST_VERSION: string | undefined;

function version(): string {
  if (typeof TOKENCOST_VERSION === 'string') return TOKENCOST_VERSION;
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;
}

export const TOOL = { name: 'tokencost', version: version() };
