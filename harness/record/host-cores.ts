import { readFileSync } from 'node:fs';

/** CPU time of one core since boot, ms (USER_HZ ticks of 10 ms). */
export interface CoreTime {
  /** Everything but idle and waiting for I/O: user, nice, system, interrupts, steal. */
  readonly busyMs: number;
  readonly totalMs: number;
}

const msPerTick = 10;

/** Time of every core by its number, from the text of /proc/stat. */
export function parseCoreTimes(text: string): ReadonlyMap<number, CoreTime> {
  const cores = new Map<number, CoreTime>();
  for (const [, core, fields = ''] of text.matchAll(/^cpu(\d+) (.+)$/gm)) {
    // user nice system idle iowait irq softirq steal; guest time is part of user.
    const ticks = fields.trim().split(/\s+/).slice(0, 8).map(Number);
    const total = ticks.reduce((sum, value) => sum + value, 0);
    const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
    cores.set(Number(core), { busyMs: (total - idle) * msPerTick, totalMs: total * msPerTick });
  }
  return cores;
}

/** Time of every core now; empty without /proc. */
export function readCoreTimes(): ReadonlyMap<number, CoreTime> {
  try {
    return parseCoreTimes(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return new Map();
  }
}

/** Share of the given cores that was busy between two readings, 0..1; null when no time passed on them. */
export function busyBetween(
  before: ReadonlyMap<number, CoreTime>,
  after: ReadonlyMap<number, CoreTime>,
  cores: readonly number[],
): number | null {
  let busyMs = 0;
  let totalMs = 0;
  for (const core of cores) {
    const [then, now] = [before.get(core), after.get(core)];
    if (then === undefined || now === undefined) continue;
    busyMs += now.busyMs - then.busyMs;
    totalMs += now.totalMs - then.totalMs;
  }
  return totalMs > 0 ? Math.min(1, Math.max(0, busyMs / totalMs)) : null;
}

/** Cores a process may run on, ascending, from `Cpus_allowed_list` of its status; null when it cannot be read. */
export function allowedCores(pid: number): readonly number[] | null {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return list === undefined ? null : parseCoreList(list);
  } catch {
    return null;
  }
}

/** `0-2,5` → 0, 1, 2, 5. */
export function parseCoreList(list: string): readonly number[] {
  return list.split(',').flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
