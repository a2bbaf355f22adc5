import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { ownFolder } from './own-folder.ts';
import { reachable } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

export interface DataFolder {
  /** PGDATA */
  readonly path: string;
  readonly logFile: string;
  readonly password: string;
}

export const databaseUser = 'stormproof';

/**
 * The database's folder for the SCRM whose folder is `dataDir`, made with initdb if it is new (0.7 s). It lies in
 * `dataDir`, or under the system's temporary folder when the server's account cannot reach that. Throws with initdb's own words.
 */
export function prepareDataFolder(dataDir: string, binaries: Binaries, user: ServerUser | null): DataFolder {
  const origin = resolve(dataDir);
  mkdirSync(origin, { recursive: true });
  const base = reachable(origin, user) ? join(origin, 'postgres') : ownFolder('data', origin, user);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(base, user.uid, user.gid);
  if (!base.startsWith(origin)) {
    removeAbandoned(base);
    writeFileSync(join(base, 'origin'), origin);
  }
  const folder = { path: join(base, 'data'), logFile: join(base, 'server.log') };
  const passwordFile = join(base, 'password');
  if (!existsSync(join(folder.path, 'PG_VERSION')) || !existsSync(passwordFile)) {
    rmSync(folder.path, { recursive: true, force: true });
    writeOwned(passwordFile, randomBytes(24).toString('hex'), user);
    initialise(folder.path, passwordFile, binaries, user);
  }
  return { ...folder, password: readFileSync(passwordFile, 'utf8').trim() };
}

function writeOwned(path: string, text: string, user: ServerUser | null): void {
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  if (user !== null) chownSync(path, user.uid, user.gid);
}

function initialise(path: string, passwordFile: string, binaries: Binaries, user: ServerUser | null): void {
  const half = `${path}.new`;
  rmSync(half, { recursive: true, force: true });
  const flags = ['--no-sync', '--no-instructions', '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256'];
  // The password is 192 random bits: stretching it would only slow every connection down.
  const run = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${half}`,
      `--username=${databaseUser}`,
      `--pwfile=${passwordFile}`,
      '--set=scram_iterations=1',
      ...flags,
    ],
    {
      encoding: 'utf8',
      cwd: dirname(path),
      ...(user ?? {}),
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    },
  );
  if (run.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new Error(
      `initdb failed: ${run.error?.message ?? ''}${run.stderr ?? ''}${run.stdout ?? ''}`.trim(),
    );
  }
  // A start that was interrupted during initdb leaves only `.new` behind.
  renameSync(half, path);
}

/** Removes folders of this kind whose SCRM folder no longer exists. */
function removeAbandoned(current: string): void {
  for (const name of readdirSync(tmpdir())) {
    const dir = join(tmpdir(), name);
    if (!name.startsWith('stormproof-data-') || dir === current) continue;
    try {
      const origin = readFileSync(join(dir, 'origin'), 'utf8');
      if (!existsSync(origin) && !existsSync(join(dir, 'data', 'postmaster.pid')))
        rmSync(dir, { recursive: true, force: true });
    } catch {
      // Not ours, or being made this moment.
    }
  }
}
