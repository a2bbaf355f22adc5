import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ServerUser } from './server-user.ts';

/** Whether `user` may pass through every folder from the root down to `path` (its existing part); no groups but its own. */
export function reachable(path: string, user: ServerUser | null): boolean {
  if (user === null) return true;
  for (let dir = path; ; dir = dirname(dir)) {
    if (existsSync(dir)) {
      const { mode, uid, gid } = statSync(dir);
      const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
      if (((mode >> shift) & 1) === 0) return false;
    }
    if (dirname(dir) === dir) return true;
  }
}
