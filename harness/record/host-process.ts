import { type ProcStat, readFdCount, readFdLimit, readMemory, readRunDelayNs } from './host-proc.ts';
import { withDescendants } from './host-tree.ts';
import { createCpuTotal } from './host-usage.ts';

export interface HostTarget {
  /** mock, orchestrator, engine, or `vendor:<role>`. */
  readonly role: string;
  readonly pid: number;
}

/** The fields of ProcessSample (harness/schema/artefacts.ts). */
export interface ProcessReading {
  readonly role: string;
  readonly pid: number;
  readonly cpuUserMs: number;
  readonly cpuSystemMs: number;
  readonly rssBytes: number;
  readonly runDelayNs: number | null;
  readonly fds: number | null;
  readonly fdLimit: number | null;
}

interface Group {
  readonly cpuTotal: ReturnType<typeof createCpuTotal>;
  readonly runDelays: Map<number, number>;
}

/** PostgreSQL works in one child per connection: the postmaster alone would look idle. */
function isGroup(role: string): boolean {
  return role === 'vendor:postgres';
}

/**
 * Reads each target that is alive. A target that is a group stands for its whole process tree. Totals of one pid
 * never fall; a role that comes back under another pid starts again from that process's own figures.
 */
export function createProcessSampler(): (
  targets: readonly HostTarget[],
  stats: ReadonlyMap<number, ProcStat>,
) => readonly ProcessReading[] {
  const groups = new Map<string, Group>();
  const fdLimits = new Map<string, number | null>();

  /** Read once: a process sets its own limit, if at all, when it starts. */
  function fdLimitOf({ pid, startTicks }: ProcStat): number | null {
    const key = `${pid}:${startTicks}`;
    const known = fdLimits.get(key);
    if (known !== undefined) return known;
    const limit = readFdLimit(pid);
    fdLimits.set(key, limit);
    return limit;
  }

  function groupOf({ pid, startTicks }: ProcStat): Group {
    const key = `${pid}:${startTicks}`;
    const known = groups.get(key);
    if (known) return known;
    const group = { cpuTotal: createCpuTotal(), runDelays: new Map() };
    groups.set(key, group);
    return group;
  }

  function readGroup(role: string, root: ProcStat, stats: ReadonlyMap<number, ProcStat>): ProcessReading {
    const members = withDescendants([root.pid], stats);
    const { cpuTotal, runDelays } = groupOf(root);
    const { userMs, systemMs } = cpuTotal(members);
    let ownBytes = 0;
    let sharedBytes = 0;
    let fds: number | null = 0;
    for (const { pid } of members) {
      const memory = readMemory(pid);
      ownBytes += memory?.ownBytes ?? 0;
      // Shared buffers are mapped by every backend and exist once.
      sharedBytes = Math.max(sharedBytes, memory?.sharedBytes ?? 0);
      const count = readFdCount(pid);
      fds = fds === null || count === null ? null : fds + count;
      const delayNs = readRunDelayNs(pid);
      if (delayNs !== null) runDelays.set(pid, delayNs);
    }
    const runDelayNs = [...runDelays.values()].reduce((sum, ns) => sum + ns, 0);
    return {
      role,
      pid: root.pid,
      cpuUserMs: userMs,
      cpuSystemMs: systemMs,
      rssBytes: ownBytes + sharedBytes,
      runDelayNs: runDelays.size > 0 ? runDelayNs : null,
      fds,
      // The sum of a tree is no process's own number.
      fdLimit: null,
    };
  }

  return (targets, stats) => {
    const readings: ProcessReading[] = [];
    for (const { role, pid } of targets) {
      const stat = stats.get(pid);
      if (!stat || stat.state === 'Z') continue;
      readings.push(isGroup(role) ? readGroup(role, stat, stats) : readOne(role, stat, fdLimitOf(stat)));
    }
    return readings;
  };
}

function readOne(
  role: string,
  { pid, cpuUserMs, cpuSystemMs }: ProcStat,
  fdLimit: number | null,
): ProcessReading {
  const memory = readMemory(pid);
  const rssBytes = memory ? memory.ownBytes + memory.sharedBytes : 0;
  return {
    role,
    pid,
    cpuUserMs,
    cpuSystemMs,
    rssBytes,
    runDelayNs: readRunDelayNs(pid),
    fds: readFdCount(pid),
    fdLimit,
  };
}
