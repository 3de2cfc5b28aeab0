import { join } from 'node:path';
import type { Note } from '../domain/note.ts';
import { loadProject, type Project } from '../files/project-file.ts';
import { isInRepository, knownRevision, revisionOf, textAt } from '../files/revision.ts';
import { shippedPricing } from '../files/shipped.ts';
import { readText } from '../files/text-file.ts';
import { fromHere, PROJECT_FILE, projectFolders, projectPath } from './project-place.ts';
import type { Shell } from './shell.ts';

/** What the file of a project says, what it is called, and what there is to say of the file itself. */
export interface FoundProject {
  readonly project: Project;
  /** With its revision, where it is of one. */
  readonly file: string;
  readonly path: string;
  readonly differs: boolean;
}

/** A revision whose project file counts, and the flag that named it. */
export interface ProjectRevision {
  readonly flag: string;
  readonly name: string;
}

const EXPECTED = 'a project file';

/** The flag that is about the project file alone. */
const CONFIG_REF = '--config-ref';

const cardIds = ({ pricingFolder }: Shell) => shippedPricing(pricingFolder).cardIds();

/** The project file at hand. Throws `invalidFile` and what reading throws. */
export function projectHere(path: string, shell: Shell): FoundProject {
  return { project: loadProject(readText(path, EXPECTED), path, cardIds(shell)), file: path, path, differs: false };
}

/**
 * The project file as a revision has it, or that it has none where the change at hand does. Throws `unknownRevision`,
 * `invalidFile` and what reading throws.
 */
export function projectAt({ flag, name }: ProjectRevision, shell: Shell): FoundProject | Note | undefined {
  const own = projectPath();
  const near = own ?? PROJECT_FILE;
  // A file of limits may stand in another repository than the one that the command is run in.
  if (flag !== CONFIG_REF && !isInRepository(near)) return own === undefined ? undefined : projectHere(own, shell);
  const revision = flag === CONFIG_REF ? revisionOf(flag, name, near) : knownRevision(name, near);
  if (revision === undefined)
    return own === undefined ? undefined : { code: 'configNotThere', file: own, revision: name };
  for (const folder of projectFolders()) {
    const path = fromHere(join(folder, PROJECT_FILE));
    const text = textAt(revision, path);
    if (text === undefined) continue;
    const file = `${path} of ${name}`;
    const same = own === path && readText(path, EXPECTED) === text;
    return { project: loadProject(text, path, cardIds(shell), file), file, path, differs: !same };
  }
  return own === undefined ? undefined : { code: 'configNotThere', file: own, revision: name };
}
