import {
  type MachineCpu,
  type ProcStat,
  readEphemeralPorts,
  readMachineCpu,
  readMemAvailableBytes,
  readPressureSomeUs,
  readTcpSockets,
} from './host-proc.ts';
import { withDescendants } from './host-tree.ts';

/** The fields of MachineSample (harness/schema/artefacts.ts). */
export interface MachineReading {
  readonly cpuBusyRatio: number;
  readonly stealRatio: number;
  readonly foreignCores: number;
  readonly pressureSomeUs: number | null;
  readonly memAvailableBytes: number;
  readonly tcpSockets: number | null;
  readonly ephemeralPorts: number | null;
}

/**
 * Gives the machine's figures over the time since the call before; null at the first call and without /proc.
 * Foreign = what processes used, interrupts left out (they belong to nobody), minus all of `known` and below.
 */
export function createMachineSampler(): (
  known: readonly number[],
  stats: ReadonlyMap<number, ProcStat>,
) => MachineReading | null {
  let before: Look | null = null;
  const ephemeralPorts = readEphemeralPorts();

  return (known, stats) => {
    const machine = readMachineCpu();
    if (!machine) return null;
    const last = before;
    // Two looks within one clock tick say nothing.
    if (last && machine.totalMs <= last.machine.totalMs) return null;
    before = { machine, stats, atMs: performance.now() };
    if (!last) return null;
    const totalMs = machine.totalMs - last.machine.totalMs;
    const processesMs = machine.processesMs - last.machine.processesMs;
    const foreignMs = Math.max(0, processesMs - usedSince(last, withDescendants(known, stats)));
    return {
      cpuBusyRatio: (machine.busyMs - last.machine.busyMs) / totalMs,
      stealRatio: (machine.stealMs - last.machine.stealMs) / totalMs,
      foreignCores: foreignMs / (before.atMs - last.atMs),
      pressureSomeUs: readPressureSomeUs(),
      memAvailableBytes: readMemAvailableBytes() ?? 0,
      tcpSockets: readTcpSockets(),
      ephemeralPorts,
    };
  };
}

interface Look {
  readonly machine: MachineCpu;
  readonly stats: ReadonlyMap<number, ProcStat>;
  readonly atMs: number;
}

/** CPU the processes used since the last look; one that was not there then counts from its start. */
function usedSince({ stats }: Look, processes: readonly ProcStat[]): number {
  let usedMs = 0;
  for (const now of processes) {
    const then = stats.get(now.pid);
    const same = then?.startTicks === now.startTicks ? then : null;
    usedMs += now.cpuUserMs + now.cpuSystemMs - (same ? same.cpuUserMs + same.cpuSystemMs : 0);
  }
  return usedMs;
}
