import { setTimeout as sleep } from 'node:timers/promises';
import { drillRatePerSec } from '../../schema/size-plan.ts';
import type { DrillOptions, DrillProgress, DrillTrial } from './drill-options.ts';
import { drillPlan } from './drill-plan.ts';
import { leadMs, timingOf } from './drill-timing.ts';
import { heal } from './heal.ts';
import { type Injection, inject } from './inject.ts';
import { countParts } from './wait-healed.ts';
import { badLimitMs, watchRecovery } from './watch-recovery.ts';

const pollMs = 250;
/** Added to the longest drain before a plan that does not end counts as the mock's failure. */
const drainGraceMs = 10_000;

/**
 * One trial (design §4.8): load, baseline, kill, load until recovery is confirmed, drain, heal. Writes
 * `fault.injected` and `fault.healed`. The plan is stopped on every way out.
 * @throws StormproofError SP_DRIVE_MOCK; the signal's reason when aborted.
 */
export async function runTrial(options: DrillOptions, trial: number): Promise<DrillTrial> {
  const { control, faults, driver, signal } = options;
  const plan = drillPlan(options, trial);
  const ratePerSec = options.ratePerSec ?? drillRatePerSec;
  const timing = timingOf(options);

  function progress(step: DrillProgress['step'], text: string): void {
    options.onProgress?.({ trial, trials: options.trials, step, text });
  }

  const parts = driver ? await countParts(driver) : 0;
  await control.postPlan(plan);
  let ended = false;
  try {
    progress('baseline', `${ratePerSec} asks/s`);
    const baselineP99Ms = await watchBaseline(options, plan.id, leadMs + timing.baselineMs);
    progress('choosing', `baseline p99 ${format(baselineP99Ms)} ms`);
    const injection = await inject(options, trial);
    faults.write('fault.injected', { trial, plan: plan.id, ...injection }, injection.sent_ns);
    const injected = injection.exit_ns !== null;
    progress(injected ? 'injected' : 'not-injected', describe(injection));

    const healing = injected
      ? heal(options, { pid: injection.pid, parts })
      : Promise.resolve({ by: 'nobody' as const, healthy_ns: null });
    const recovered =
      injected &&
      (await watchRecovery({
        control,
        plan: plan.id,
        limitMs: badLimitMs(baselineP99Ms),
        ratePerSec,
        timing,
        ...(signal ? { signal } : {}),
      }));
    if (injected) progress(recovered ? 'recovered' : 'not-recovered', 'load stopped');
    await control.stopPlan(plan.id);
    const status = await control.waitPlan(plan.id, {
      timeoutMs: options.drain.maxMs + drainGraceMs,
      ...(signal ? { signal } : {}),
    });
    ended = true;
    progress('drained', `${status.answered} of ${status.injected} asks answered`);

    const { by, healthy_ns } = await healing;
    signal?.throwIfAborted();
    if (injected) faults.write('fault.healed', { trial, by, healthy_ns }, healthy_ns ?? undefined);
    const restartMs =
      healthy_ns === null || injection.exit_ns === null ? null : (healthy_ns - injection.exit_ns) / 1e6;
    if (injected) progress(restartMs === null ? 'not-healed' : 'healed', `by ${by}, ${format(restartMs)} ms`);
    const { role, pid } = injection;
    return { trial, plan: plan.id, injected, role, pid, recovered, healedBy: by, restartMs };
  } finally {
    if (!ended) await control.stopPlan(plan.id).catch(() => undefined);
  }
}

/** Lets the load run and gives the worst p99 of any second after the first; null when nothing was answered. */
async function watchBaseline(
  { control, signal }: DrillOptions,
  plan: string,
  durationMs: number,
): Promise<number | null> {
  const end = performance.now() + durationMs;
  let worst: number | null = null;
  while (performance.now() < end) {
    signal?.throwIfAborted();
    await sleep(Math.min(pollMs, Math.max(0, end - performance.now())));
    const { elapsedMs, recentP99Ms } = await control.plan(plan);
    // The first second warms connections and compilers.
    if (elapsedMs > 1000 && recentP99Ms !== null) worst = Math.max(worst ?? 0, recentP99Ms);
  }
  return worst;
}

function describe(injection: Injection): string {
  const { role, pid, signal, openAsks, graphInFlight } = injection;
  if (injection.exit_ns === null) return `${role} could not be broken`;
  const who = pid === null ? role : `${role} (pid ${pid})`;
  return `${signal ?? injection.fault} to ${who}; ${openAsks ?? 'unknown'} asks owned, ${graphInFlight ?? 'unknown'} Graph calls in flight`;
}

function format(ms: number | null): string {
  return ms === null ? 'unknown' : ms.toFixed(0);
}
