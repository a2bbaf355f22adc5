import { rename, writeFile } from 'node:fs/promises';

/** Writes a file so that a reader sees the old text or the new one, never half of it. Throws the file system's error. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, text, 'utf8');
  await rename(temporary, path);
}
