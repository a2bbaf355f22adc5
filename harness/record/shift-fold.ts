import type { EngineSample } from '../schema/artefacts.ts';
import { Histogram } from '../stats/histogram.ts';
import type { ShiftHour, ShiftRecord } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Written by scenarios/agent-shift. `hour` is 0-based in the tags, 1-based in results. */
export const shiftMetrics = {
  /** Trend in ms, tags {hour, agent, step, ok}; step `total` is the operation, the sum of its steps. */
  step: 'sp_shift_op',
  /** Counter, tags {hour}. */
  operations: 'sp_shift_operations',
  /** Counter, tags {hour, kind}. */
  systemErrors: 'sp_shift_system_errors',
  /** Counter, tags {hour}; shown, never judged. */
  humanSlips: 'sp_shift_human_slips',
} as const;

/** Folds the samples of agent-shift by hour of the shift. */
export function shiftFold(errors: ErrorCounter): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: () => ShiftRecord | null;
} {
  const hours = new Map<number, ShiftHour>();
  const errorKinds = new Map<string, number>();
  const response = new Histogram();
  const steps = new Map<string, Histogram>();

  function hourOf(sample: EngineSample): ShiftHour {
    const number = Number(sample.tags.hour ?? 0) + 1;
    let hour = hours.get(number);
    if (hour === undefined) {
      hour = { hour: number, response: new Histogram(), operations: 0, systemErrors: 0, humanSlips: 0 };
      hours.set(number, hour);
    }
    return hour;
  }

  function stepOf(name: string): Histogram {
    const histogram = steps.get(name) ?? new Histogram();
    steps.set(name, histogram);
    return histogram;
  }

  return {
    add(sample) {
      switch (sample.metric) {
        case shiftMetrics.step: {
          const step = sample.tags.step ?? 'total';
          if (step === 'total') {
            hourOf(sample).response.record(sample.value * 1000);
            response.record(sample.value * 1000);
          } else stepOf(step).record(sample.value * 1000);
          return;
        }
        case shiftMetrics.operations:
          hourOf(sample).operations += sample.value;
          return;
        case shiftMetrics.systemErrors: {
          const kind = sample.tags.kind ?? 'unknown';
          hourOf(sample).systemErrors += sample.value;
          errorKinds.set(kind, (errorKinds.get(kind) ?? 0) + sample.value);
          errors.add('vendor', `shift-${kind}`, 'shift', sample.mono_ns, sample.value);
          return;
        }
        case shiftMetrics.humanSlips:
          hourOf(sample).humanSlips += sample.value;
          return;
        default:
          return;
      }
    },
    finish() {
      if (hours.size === 0) return null;
      const sorted = [...hours.values()].sort((a, b) => a.hour - b.hour);
      const sum = (pick: (hour: ShiftHour) => number) =>
        sorted.reduce((total, hour) => total + pick(hour), 0);
      return {
        operations: sum((hour) => hour.operations),
        systemErrors: sum((hour) => hour.systemErrors),
        humanSlips: sum((hour) => hour.humanSlips),
        errorKinds,
        response,
        steps: new Map([...steps].sort(([a], [b]) => (a < b ? -1 : 1))),
        hours: sorted,
      };
    },
  };
}
