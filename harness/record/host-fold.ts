import type { HostEvent, MachineSample, ProcessSample } from '../schema/artefacts.ts';
import type { Gap, HostWindow, MachineUse, MemorySeries, Phase, ProcessUse } from './artefacts.ts';
import { createUseSums, type UseSums } from './host-sums.ts';
import { memoryFold } from './memory-fold.ts';
import { phaseAt } from './phases.ts';

/** The blocks of the bootstrap and of a minute's interval (design §4.4): what moves one moves the other. */
export const windowNs = 10e9;
/** A sample comes once a second; two in a row that did not come are a gap. */
const gapNs = 2.5e9;

export interface HostRecord {
  readonly processes: readonly ProcessUse[];
  readonly machine: readonly MachineUse[];
  readonly hostWindows: readonly HostWindow[];
  readonly hostGaps: readonly Gap[];
  readonly memory: readonly MemorySeries[];
}

/**
 * Folds events/host into use per role and phase, and the same per 10 s window. CPU and run-queue times are totals of
 * a process, so each sample adds its difference from the pid's sample before; a pid's first sample adds nothing.
 */
export function hostFold(phases: readonly Phase[]): {
  readonly add: (event: HostEvent) => void;
  readonly finish: () => HostRecord;
} {
  const whole = new Map<string, UseSums>();
  const windows = new Map<string, { readonly phase: string; readonly startNs: number; sums: UseSums }>();
  const last = new Map<number, ProcessSample>();
  const memory = memoryFold();
  const gaps: Gap[] = [];
  let lastMachine: MachineSample | null = null;

  /** The sums a sample belongs to: its phase's, and its window's within the phase. */
  function sumsAt(atNs: number): readonly [UseSums, UseSums] {
    const phase = phaseAt(phases, atNs);
    const startNs = Math.floor(atNs / windowNs) * windowNs;
    const key = `${phase}\n${startNs}`;
    let sums = whole.get(phase);
    if (sums === undefined) {
      sums = createUseSums(phase);
      whole.set(phase, sums);
    }
    let window = windows.get(key);
    if (window === undefined) {
      window = { phase, startNs, sums: createUseSums(phase) };
      windows.set(key, window);
    }
    return [sums, window.sums];
  }

  function addMachine(sample: MachineSample): void {
    for (const sums of sumsAt(sample.mono_ns)) sums.addMachine(sample, lastMachine);
    const sinceNs = lastMachine?.mono_ns ?? 0;
    if (sample.mono_ns - sinceNs > gapNs) gaps.push({ startNs: sinceNs, endNs: sample.mono_ns });
    lastMachine = sample;
  }

  function addProcess(sample: ProcessSample): void {
    const before = last.get(sample.pid);
    last.set(sample.pid, sample);
    const known = before?.role === sample.role ? before : null;
    for (const sums of sumsAt(sample.mono_ns)) sums.addProcess(sample, known);
    memory.add(sample);
  }

  return {
    add(event) {
      if (event.kind === 'host.process') addProcess(event);
      else if (event.kind === 'host.machine') addMachine(event);
    },
    finish: () => ({
      processes: [...whole.values()]
        .flatMap((sums) => sums.processes())
        .sort((a, b) => (`${a.phase}\n${a.role}` < `${b.phase}\n${b.role}` ? -1 : 1)),
      machine: [...whole].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, sums]) => sums.machine() ?? []),
      hostWindows: [...windows.values()].map(({ phase, startNs, sums }) => ({
        phase,
        startNs,
        processes: sums.processes(),
        machine: sums.machine(),
      })),
      hostGaps: [...gaps, { startNs: lastMachine?.mono_ns ?? 0, endNs: Number.MAX_SAFE_INTEGER }],
      memory: memory.finish(),
    }),
  };
}
