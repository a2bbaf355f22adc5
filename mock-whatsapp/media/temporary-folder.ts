import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'stormproof-mock-';
let made = 0;

/** A folder name of this process; the pid in it lets a later mock find what a killed one left. */
export function temporaryFolder(): string {
  made += 1;
  return join(tmpdir(), `${prefix}${process.pid}-${made}`);
}

/** Removes the media of mocks that were killed. */
export function sweepStaleFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^stormproof-mock-(\d+)-\d+$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
