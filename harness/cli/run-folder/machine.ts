import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';

export interface MachineDescription {
  readonly machine: Readonly<Record<string, string | number>>;
  /** Same class = figures may be compared: cores, memory in GiB, CPU model. */
  readonly machineClass: string;
}

/** What the run is measured on. No host name: a report may be published. */
export function describeMachine(): MachineDescription {
  const cores = availableParallelism();
  const memoryGib = Math.round(totalmem() / 1024 ** 3);
  const cpu = cpus()[0]?.model.trim() || 'unknown CPU';
  return {
    machine: {
      cpu,
      cores,
      memoryBytes: totalmem(),
      os: platform(),
      kernel: release(),
      arch: arch(),
      virtualization: hypervisor(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    machineClass: `${cores} cores, ${memoryGib} GiB, ${cpu}`,
  };
}

function hypervisor(): string {
  try {
    return /^flags.*\bhypervisor\b/m.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'virtual' : 'physical';
  } catch {
    return 'unknown';
  }
}
