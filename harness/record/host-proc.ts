import { readdirSync, readFileSync, statSync } from 'node:fs';

/** USER_HZ: the kernel's ABI unit of CPU time in /proc, 100 on every architecture Node runs on. */
const msPerTick = 10;
/** Pages in /proc/<pid>/stat and statm; 4 KiB on x86-64 and on arm64 as distributions build it. */
const pageBytes = 4096;

export interface ProcStat {
  readonly pid: number;
  readonly parent: number;
  /** R, S, D, Z (zombie: dead, not yet reaped) … */
  readonly state: string;
  readonly cpuUserMs: number;
  readonly cpuSystemMs: number;
  /** Ticks since boot: with the pid it names a process uniquely. */
  readonly startTicks: number;
}

/** CPU time of the whole machine since boot, core-milliseconds. */
export interface MachineCpu {
  /** user, nice and system: what processes used. */
  readonly processesMs: number;
  /** The same and interrupts. */
  readonly busyMs: number;
  readonly stealMs: number;
  readonly totalMs: number;
}

function text(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** null = no such process (or no /proc). */
export function readProcStat(pid: number): ProcStat | null {
  const line = text(`/proc/${pid}/stat`);
  if (line === null) return null;
  // The command name may hold spaces and brackets: fields are counted from the last ")".
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state: fields[0] ?? '?',
    parent: Number(fields[1]),
    cpuUserMs: Number(fields[11]) * msPerTick,
    cpuSystemMs: Number(fields[12]) * msPerTick,
    startTicks: Number(fields[19]),
  };
}

/** Every process of the machine by pid. */
export function readAllProcStats(): Map<number, ProcStat> {
  const found = new Map<number, ProcStat>();
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return found;
  }
  for (const name of names) {
    const code = name.charCodeAt(0);
    if (code < 48 || code > 57) continue;
    const stat = readProcStat(Number(name));
    if (stat) found.set(stat.pid, stat);
  }
  return found;
}

/** Resident memory: own pages, and pages shared with others or with files. */
export function readMemory(pid: number): { readonly ownBytes: number; readonly sharedBytes: number } | null {
  const line = text(`/proc/${pid}/statm`);
  if (line === null) return null;
  const [, resident = 0, shared = 0] = line.split(' ').map(Number);
  return { ownBytes: (resident - shared) * pageBytes, sharedBytes: shared * pageBytes };
}

/** Time the main thread was runnable but not running, ns since its start; null where unreadable. */
export function readRunDelayNs(pid: number): number | null {
  const line = text(`/proc/${pid}/schedstat`);
  return line === null ? null : Number(line.split(' ')[1]);
}

/** Open file descriptors; null where unreadable (another user's process). */
export function readFdCount(pid: number): number | null {
  try {
    // Linux ≥ 6.2 gives the number as the folder's size; older kernels give 0.
    const { size } = statSync(`/proc/${pid}/fd`);
    return size > 0 ? size : readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}

/** Soft limit of open files of a process; null where unreadable or unlimited. */
export function readFdLimit(pid: number): number | null {
  const match = /^Max open files\s+(\d+)/m.exec(text(`/proc/${pid}/limits`) ?? '');
  return match ? Number(match[1]) : null;
}

/** TCP sockets of this network namespace: in use (both ends of a loopback connection count) and in TIME_WAIT. */
export function readTcpSockets(): number | null {
  const match = /^TCP: inuse (\d+) orphan \d+ tw (\d+)/m.exec(text('/proc/net/sockstat') ?? '');
  return match ? Number(match[1]) + Number(match[2]) : null;
}

/** Ports that an outgoing connection to one address can take. */
export function readEphemeralPorts(): number | null {
  const match = /^(\d+)\s+(\d+)/.exec(text('/proc/sys/net/ipv4/ip_local_port_range') ?? '');
  return match ? Number(match[2]) - Number(match[1]) + 1 : null;
}

export function readMachineCpu(): MachineCpu | null {
  const line = text('/proc/stat')?.split('\n', 1)[0];
  if (!line) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) * msPerTick);
  const processesMs = user + nice + system;
  const busyMs = processesMs + irq + softIrq;
  return { processesMs, busyMs, stealMs: steal, totalMs: busyMs + idle + wait + steal };
}

/** "some" total of /proc/pressure/cpu, µs since boot; null where the kernel has none. */
export function readPressureSomeUs(): number | null {
  const match = /^some .*total=(\d+)/m.exec(text('/proc/pressure/cpu') ?? '');
  return match ? Number(match[1]) : null;
}

export function readMemAvailableBytes(): number | null {
  const match = /^MemAvailable:\s+(\d+) kB/m.exec(text('/proc/meminfo') ?? '');
  return match ? Number(match[1]) * 1024 : null;
}
