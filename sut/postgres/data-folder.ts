import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { clusterTemplate, copyTemplate } from './cluster-template.ts';
import { ownFolder } from './own-folder.ts';
import { runningPostmaster } from './postmaster.ts';
import { reachable } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

export interface DataFolder {
  /** PGDATA */
  readonly path: string;
  readonly logFile: string;
  readonly password: string;
}

/**
 * The database's folder for the SCRM whose folder is `dataDir`, made from the template if it is new. It lies in
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
    const template = clusterTemplate(binaries, user);
    copyTemplate(template, folder.path, user);
    writeFileSync(passwordFile, `${template.password}\n`, { mode: 0o600 });
  }
  return { ...folder, password: readFileSync(passwordFile, 'utf8').trim() };
}

/** Removes folders of this kind whose SCRM folder no longer exists. */
function removeAbandoned(current: string): void {
  for (const name of readdirSync(tmpdir())) {
    const dir = join(tmpdir(), name);
    if (!name.startsWith('stormproof-data-') || dir === current) continue;
    try {
      const origin = readFileSync(join(dir, 'origin'), 'utf8');
      if (!existsSync(origin) && runningPostmaster(join(dir, 'data')) === null)
        rmSync(dir, { recursive: true, force: true });
    } catch {
      // Not ours, or being made this moment.
    }
  }
}
