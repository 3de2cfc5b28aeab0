import { join } from 'node:path';
import type { Note } from '../domain/note.ts';
import { loadProject, type Project } from '../files/project-file.ts';
import { revisionOf, textAt } from '../files/revision.ts';
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
  const revision = revisionOf(flag, name);
  const own = projectPath();
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
