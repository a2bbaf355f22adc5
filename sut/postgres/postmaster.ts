import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that runs on data folder `path` according to its postmaster.pid, if it really runs there. */
export function runningPostmaster(path: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(path, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  // Lines of the file: pid, data folder, start time, port (PostgreSQL's own format).
  const pid = Number(lines[0]);
  const port = Number(lines[3] ?? 0);
  return Number.isInteger(pid) && pid > 1 && isPostgresOn(pid, path) ? { pid, port } : null;
}

/** A pid in a left-over file may belong to anybody by now: the command line has to name this data folder. */
function isPostgresOn(pid: number, path: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(path);
  } catch {
    // No /proc (macOS): trust the pid file.
    return process.platform !== 'linux';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A zombie (its parent has not yet collected it) still answers to signal 0.
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

/** Resolves when the process is gone; polls, because it need not be our child. False after `timeoutMs`. */
export async function gone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Stops a server: fast shutdown (SIGINT), after 5 s immediate (SIGQUIT), after 3 more SIGKILL. */
export async function stopPostmaster(pid: number): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 5_000 },
    { signal: 'SIGQUIT', waitMs: 3_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ] as const;
  for (const { signal, waitMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await gone(pid, waitMs)) return;
  }
}
