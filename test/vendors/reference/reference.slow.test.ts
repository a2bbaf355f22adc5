import { expect, test } from 'vitest';
import { runPressureDrill } from '../../../harness/drive/faults/pressure/run-pressure.ts';
import { runFailoverDrill } from '../../../harness/drive/faults/run-drill.ts';
import type { PressureEnded, PressureSample } from '../../../harness/schema/artefacts.ts';
import { killFaults } from '../../../harness/schema/faults.ts';
import type { AskLine } from '../../../mock-whatsapp/contract/events.ts';
import { packageRoot } from '../../../package-root.ts';
import type { BehaviourSpec, VendorDriver } from '../../../vendors/contract/lifecycle.ts';
import { isRunning } from '../../../vendors/kit/descendants.ts';
import { createDriver } from '../../../vendors/reference/lifecycle.ts';
import { openStage } from '../../harness/drive/faults/support/stage.ts';

const text = 'What is my discount code? {nonce}';

function reference(behaviours: readonly BehaviourSpec[] = []): VendorDriver {
  return createDriver({
    packageRoot,
    vendorDir: '',
    settings: { nodes: 2 },
    behaviours,
    log: () => undefined,
  });
}

test('weaknesses of vendor.yaml are planted in front of Graph, and nothing is left after the stop', async () => {
  const driver = reference([{ kind: 'duplicate', size: { every: 10 }, onset: 0, tolerance: 0 }]);
  const { control } = await openStage(driver);
  const processes = await driver.processes();
  expect(processes.map(({ role }) => role)).toEqual(
    expect.arrayContaining(['supervisor', 'proxy', 'gateway', 'node-1', 'node-2', 'postgres']),
  );
  await control.postPlan({
    v: 1,
    id: 'doubled',
    seed: 3,
    arrivals: { kind: 'uniform', customers: 300, ratePerSec: 50, durationMs: 4000 },
    matcher: 'echo',
    texts: [text],
    expect: 'code',
    answerDeadlineMs: 10_000,
    drain: { quietMs: 1000, maxMs: 20_000 },
  });
  const status = await control.waitPlan('doubled', { timeoutMs: 40_000 });
  expect(status).toMatchObject({ planned: 200, answered: 200, duplicated: 20, wrong: 0 });
  await driver.stop();
  expect(processes.filter(({ pid }) => isRunning(pid))).toEqual([]);
});

test.each(killFaults)('%s costs no ask and doubles none, and heals by itself', async (fault) => {
  const stage = await openStage(reference());
  const [trial] = await runFailoverDrill({
    ...stage.options,
    fault,
    expect: 'code',
    texts: [text],
    drain: { quietMs: 3000, maxMs: 30_000 },
    timing: { baselineMs: 3500, chooseMs: 4000, afterMs: 5200, confirmMs: 5200, watchMs: 60_000 },
  });
  expect(trial).toMatchObject({ injected: true, recovered: true, healedBy: 'vendor' });
  const asks = (await stage.events<AskLine>('asks')).filter(({ kind }) => kind === 'ask');
  expect(asks.length).toBeGreaterThan(1000);
  expect(asks.filter(({ ans }) => ans === null).map(({ i }) => i)).toEqual([]);
  expect(asks.filter(({ k }) => k !== 1).map(({ i }) => i)).toEqual([]);
});

test('its cores are held at 85 %, and every ask is answered meanwhile', async () => {
  const stage = await openStage(reference());
  const { timing: _, onProgress: __, ...options } = stage.options;
  const [trial] = await runPressureDrill({
    ...options,
    expect: 'code',
    texts: [text],
    ratePerSec: 50,
    drain: { quietMs: 1000, maxMs: 20_000 },
    timing: { baselineMs: 2000, holdMs: 10_000 },
  });
  const events = await stage.faults();
  const ended = events.find((event): event is PressureEnded => event.kind === 'pressure.ended');
  const samples = events.filter((event): event is PressureSample => event.kind === 'pressure.sample');
  expect(trial?.achievedRatio).toBe(ended?.achievedRatio);
  expect(ended?.achievedRatio).toBeGreaterThan(0.8);
  expect(ended?.achievedRatio).toBeLessThan(0.9);
  // The burners did it: they used CPU, and each second was told.
  expect(ended?.burnersCpuMs).toBeGreaterThan(1000);
  expect(samples.length).toBeGreaterThanOrEqual(8);
  const asks = (await stage.events<AskLine>('asks')).filter(({ p }) => p === 'drill-cpu-pressure-1');
  expect(asks).toHaveLength(500);
  expect(asks.filter(({ ans, k }) => ans === null || k !== 1)).toEqual([]);
});
