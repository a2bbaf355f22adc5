import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { databaseUser } from './cluster-template.ts';
import type { DataFolder } from './data-folder.ts';
import type { ServerUser } from './server-user.ts';

/**
 * fsync and synchronous_commit stay on: a 200 to Meta promises that the message is on disk. wal_level minimal and the
 * large max_wal_size only drop work that replicas and small disks need; the short autovacuum_naptime brings the first ANALYZE early.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '192MB',
  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  autovacuum_naptime: '10s',
  jit: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  logging_collector: 'off',
};

export interface RunningServer {
  readonly child: ChildProcess;
  readonly pid: number;
}

/**
 * Starts `postgres` as a child in a session of its own (a terminal's Ctrl-C is the supervisor's business) and resolves
 * when it answers. Rejects with the last lines of its log.
 */
export async function startServer(
  binaries: Binaries,
  folder: DataFolder,
  port: number,
  user: ServerUser | null,
  timeoutMs = 30_000,
): Promise<RunningServer> {
  const before = existsSync(folder.logFile) ? readFileSync(folder.logFile).length : 0;
  const log = openSync(folder.logFile, 'a', 0o600);
  if (user !== null) chownSync(folder.logFile, user.uid, user.gid);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', folder.path, '-p', String(port), ...flags], {
    ...(user ?? {}),
    cwd: dirname(folder.path),
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  let ended: string | null = null;
  const end = new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      ended = error.message;
      resolve(false);
    });
    child.once('exit', (code, signal) => {
      ended = `postgres ended (${signal ?? `code ${code}`})`;
      resolve(false);
    });
  });
  const deadline = Date.now() + timeoutMs;
  const url = serverUrl(port, folder.password, 'postgres');
  while (!(await Promise.race([answers(url), end]))) {
    if (ended !== null) throw new Error(`${ended}\n${logSince(folder.logFile, before)}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`no answer after ${timeoutMs / 1000} s\n${logSince(folder.logFile, before)}`);
    }
    await sleep(20);
  }
  // An answer while our own child has ended comes from a stranger on that port; its password would differ, too.
  if (ended !== null || child.pid === undefined)
    throw new Error(`${ended}\n${logSince(folder.logFile, before)}`);
  return { child, pid: child.pid };
}

/** Connection URL of a server of ours. */
export function serverUrl(port: number, password: string, database: string): string {
  return `postgresql://${databaseUser}:${password}@127.0.0.1:${port}/${database}`;
}

/** True when a session can be opened. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function logSince(file: string, offset: number): string {
  return readFileSync(file).subarray(offset).toString('utf8').trim().split('\n').slice(-20).join('\n');
}
