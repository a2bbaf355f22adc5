import type { MachineSample, ProcessSample } from '../schema/artefacts.ts';
import type { MachineUse, ProcessUse } from './artefacts.ts';

/** Sums of the host samples of one phase or window. */
export interface UseSums {
  addProcess(sample: ProcessSample, before: ProcessSample | null): void;
  addMachine(sample: MachineSample, before: MachineSample | null): void;
  processes(): readonly ProcessUse[];
  /** Means over the seconds; null without a sample. */
  machine(): MachineUse | null;
}

export function createUseSums(phase: string): UseSums {
  const uses = new Map<string, ProcessUse>();
  const sum = { seconds: 0, busy: 0, steal: 0, foreign: 0, pressureUs: 0, pressureSpanUs: 0 };
  let portRatioPeak: number | null = null;

  function useOf(role: string): ProcessUse {
    let use = uses.get(role);
    if (use === undefined) {
      use = {
        role,
        side: role.startsWith('vendor:') ? 'vendor' : 'harness',
        phase,
        cpuMs: 0,
        rssPeakBytes: 0,
        runDelayMs: 0,
        wallMs: 0,
        runDelayKnown: true,
        fdRatioPeak: null,
      };
      uses.set(role, use);
    }
    return use;
  }

  return {
    addProcess(sample, before) {
      const use = useOf(sample.role);
      use.rssPeakBytes = Math.max(use.rssPeakBytes, sample.rssBytes);
      use.rssFirstBytes ??= sample.rssBytes;
      use.rssLastBytes = sample.rssBytes;
      if (sample.fds !== null && sample.fdLimit != null && sample.fdLimit > 0)
        use.fdRatioPeak = Math.max(use.fdRatioPeak ?? 0, sample.fds / sample.fdLimit);
      if (before === null) return;
      const cpuMs = sample.cpuUserMs + sample.cpuSystemMs - before.cpuUserMs - before.cpuSystemMs;
      use.cpuMs += Math.max(0, cpuMs);
      use.wallMs += (sample.mono_ns - before.mono_ns) / 1e6;
      if (sample.runDelayNs === null || before.runDelayNs === null) use.runDelayKnown = false;
      else use.runDelayMs += Math.max(0, sample.runDelayNs - before.runDelayNs) / 1e6;
    },
    addMachine(sample, before) {
      sum.seconds += 1;
      sum.busy += sample.cpuBusyRatio;
      sum.steal += sample.stealRatio;
      sum.foreign += sample.foreignCores;
      if (sample.tcpSockets != null && sample.ephemeralPorts != null && sample.ephemeralPorts > 0)
        portRatioPeak = Math.max(portRatioPeak ?? 0, sample.tcpSockets / sample.ephemeralPorts);
      if (before?.pressureSomeUs == null || sample.pressureSomeUs === null) return;
      sum.pressureUs += sample.pressureSomeUs - before.pressureSomeUs;
      sum.pressureSpanUs += (sample.mono_ns - before.mono_ns) / 1000;
    },
    processes: () => [...uses.values()],
    machine: () =>
      sum.seconds === 0
        ? null
        : {
            phase,
            seconds: sum.seconds,
            cpuBusyRatio: sum.busy / sum.seconds,
            stealRatio: sum.steal / sum.seconds,
            foreignCores: sum.foreign / sum.seconds,
            pressureRatio: sum.pressureSpanUs > 0 ? sum.pressureUs / sum.pressureSpanUs : null,
            portRatioPeak,
          },
  };
}
