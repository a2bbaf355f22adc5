import { setTimeout as sleep } from 'node:timers/promises';
import { readProcStat } from '../../record/host-proc.ts';

/** The kernel takes down even a large process within milliseconds; after this the kill counts as failed. */
const exitTimeoutMs = 2000;

export interface KillResult {
  readonly sentNs: bigint;
  /** First look that saw the process gone or a zombie, at most about a millisecond late; null = not seen to exit. */
  readonly exitNs: bigint | null;
}

/**
 * SIGKILL to one pid, and the exit confirmed from /proc (a zombie has exited; its parent has only not looked yet).
 * `exitNs` is null when the signal could not be sent, the pid was dead before, or it did not exit in 2 s.
 */
export async function kill(pid: number): Promise<KillResult> {
  const before = readProcStat(pid);
  const sentNs = process.hrtime.bigint();
  if (before === null || before.state === 'Z') return { sentNs, exitNs: null };
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return { sentNs, exitNs: null };
  }
  const deadline = performance.now() + exitTimeoutMs;
  for (;;) {
    const now = readProcStat(pid);
    // Another start time: the pid was given to a new process.
    if (now === null || now.state === 'Z' || now.startTicks !== before.startTicks) {
      return { sentNs, exitNs: process.hrtime.bigint() };
    }
    if (performance.now() > deadline) return { sentNs, exitNs: null };
    await sleep(1);
  }
}
