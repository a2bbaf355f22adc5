import type { FaultEvent, PressureEnded, PressureStarted } from '../schema/artefacts.ts';
import type { PressureRecord, PressureSecond } from './artefacts.ts';

/** Folds the pressure drill's events; a trial that never ended has no achieved load. */
export function pressureFold(): {
  readonly add: (event: FaultEvent) => void;
  readonly finish: () => readonly PressureRecord[];
} {
  const started: PressureStarted[] = [];
  const seconds = new Map<number, PressureSecond[]>();
  const ended = new Map<number, PressureEnded>();
  return {
    add(event) {
      if (event.kind === 'pressure.started') started.push(event);
      else if (event.kind === 'pressure.ended') ended.set(event.trial, event);
      else if (event.kind === 'pressure.sample') {
        const list = seconds.get(event.trial) ?? [];
        list.push({
          atNs: event.mono_ns,
          busyRatio: event.busyRatio,
          dutyRatio: event.dutyRatio,
          spanMs: event.spanMs,
        });
        seconds.set(event.trial, list);
      }
    },
    finish: () =>
      started
        .map(({ trial, plan, baseline, targetRatio, cores, pinned }) => ({
          trial,
          plan,
          baseline,
          targetRatio,
          cores,
          pinned,
          achievedRatio: ended.get(trial)?.achievedRatio ?? null,
          burnersCpuMs: ended.get(trial)?.burnersCpuMs ?? 0,
          seconds: seconds.get(trial) ?? [],
        }))
        .sort((a, b) => a.trial - b.trial),
  };
}
