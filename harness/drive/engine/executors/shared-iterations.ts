import type { SharedIterations } from '../options/scenario-config.ts';
import { type Executor, takeVu } from './executor.ts';
import { openWindow } from './window.ts';

/** `iterations` are shared by the VUs, first come first served; what `maxDuration` leaves undone is dropped. */
export const sharedIterations: Executor<SharedIterations> = async (context) => {
  const { config, scenario } = context;
  const window = openWindow(config.maxDurationMs, config.gracefulStopMs, context.stopped);
  let attempted = 0;
  let done = 0;
  scenario.doneRatio = () => done / config.iterations;

  async function loop(): Promise<void> {
    const vu = takeVu(context);
    while (!window.over && attempted < config.iterations) {
      attempted += 1;
      window.running.add(vu);
      const complete = await context.iterate(vu, null);
      window.running.delete(vu);
      done += 1;
      if (!complete) return;
    }
    context.pool.give(vu);
  }

  await Promise.all(Array.from({ length: config.vus }, loop));
  window.close();
  if (attempted < config.iterations && !context.stopped.aborted) context.drop(config.iterations - attempted);
};
