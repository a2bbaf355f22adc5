import type { ConstantVus } from '../options/scenario-config.ts';
import { type Executor, takeVu } from './executor.ts';
import { openWindow } from './window.ts';

/** `vus` VUs iterate as fast as they can for `duration`. */
export const constantVus: Executor<ConstantVus> = async (context) => {
  const { config, scenario } = context;
  const window = openWindow(config.durationMs, config.gracefulStopMs, context.stopped);
  scenario.doneRatio = () => window.ratio;

  async function loop(): Promise<void> {
    const vu = takeVu(context);
    while (!window.over) {
      window.running.add(vu);
      const complete = await context.iterate(vu, null);
      window.running.delete(vu);
      if (!complete) return;
    }
    context.pool.give(vu);
  }

  await Promise.all(Array.from({ length: config.vus }, loop));
  window.close();
};
