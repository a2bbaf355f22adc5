import type { PerVuIterations } from '../options/scenario-config.ts';
import { type Executor, takeVu } from './executor.ts';
import { openWindow } from './window.ts';

/** Every VU does `iterations` of its own; what `maxDuration` leaves undone is dropped. */
export const perVuIterations: Executor<PerVuIterations> = async (context) => {
  const { config, scenario } = context;
  const window = openWindow(config.maxDurationMs, config.gracefulStopMs, context.stopped);
  let done = 0;
  scenario.doneRatio = () => done / (config.vus * config.iterations);

  async function loop(): Promise<void> {
    const vu = takeVu(context);
    for (let count = 0; count < config.iterations; count += 1) {
      if (window.over) {
        if (!context.stopped.aborted) context.drop(config.iterations - count);
        return;
      }
      window.running.add(vu);
      const complete = await context.iterate(vu, null);
      window.running.delete(vu);
      done += 1;
      // An interrupted VU is spent: what it started may still hold its state.
      if (!complete) {
        if (!context.stopped.aborted) context.drop(config.iterations - count - 1);
        return;
      }
    }
    context.pool.give(vu);
  }

  await Promise.all(Array.from({ length: config.vus }, loop));
  window.close();
};
