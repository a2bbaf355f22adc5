import type { HostEvent, MachineSample, ProcessSample } from '../schema/artefacts.ts';
import type { MachineUse, Phase, ProcessUse } from './artefacts.ts';
import { phaseAt } from './phases.ts';

/**
 * Folds events/host into use per role and phase. CPU and run-queue times are totals of a process, so each sample
 * adds its difference from the pid's sample before; a pid's first sample adds nothing.
 */
export function hostFold(phases: readonly Phase[]): {
  readonly add: (event: HostEvent) => void;
  readonly finish: () => {
    readonly processes: readonly ProcessUse[];
    readonly machine: readonly MachineUse[];
  };
} {
  const uses = new Map<string, ProcessUse>();
  const last = new Map<number, ProcessSample>();
  const machines = new Map<string, MachineSum>();
  let lastPressure: MachineSample | null = null;

  function useOf(sample: ProcessSample, phase: string): ProcessUse {
    const key = `${phase}\n${sample.role}`;
    let use = uses.get(key);
    if (use === undefined) {
      use = {
        role: sample.role,
        side: sample.role.startsWith('vendor:') ? 'vendor' : 'harness',
        phase,
        cpuMs: 0,
        rssPeakBytes: 0,
        runDelayMs: 0,
        wallMs: 0,
        runDelayKnown: true,
      };
      uses.set(key, use);
    }
    return use;
  }

  function addProcess(sample: ProcessSample): void {
    const use = useOf(sample, phaseAt(phases, sample.mono_ns));
    use.rssFirstBytes ??= sample.rssBytes;
    use.rssLastBytes = sample.rssBytes;
    use.rssPeakBytes = Math.max(use.rssPeakBytes, sample.rssBytes);
    const before = last.get(sample.pid);
    last.set(sample.pid, sample);
    if (before === undefined || before.role !== sample.role) return;
    const cpuMs = sample.cpuUserMs + sample.cpuSystemMs - before.cpuUserMs - before.cpuSystemMs;
    use.cpuMs += Math.max(0, cpuMs);
    use.wallMs += (sample.mono_ns - before.mono_ns) / 1e6;
    if (sample.runDelayNs === null || before.runDelayNs === null) use.runDelayKnown = false;
    else use.runDelayMs += Math.max(0, sample.runDelayNs - before.runDelayNs) / 1e6;
  }

  function addMachine(sample: MachineSample): void {
    const phase = phaseAt(phases, sample.mono_ns);
    let sum = machines.get(phase);
    if (sum === undefined) {
      sum = { seconds: 0, busy: 0, steal: 0, foreign: 0, pressureUs: 0, pressureSpanUs: 0 };
      machines.set(phase, sum);
    }
    sum.seconds += 1;
    sum.busy += sample.cpuBusyRatio;
    sum.steal += sample.stealRatio;
    sum.foreign += sample.foreignCores;
    if (lastPressure?.pressureSomeUs != null && sample.pressureSomeUs !== null) {
      sum.pressureUs += sample.pressureSomeUs - lastPressure.pressureSomeUs;
      sum.pressureSpanUs += (sample.mono_ns - lastPressure.mono_ns) / 1000;
    }
    lastPressure = sample;
  }

  return {
    add(event) {
      if (event.kind === 'host.process') addProcess(event);
      else if (event.kind === 'host.machine') addMachine(event);
    },
    finish: () => ({
      processes: [...uses.values()].sort((a, b) =>
        `${a.phase}\n${a.role}` < `${b.phase}\n${b.role}` ? -1 : 1,
      ),
      machine: [...machines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([phase, sum]) => meanUse(phase, sum)),
    }),
  };
}

interface MachineSum {
  seconds: number;
  busy: number;
  steal: number;
  foreign: number;
  pressureUs: number;
  pressureSpanUs: number;
}

function meanUse(phase: string, sum: MachineSum): MachineUse {
  return {
    phase,
    seconds: sum.seconds,
    cpuBusyRatio: sum.busy / sum.seconds,
    stealRatio: sum.steal / sum.seconds,
    foreignCores: sum.foreign / sum.seconds,
    pressureRatio: sum.pressureSpanUs > 0 ? sum.pressureUs / sum.pressureSpanUs : null,
  };
}
