import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { problem } from '../domain/problem.ts';
import { cardBase } from './card-inputs.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { decoded, exists, MOST_SAVED_MEGABYTES } from './text-file.ts';

const BYTES_PER_MEGABYTE = 2 ** 20;

/** A commit of the repository that the working directory is in, by the name that was given for it. */
export interface Revision {
  readonly name: string;
  readonly commit: string;
}

interface GitAnswer {
  readonly bytes: Buffer;
  /** The first line of what git had to say; undefined where it did what it was asked. */
  readonly refusal: string | undefined;
}

/** Git's own plumbing, without a shell: no name in a file or a flag can become a command. */
function git(folder: string, words: readonly string[]): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...words], {
    maxBuffer: MOST_SAVED_MEGABYTES * BYTES_PER_MEGABYTE,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
  if (error !== undefined) return { bytes: Buffer.alloc(0), refusal: `git cannot be run: ${error.message}` };
  const said = stderr.toString('utf8').trim().split('\n')[0] ?? '';
  return { bytes: stdout, refusal: status === 0 ? undefined : said.replace(/^fatal: /, '') };
}

/** What git says of a name that leads to no commit. */
const UNKNOWN = 'Needed a single revision';

/** The commit that a flag names. Throws `unknownRevision`. */
export function revisionOf(flag: string, name: string): Revision {
  const { bytes, refusal } = git('.', ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`]);
  if (refusal !== undefined) {
    const reason = refusal === UNKNOWN ? 'git knows no such commit here' : refusal;
    throw problem('unknownRevision', flag, name, reason);
  }
  return { name, commit: bytes.toString('utf8').trim() };
}

/** Where a path stands in its repository. Its folder may be gone from the working tree. */
function inRepository(path: string): { readonly top: string; readonly name: string } | undefined {
  let folder = dirname(resolve(path));
  let rest = basename(path);
  while (!exists(folder)) {
    rest = join(basename(folder), rest);
    folder = dirname(folder);
  }
  const { bytes, refusal } = git(folder, ['rev-parse', '--show-toplevel', '--show-prefix']);
  if (refusal !== undefined) return undefined;
  const [top = '', prefix = ''] = bytes.toString('utf8').split('\n');
  return { top, name: `${prefix}${rest}` };
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
  if (place === undefined || !filesAt(place.top, revision, place.name).includes(place.name)) return undefined;
  return decoded(bytesAt(place.top, revision, place.name), `${path} of ${revision.name}`);
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
      if (place === undefined) return undefined;
      const { top, name } = place;
      const names = filesAt(top, revision, name);
      for (const each of names) {
        const file = join(folder, each);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytesAt(top, revision, each));
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
