import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { problem } from '../domain/problem.ts';
import { cardBase } from './card-inputs.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { decoded, exists, MOST_SAVED_MEGABYTES } from './text-file.ts';

const BYTES_PER_MEGABYTE = 2 ** 20;

/** A commit of the repository that a file stands in, by the name that was given for it. */
export interface Revision {
  readonly name: string;
  readonly commit: string;
  /** The top of that repository. A file of another has the commit that is called so there. */
  readonly top: string;
}

interface GitAnswer {
  readonly bytes: Buffer;
  /** The first line of what git had to say; undefined where it did what it was asked. */
  readonly refusal: string | undefined;
}

/** Where a hook of git says that its own repository is: a file's is the one that it stands in. */
const OF_A_HOOK = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** The environment of git: its messages in English, since they are looked at. */
const environment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_A_HOOK.includes(name))),
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
});

/**
 * Git's own plumbing, without a shell: no name in a file or a flag can become a command. What starts a process brings
 * the network with it, half as much again as an empty Node loads, so it is loaded when there is a revision to ask of.
 */
function git(folder: string, words: readonly string[]): GitAnswer {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...words], {
    maxBuffer: MOST_SAVED_MEGABYTES * BYTES_PER_MEGABYTE,
    env: environment(),
  });
  if (error !== undefined) return { bytes: Buffer.alloc(0), refusal: `git cannot be run: ${error.message}` };
  const said = stderr.toString('utf8').trim().split('\n')[0] ?? '';
  return { bytes: stdout, refusal: status === 0 ? undefined : said.replace(/^fatal: /, '') };
}

/** What git says of a name that leads to no commit, and of a folder that belongs to no repository or to another user. */
const UNKNOWN = 'Needed a single revision';
const NO_REPOSITORY = /^not a git repository/;
const NOT_TRUSTED = /dubious ownership/;

/** Where a path stands in its repository. */
interface RepositoryPlace {
  readonly top: string;
  readonly name: string;
}

/** Where a path stands in its repository, or why that cannot be told. Its folder may be gone from the working tree. */
function placeOf(path: string): RepositoryPlace | { readonly refusal: string } {
  let folder = dirname(resolve(path));
  let rest = basename(path);
  while (!exists(folder)) {
    rest = join(basename(folder), rest);
    folder = dirname(folder);
  }
  const { bytes, refusal } = git(folder, ['rev-parse', '--show-toplevel', '--show-prefix']);
  if (refusal !== undefined) return { refusal };
  const [top = '', prefix = ''] = bytes.toString('utf8').split('\n');
  return { top, name: `${prefix}${rest}` };
}

/** The same; undefined where it stands in none. */
function inRepository(path: string): RepositoryPlace | undefined {
  const place = placeOf(path);
  return 'refusal' in place ? undefined : place;
}

/** Whether a file stands in a repository, so that there may be another version of it. */
export const isInRepository = (path: string): boolean => inRepository(path) !== undefined;

/** What to do where git does not say which commit a flag means. */
function remedyOf(flag: string, refusal: string): string {
  if (NO_REPOSITORY.test(refusal))
    return `${flag} reads an older version of a file from the repository of git that the file stands in: name a file of one, or leave ${flag} out.`;
  if (NOT_TRUSTED.test(refusal))
    return 'Tell git that the folder is yours: `git config --global --add safe.directory FOLDER`.';
  if (refusal.startsWith('git cannot be run')) return `Install git, or leave ${flag} out.`;
  return 'Fetch it first: `git fetch origin main`, or fetch-depth: 0 in actions/checkout.';
}

const commitAt = (top: string, name: string) =>
  git(top, ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`]);

/** The commit that a flag names, in the repository that a file stands in. Throws `unknownRevision`. */
export function revisionOf(flag: string, name: string, path: string): Revision {
  const place = placeOf(path);
  if ('refusal' in place) {
    const reason = NO_REPOSITORY.test(place.refusal)
      ? `the folder of ${path} is not a git repository, nor is one above it`
      : place.refusal;
    throw problem('unknownRevision', flag, name, reason, remedyOf(flag, place.refusal));
  }
  const { bytes, refusal } = commitAt(place.top, name);
  if (refusal !== undefined) {
    const reason = refusal === UNKNOWN ? 'git knows no such commit here' : refusal;
    throw problem('unknownRevision', flag, name, reason, remedyOf(flag, refusal));
  }
  return { name, commit: bytes.toString('utf8').trim(), top: place.top };
}

/** The commit of a name in the repository of a file; undefined where there is no repository, or no such commit in it. */
export function knownRevision(name: string, path: string): Revision | undefined {
  const place = inRepository(path);
  if (place === undefined) return undefined;
  const { bytes, refusal } = commitAt(place.top, name);
  return refusal === undefined ? { name, commit: bytes.toString('utf8').trim(), top: place.top } : undefined;
}

/** The same revision in the repository of another file; undefined where that has no commit of the name. */
function revisionIn(top: string, revision: Revision): Revision | undefined {
  if (top === revision.top) return revision;
  const { bytes, refusal } = commitAt(top, revision.name);
  return refusal === undefined ? { ...revision, top, commit: bytes.toString('utf8').trim() } : undefined;
}

/** The files that a commit has at a path of the repository: one, those of a folder, or none. Throws `fileUnreadable`. */
function filesAt(top: string, revision: Revision, name: string): string[] {
  const { commit } = revision;
  const { bytes, refusal } = git(top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, '--', name]);
  if (refusal !== undefined) throw problem('fileUnreadable', `${name} of ${revision.name}`, refusal);
  return bytes.toString('utf8').split('\0').filter(Boolean);
}

/** The bytes of a file that a commit has. Throws `fileUnreadable`: one that is there and cannot be read is not missing. */
function bytesAt(top: string, { name, commit }: Revision, file: string): Buffer {
  const { bytes, refusal } = git(top, ['cat-file', 'blob', `${commit}:${file}`]);
  if (refusal !== undefined) throw problem('fileUnreadable', `${file} of ${name}`, refusal);
  return bytes;
}

/** The text of a file as a commit has it; undefined where it has none there. Throws `fileUnreadable` and `notUtf8`. */
export function textAt(revision: Revision, path: string): string | undefined {
  const place = inRepository(path);
  const of = place === undefined ? undefined : revisionIn(place.top, revision);
  if (place === undefined || of === undefined || !filesAt(place.top, of, place.name).includes(place.name))
    return undefined;
  return decoded(bytesAt(place.top, of, place.name), `${path} of ${revision.name}`);
}

/** A folder of our own in which files of a commit stand as they stood beside each other there. */
interface Checkout {
  readonly folder: string;
  /** Where a file or folder of the commit is put; undefined where the commit has none. */
  readonly put: (path: string) => string | undefined;
}

function checkoutOf(revision: Revision, folder: string): Checkout {
  return {
    folder,
    put: (path) => {
      const place = inRepository(path);
      const of = place === undefined ? undefined : revisionIn(place.top, revision);
      if (place === undefined || of === undefined) return undefined;
      const { top, name } = place;
      const names = filesAt(top, of, name);
      for (const each of names) {
        const file = join(folder, each);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytesAt(top, of, each));
      }
      return names.length === 0 ? undefined : join(folder, name);
    },
  };
}

/** A card with all that it extends. Undefined where the commit has no such file. */
function putCard(checkout: Checkout, path: string, known: readonly string[] = []): string | undefined {
  const { folder, put } = checkout;
  const here = put(path);
  if (here === undefined || known.includes(here)) return here;
  const base = cardBase(here);
  const top = inRepository(path)?.top;
  if (top !== undefined && base?.startsWith(folder) === true) {
    putCard(checkout, join(top, relative(folder, base)), [...known, here]);
  }
  return here;
}

/** The files of a card and of offers as a commit has them, for as long as `use` needs them. */
export async function withFilesAt<Result>(
  revision: Revision,
  { card, offers }: { readonly card: string | undefined; readonly offers: readonly string[] },
  use: (at: { readonly card: string | undefined; readonly offers: readonly (string | undefined)[] }) => Promise<Result>,
): Promise<Result> {
  const folder = temporaryFolder();
  const checkout = checkoutOf(revision, folder.path);
  try {
    return await use({
      card: card === undefined ? undefined : putCard(checkout, card),
      offers: offers.map((path) => checkout.put(path)),
    });
  } finally {
    folder.remove();
  }
}
