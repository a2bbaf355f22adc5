import { execFileSync } from 'node:child_process';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Returns the account it runs as then: `postgres` if there is one, else `nobody`
 * (initdb needs an account with a name); null when this process is not root and the server may simply inherit it.
 * No account is created.
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const ids = idsOf(name);
    if (ids !== null) return ids;
  }
  throw new Error('running as root and neither the account postgres nor nobody exists');
}

function idsOf(name: string): ServerUser | null {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return uid === undefined || gid === undefined || uid === 0 ? null : { uid, gid };
  } catch {
    return null;
  }
}
