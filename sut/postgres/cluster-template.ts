import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { ownFolder } from './own-folder.ts';
import type { ServerUser } from './server-user.ts';

export const databaseUser = 'stormproof';

// The password is 192 random bits: stretching it would only slow every connection down.
const flags = [
  '--no-sync',
  '--no-instructions',
  '--encoding=UTF8',
  '--locale=C',
  '--auth=scram-sha-256',
  '--set=scram_iterations=1',
  `--username=${databaseUser}`,
];

export interface ClusterTemplate {
  /** A data folder that was never started. */
  readonly path: string;
  readonly password: string;
}

/**
 * An initialised cluster to copy from, made once per machine, account and version: initdb costs 0.7 s of CPU, a copy
 * 0.05 s. Clusters of one account share its password, which only that account (and root) can read.
 */
export function clusterTemplate(binaries: Binaries, user: ServerUser | null): ClusterTemplate {
  const base = ownFolder('template', `${binaries.version} ${flags.join(' ')}`, user);
  const template = join(base, 'cluster');
  if (!existsSync(join(template, 'complete'))) initialise(template, binaries, user);
  return { path: join(template, 'data'), password: readFileSync(join(template, 'password'), 'utf8').trim() };
}

function initialise(template: string, binaries: Binaries, user: ServerUser | null): void {
  const half = `${template}.${process.pid}.${randomBytes(4).toString('hex')}`;
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = join(half, 'password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (user !== null) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
  run(binaries.initdb, [`--pgdata=${join(half, 'data')}`, `--pwfile=${passwordFile}`, ...flags], half, user);
  writeFileSync(join(half, 'complete'), binaries.version);
  try {
    renameSync(half, template);
  } catch {
    // Another process was faster: its cluster is as good.
    rmSync(half, { recursive: true, force: true });
  }
}

/** Copies the template to `path`, which must not exist; an interrupted copy leaves only `<path>.new`. */
export function copyTemplate(template: ClusterTemplate, path: string, user: ServerUser | null): void {
  const half = `${path}.new`;
  rmSync(half, { recursive: true, force: true });
  run('cp', ['-R', template.path, half], dirname(path), user);
  renameSync(half, path);
}

function run(program: string, args: readonly string[], cwd: string, user: ServerUser | null): void {
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
  const done = spawnSync(program, args, { encoding: 'utf8', cwd, ...(user ?? {}), env });
  if (done.status === 0) return;
  const words = `${done.error?.message ?? ''}${done.stderr ?? ''}${done.stdout ?? ''}`.trim();
  throw new Error(`${program} failed: ${words}`);
}
