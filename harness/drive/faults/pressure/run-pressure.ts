import { setTimeout as sleep } from 'node:timers/promises';
import type { ArrivalPlan } from '../../../../mock-whatsapp/contract/plan.ts';
import { busyBetween, readCoreTimes } from '../../../record/host-cores.ts';
import { drillPlanId, pressureTargetRatio } from '../../../schema/faults.ts';
import { drillRatePerSec } from '../../../schema/size-plan.ts';
import type { DrillOptions, DrillProgress } from '../drill-options.ts';
import { leadMs } from '../drill-timing.ts';
import { holdLoad } from './hold-load.ts';
import { vendorCores } from './vendor-cores.ts';

/** Undisturbed asks before the pressure, and asks under it: 1,500 and 9,000 at 150 a second. */
const defaultTiming: PressureTiming = { baselineMs: 10_000, holdMs: 60_000 };
/** Added to a plan's load and longest drain before it counts as the mock's failure. */
const graceMs = 10_000;

export interface PressureTiming {
  readonly baselineMs: number;
  readonly holdMs: number;
}

export interface PressureOptions extends Omit<DrillOptions, 'fault' | 'timing' | 'watchMs' | 'onProgress'> {
  readonly timing?: PressureTiming;
  /** Default 0.85 (A51). */
  readonly targetRatio?: number;
  readonly onProgress?: (progress: Pick<DrillProgress, 'trial' | 'trials' | 'text'>) => void;
}

export interface PressureTrial {
  readonly trial: number;
  readonly plan: string;
  readonly cores: readonly number[];
  readonly achievedRatio: number | null;
}

/**
 * The pressure drill (A51): asks at the drill's rate without pressure, then the same rate while the vendor's cores are held
 * at the target, until those asks have their drain. Writes pressure.started, one pressure.sample a second, and
 * pressure.ended. The run's options are put back and no burner is left in any case.
 * @throws StormproofError SP_DRIVE_MOCK; the signal's reason when aborted.
 */
export async function runPressureDrill(options: PressureOptions): Promise<PressureTrial[]> {
  const { optionsAfter, control } = options;
  const done: PressureTrial[] = [];
  try {
    const numbers = optionsAfter.numbers === undefined ? {} : { numbers: optionsAfter.numbers };
    await control.setOptions({ name: 'bench+drill', ...numbers });
    for (let trial = 1; trial <= options.trials; trial++) done.push(await runTrial(options, trial));
    return done;
  } finally {
    await control.setOptions(optionsAfter).catch(() => undefined);
  }
}

async function runTrial(options: PressureOptions, trial: number): Promise<PressureTrial> {
  const { faults, control, signal } = options;
  const targetRatio = options.targetRatio ?? pressureTargetRatio;
  const { baselineMs, holdMs } = options.timing ?? defaultTiming;
  const cores = await vendorCores(options.driver);
  const plan = drillPlanId('cpu-pressure', trial);
  const baseline = `${plan}-baseline`;
  const say = (text: string) => options.onProgress?.({ trial, trials: options.trials, text });
  signal?.throwIfAborted();

  say(`baseline of ${baselineMs / 1000} s`);
  const before = readCoreTimes();
  const undisturbed = planOf(options, baseline, trial, baselineMs);
  await control.postPlan(undisturbed);
  let playing = baseline;
  try {
    await pause(leadMs + baselineMs, signal);
    const expectedRatio = busyBetween(before, readCoreTimes(), cores) ?? 0;
    await drained(options, undisturbed);

    say(
      `holding cores ${cores.join(', ')} at ${percent(targetRatio)}; ${percent(expectedRatio)} without burners`,
    );
    const load = await holdLoad({
      cores,
      targetRatio,
      expectedRatio,
      onSample: (sample) => faults.write('pressure.sample', { trial, ...sample }),
    });
    try {
      faults.write('pressure.started', { trial, plan, baseline, targetRatio, cores, pinned: load.pinned });
      const pressed = planOf(options, plan, trial, holdMs);
      await control.postPlan(pressed);
      playing = plan;
      await pause(leadMs, signal);
      load.begin();
      await pause(holdMs, signal);
      const achievedRatio = load.achieved();
      faults.write('pressure.ended', { trial, achievedRatio, burnersCpuMs: load.burnersCpuMs() });
      const status = await drained(options, pressed);
      const share = achievedRatio === null ? 'not measured' : percent(achievedRatio);
      say(`load ${share}; ${status.answered} of ${status.injected} asks answered`);
      return { trial, plan, cores, achievedRatio };
    } finally {
      await load.stop();
    }
  } catch (error) {
    await control.stopPlan(playing).catch(() => undefined);
    throw error;
  }
}

function planOf(options: PressureOptions, id: string, trial: number, durationMs: number): ArrivalPlan {
  const { customers, matcher, texts, expect, answerDeadlineMs, drain } = options;
  const ratePerSec = options.ratePerSec ?? drillRatePerSec;
  return {
    v: 1,
    id,
    seed: options.seed + trial,
    arrivals: { kind: 'uniform', customers, ratePerSec, durationMs },
    matcher,
    texts,
    expect,
    answerDeadlineMs,
    drain,
    leadMs,
    ...(options.firstCustomer === undefined ? {} : { firstCustomer: options.firstCustomer }),
  };
}

function drained({ control, signal }: PressureOptions, plan: ArrivalPlan) {
  return control.waitPlan(plan.id, {
    timeoutMs: plan.drain.maxMs + graceMs,
    ...(signal ? { signal } : {}),
  });
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}
