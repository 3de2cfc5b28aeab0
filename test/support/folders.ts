import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these texts by file name, gone when the test is. */
export function folderOf(texts: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A file with this text, gone when the test is. */
export function fileOf(text: string | Buffer, name = 'file.yaml'): string {
  return join(folderOf({ [name]: text }), name);
}
