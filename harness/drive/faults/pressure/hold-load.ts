import { busyBetween, type CoreTime, readCoreTimes } from '../../../record/host-cores.ts';
import { readProcStat } from '../../../record/host-proc.ts';
import { startBurners } from './burners.ts';
import { nextDuty } from './next-duty.ts';

/** One step of the controller. */
const stepMs = 250;
const stepsPerSample = 4;

export interface LoadSample {
  readonly busyRatio: number;
  readonly dutyRatio: number;
  readonly spanMs: number;
}

export interface HeldLoad {
  /** CPU time the burners have used so far. */
  burnersCpuMs(): number;
  readonly pinned: boolean;
  /** From now on the load counts. */
  begin(): void;
  /** Busy share since `begin`, over all cores; null when it was never called. */
  achieved(): number | null;
  stop(): Promise<void>;
}

/**
 * Holds the busy share of `cores` at `targetRatio`, whoever else uses them: burners, regulated four times a second from
 * /proc/stat (each core by itself where burners can be pinned, else all together). `expectedRatio` is what the others are
 * expected to use: the burners start with the rest. `onSample` is called about once a second from `begin` on.
 */
export async function holdLoad(options: {
  readonly cores: readonly number[];
  readonly targetRatio: number;
  readonly expectedRatio: number;
  readonly onSample: (sample: LoadSample) => void;
}): Promise<HeldLoad> {
  const { cores, targetRatio } = options;
  const burners = await startBurners(cores);
  let duties: readonly number[] = cores.map(() => Math.max(0, targetRatio - options.expectedRatio));
  burners.set(duties);
  let last = readCoreTimes();
  let begun: ReadonlyMap<number, CoreTime> | null = null;
  let sample = { at: performance.now(), times: last, steps: 0, duty: 0 };

  function step(): void {
    const now = readCoreTimes();
    const together = busyBetween(last, now, cores);
    duties = duties.map((duty, index) => {
      const core = cores[index];
      const busy = burners.pinned && core !== undefined ? busyBetween(last, now, [core]) : together;
      return busy === null ? duty : nextDuty(duty, busy, targetRatio);
    });
    burners.set(duties);
    last = now;
    if (begun !== null) addToSample(now);
  }

  function addToSample(now: ReadonlyMap<number, CoreTime>): void {
    sample.steps += 1;
    sample.duty += duties.reduce((sum, duty) => sum + duty, 0) / duties.length;
    if (sample.steps < stepsPerSample) return;
    const at = performance.now();
    const busyRatio = busyBetween(sample.times, now, cores);
    if (busyRatio !== null)
      options.onSample({ busyRatio, dutyRatio: sample.duty / sample.steps, spanMs: at - sample.at });
    sample = { at, times: now, steps: 0, duty: 0 };
  }

  const timer = setInterval(step, stepMs);
  return {
    burnersCpuMs: () =>
      burners.pids.reduce((sum, pid) => {
        const stat = readProcStat(pid);
        return sum + (stat === null ? 0 : stat.cpuUserMs + stat.cpuSystemMs);
      }, 0),
    pinned: burners.pinned,
    begin() {
      begun = readCoreTimes();
      sample = { at: performance.now(), times: begun, steps: 0, duty: 0 };
    },
    achieved: () => (begun === null ? null : busyBetween(begun, readCoreTimes(), cores)),
    async stop() {
      clearInterval(timer);
      await burners.stop();
    },
  };
}
