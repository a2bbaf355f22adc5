import { expect } from 'vitest';
import { runEngine } from '../../../../harness/drive/engine/run-engine.ts';
import { runK6 } from '../../../../harness/drive/k6/run-k6.ts';
import { asset } from '../../../../package-root.ts';
import { readEvents, workerPath } from '../engine/support.ts';
import { k6Test } from './needs-k6.ts';
import { startStorm } from './storm.ts';

const keeperPath = asset(process.env.SP_TEST_DIST ?? 'dist', 'harness/drive/k6/keeper.js');
const engines = [
  ['the built-in engine', runEngine, workerPath],
  ['stock k6', runK6, keeperPath],
] as const;

// Both engines at a time (maxConcurrency): a scenario takes its time, not the machine's.
for (const [name, run, path] of engines) {
  k6Test.concurrent(
    `discount-rush on ${name}: the mock plays the plan, every ask is answered`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('null', 300, onTestFinished);
      const { exitCode, summary } = await run(await job('discount-rush', {}), { workerPath: path });
      expect(exitCode).toBe(0);
      expect(summary).toMatchObject({ iterations: 1, exceptions: 0 });
      const plan = await control.plan('rush');
      expect(plan).toMatchObject({ state: 'done', open: 0 });
      expect(plan.planned).toBeGreaterThanOrEqual(1500);
      expect(plan.answered).toBe(plan.planned);
    },
  );

  k6Test.concurrent(
    `media-burst on ${name}: every file arrives as it was sent`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('reference', 10, onTestFinished);
      const media = await job('media-burst', { SP_FILES: '40' });
      const { exitCode, summary } = await run(media, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(summary).toMatchObject({ iterations: 40, exceptions: 0 });
      const uploads = readEvents(media).filter(
        (event) => event.kind === 'sample' && event.metric === 'sp_media_upload',
      );
      const indices = uploads.map((event) => Number(event.kind === 'sample' && event.tags.index));
      expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
      expect(await control.media()).toMatchObject({ expected: 40, matched: 40, missing: 0, foreign: 0 });
    },
  );

  k6Test.concurrent(
    `agent-shift on ${name}: all work is handled, nothing is lost`,
    async ({ onTestFinished }) => {
      const { control, job } = await startStorm('reference', 800, onTestFinished);
      const shift = await job('agent-shift', {});
      const { exitCode, summary } = await run(shift, { workerPath: path });
      expect(exitCode, summary.message ?? '').toBe(0);
      expect(summary).toMatchObject({ iterations: 10, exceptions: 0 });
      expect(summary.metrics.sp_shift_operations?.values.count).toBe(800);
      expect(summary.metrics.sp_shift_system_errors).toBeUndefined();
      expect(await control.plan('shift')).toMatchObject({ state: 'done', planned: 800, answered: 800 });
    },
  );
}
