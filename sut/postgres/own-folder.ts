import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerUser } from './server-user.ts';

/**
 * A folder under the system's temporary folder for files that the server's account must reach. The name is stable for
 * `key`, so a later start finds it again. Throws when somebody else planted a folder of that name.
 */
export function ownFolder(kind: string, key: string, user: ServerUser | null): string {
  const me = process.getuid?.() ?? 0;
  const path = join(
    tmpdir(),
    `stormproof-${kind}-${createHash('sha256').update(`${me}:${key}`).digest('hex').slice(0, 16)}`,
  );
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || (found.uid !== me && found.uid !== user?.uid)) {
    throw new Error(`${path} belongs to somebody else; remove it or set TMPDIR`);
  }
  if (user !== null) chownSync(path, user.uid, user.gid);
  return path;
}
