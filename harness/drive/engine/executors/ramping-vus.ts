import { type RampingVus, regularMs } from '../options/scenario-config.ts';
import type { Vu } from '../runtime/vu.ts';
import { type Executor, takeVu } from './executor.ts';
import { vuSteps } from './vu-steps.ts';
import { openWindow } from './window.ts';

/** The n-th VU of the ramp: it iterates while `wanted`; taken back in time, it goes on as if it had not been let go. */
interface Slot {
  wanted: boolean;
  loop: Promise<void> | null;
  vu: Vu | null;
  rampDownTimer: NodeJS.Timeout | null;
}

/**
 * A changing number of VUs iterate as fast as they can. A VU that is let go may finish its iteration for
 * gracefulRampDown, then it is interrupted; at the end gracefulStop counts for all of them.
 */
export const rampingVus: Executor<RampingVus> = async (context) => {
  const { config, scenario } = context;
  const window = openWindow(regularMs(config), config.gracefulStopMs, context.stopped);
  scenario.doneRatio = () => window.ratio;
  const slots: Slot[] = [];
  const loops = new Set<Promise<void>>();
  const timers: NodeJS.Timeout[] = [];
  let current = 0;

  async function iterateWhileWanted(slot: Slot): Promise<void> {
    const vu = takeVu(context);
    slot.vu = vu;
    while (slot.wanted && !window.over) {
      window.running.add(vu);
      const complete = await context.iterate(vu, null);
      window.running.delete(vu);
      // An interrupted VU is spent: what it started may still hold its state.
      if (!complete) return;
    }
    context.pool.give(vu);
  }

  function begin(slot: Slot): void {
    slot.wanted = true;
    if (slot.rampDownTimer !== null) clearTimeout(slot.rampDownTimer);
    slot.rampDownTimer = null;
    if (slot.loop !== null || window.over) return;
    const loop = iterateWhileWanted(slot).finally(() => {
      slot.loop = null;
      slot.vu = null;
      if (slot.rampDownTimer !== null) clearTimeout(slot.rampDownTimer);
      slot.rampDownTimer = null;
      loops.delete(loop);
      // Wanted again between the last iteration's end and here.
      if (slot.wanted && !window.over) begin(slot);
    });
    slot.loop = loop;
    loops.add(loop);
  }

  function letGo(slot: Slot): void {
    slot.wanted = false;
    if (slot.loop === null) return;
    slot.rampDownTimer = setTimeout(() => slot.vu?.loop.interrupt(), config.gracefulRampDownMs);
  }

  function goTo(vus: number): void {
    for (; current < vus; current += 1) {
      const slot = slots[current] ?? { wanted: false, loop: null, vu: null, rampDownTimer: null };
      slots[current] = slot;
      begin(slot);
    }
    for (; current > vus; current -= 1) {
      const slot = slots[current - 1];
      if (slot !== undefined) letGo(slot);
    }
  }

  for (const { atMs, vus } of vuSteps(config)) {
    if (atMs === 0) goTo(vus);
    else timers.push(setTimeout(() => goTo(vus), atMs - (performance.now() - window.startMs)));
  }
  await window.whenOver;
  for (const timer of timers) clearTimeout(timer);
  while (loops.size > 0) await Promise.all(loops);
  window.close();
};
