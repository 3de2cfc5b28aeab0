import { dirname, join, relative, resolve } from 'node:path';
import { exists } from '../files/text-file.ts';

/** What the file of a project is called. */
export const PROJECT_FILE = 'tokencost.yaml';

/** What stands at the top of a repository of git: a folder, or a file in a further working tree. */
const TOP = '.git';

/** A path as it is written from the working directory. */
export const fromHere = (path: string): string => relative(resolve('.'), path) || '.';

/** The working directory and the folders above it, up to the top of a repository; beyond it a project is another's. */
export function projectFolders(): string[] {
  const folders: string[] = [];
  for (let folder = resolve('.'); ; folder = dirname(folder)) {
    folders.push(folder);
    if (folder === dirname(folder) || exists(join(folder, TOP))) return folders;
  }
}

/** The project file that is nearest, as it is written from here; undefined where there is none. Throws `fileUnreadable`. */
export function projectPath(): string | undefined {
  const folder = projectFolders().find((each) => exists(join(each, PROJECT_FILE)));
  return folder === undefined ? undefined : fromHere(join(folder, PROJECT_FILE));
}
