import { type ArrivalRate, regularMs } from '../options/scenario-config.ts';
import type { Vu } from '../runtime/vu.ts';
import { hrtimeAt } from '../ticker/hrtime-at.ts';
import { type Executor, takeVu } from './executor.ts';
import { openWindow } from './window.ts';

/**
 * constant-arrival-rate and ramping-arrival-rate: starts iterations on an absolute clock, whether or not earlier
 * ones have ended. With no VU free the iteration is dropped for good, and one unplanned VU is started in the
 * background up to maxVUs: as in k6, growing always costs at least one dropped iteration.
 */
export const arrivalRate: Executor<ArrivalRate> = async (context) => {
  const { config, scenario, open } = context;
  if (open === null) throw new Error(`${config.executor} needs a ticker`);
  const { ticker, spec } = open;
  const free: Vu[] = Array.from({ length: config.preAllocatedVUs }, () => takeVu(context));
  const window = openWindow(regularMs(config), config.gracefulStopMs, context.stopped);
  scenario.doneRatio = () => window.ratio;
  const active = new Set<Promise<void>>();
  let unplannedLeft = config.maxVUs - config.preAllocatedVUs;
  let allocating = false;
  let warned = false;

  function growOrWarn(): void {
    if (unplannedLeft === 0) {
      if (!warned) {
        context.test.log(
          'warning',
          `Insufficient VUs, reached ${config.maxVUs} active VUs and cannot initialize more`,
        );
      }
      warned = true;
      return;
    }
    if (allocating) return;
    allocating = true;
    unplannedLeft -= 1;
    setImmediate(() => {
      allocating = false;
      if (!window.over) free.push(takeVu(context));
    });
  }

  async function play(vu: Vu, i: number, dueMs: number): Promise<void> {
    const startMs = performance.now();
    window.running.add(vu);
    const complete = await context.iterate(vu, dueMs);
    window.running.delete(vu);
    const endMs = complete ? performance.now() : null;
    context.onOpenIteration({ scenario: config.name, i, dueMs, startMs, endMs });
    if (complete) free.push(vu);
  }

  function due(i: number, offsetMs: number): void {
    // The tick may reach us after the window closed: a stalled engine must not hide what it failed to start.
    const dueMs = window.startMs + offsetMs;
    const vu = window.over ? undefined : free.pop();
    if (vu === undefined) {
      if (context.stopped.aborted) return;
      context.drop(1);
      context.onOpenIteration({ scenario: config.name, i, dueMs, startMs: null, endMs: null });
      if (!window.over) growOrWarn();
      return;
    }
    const running = play(vu, i, dueMs).finally(() => active.delete(running));
    active.add(running);
  }

  ticker.start({ startNs: hrtimeAt(window.startMs), spec }, due);
  await window.whenOver;
  // Ticks not delivered in time (the loop was busy to the very end) are dropped work, not forgotten work.
  if (!context.stopped.aborted) ticker.flush();
  ticker.stop();
  while (active.size > 0) await Promise.all(active);
  for (const vu of free) context.pool.give(vu);
  window.close();
};
