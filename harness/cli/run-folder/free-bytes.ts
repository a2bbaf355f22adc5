import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes an unprivileged process may still write on the disk of `path` or of its nearest parent that exists. */
export async function freeBytes(path: string): Promise<number> {
  let dir = path;
  for (;;) {
    try {
      const { bavail, bsize } = await statfs(dir);
      return bavail * bsize;
    } catch (error) {
      const parent = dirname(dir);
      if (parent === dir) throw error;
      dir = parent;
    }
  }
}
