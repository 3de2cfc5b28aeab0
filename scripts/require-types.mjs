// The types of the library for `require`: the same declarations in a folder that is CommonJS, since TypeScript takes the
// kind of a module from the package.json nearest to its declarations.
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
rmSync(`${dist}/require`, { recursive: true, force: true });
cpSync(`${dist}/types`, `${dist}/require`, { recursive: true });
writeFileSync(`${dist}/require/package.json`, '{ "type": "commonjs" }\n');
