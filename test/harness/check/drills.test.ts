import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { drillLines } from '../../../harness/cli/outcome/drill-lines.ts';
import type { Result } from '../../../harness/schema/result.ts';
import { asset } from '../../../package-root.ts';
import { asksWithLosses, killRun, pressureRun } from '../support/drill-run.ts';
import { askOf } from '../support/whole-run.ts';

const { set } = await loadRequirements(asset('requirements', 'drills.yaml'));
const { requirements } = set;
const reading = (result: Result, id: string) => result.requirements.find((own) => own.id === id)?.reading;

test('a kill is judged by the lines of its own fault; failover has no figure of it', async () => {
  const { result } = await checkRun(await killRun('gateway-kill', { requirements }));
  expect(result.validity.checks.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(reading(result, 'gateway-recovery')).toBe('meets');
  expect(reading(result, 'gateway-losses')).toBe('meets');
  expect(reading(result, 'store-recovery')).toBe('not-tested');
  expect(reading(result, 'pressure-sends-accepted')).toBe('not-tested');
  expect(result.verdict).toMatchObject({ outcome: 'pass', exitCode: 0, mustHaves: 1 });
  expect(Object.keys(result.metrics).filter((name) => name.startsWith('failover'))).toEqual([]);
  expect(result.metrics['drill.gateway-kill.restart.worst']?.value).toBe(800);
  expect(result.trials).toMatchObject([
    { fault: 'gateway-kill', role: 'gateway', plan: 'drill-gateway-kill-1' },
  ]);
  expect(drillLines(result, 'gateway-kill')).toEqual([
    expect.stringMatching(/^trial +fault/),
    expect.stringMatching(/^1 +gateway-kill +gateway +0 ms .* 0 +0 +after 800 ms, by vendor$/),
  ]);
});

test('asks due for 3 s after the kill are answered only then: recovery is the last bad one', async () => {
  const plan = 'drill-store-kill-1';
  // 150 asks/s for 20 s; the kill at 10 s. Whoever asks within 3 s of it is answered at 13.1 s.
  const asks = Array.from({ length: 3000 }, (_, i) => {
    const due = (i * 20_000) / 3000;
    return askOf(plan, i, due, due >= 10_000 && due < 13_000 ? 13_100 - due : 60);
  });
  const { result } = await checkRun(await killRun('store-kill', { requirements, asks }));
  // Bad is more than 1 s: the last one is due at 12.1 s at the latest.
  const worst = result.metrics['drill.store-kill.recovery.worst']?.value ?? 0;
  expect(worst).toBeGreaterThan(2090);
  expect(worst).toBeLessThanOrEqual(2100);
  expect(reading(result, 'store-recovery')).toBe('meets');
});

test('pressure: sends accepted of those due, beside the load as it was', async () => {
  const asks = asksWithLosses('drill-cpu-pressure-1', 100);
  const dir = await pressureRun({ requirements, asks });
  const { result } = await checkRun(dir);
  expect(result.validity.checks.filter(({ state }) => state === 'failed')).toEqual([]);
  // 30 of 3,000 lost: 99 % accepted, above 95 %; a loss of 1 %, above 0.1 %.
  expect(result.metrics['drill.cpu-pressure.sends.accepted_ratio']).toMatchObject({ value: 0.99, n: 3000 });
  expect(reading(result, 'pressure-sends-accepted')).toBe('meets');
  expect(reading(result, 'pressure-loss')).toBe('does-not-meet');
  expect(result.metrics['drill.cpu-pressure.baseline.response.p50']?.value).toBeCloseTo(40, 0);
  // Twenty seconds, 0.800 … 0.895: the 5th and 95th percentile of them.
  expect(result.metrics['drill.cpu-pressure.load.achieved_ratio']).toMatchObject({ value: 0.85, n: 20 });
  expect(result.series.find(({ id }) => id === 'drill-cpu-pressure-1.load')?.rows).toHaveLength(20);
  expect(drillLines(result, 'cpu-pressure').join('\n')).toMatch(
    /load, achieved +85.0 % .*\ntrials held +1 of 1\nsends accepted +2970 of 3000, 99.0 %/,
  );
  const first = await readFile(join(dir, 'result.json'));
  await rm(join(dir, 'result.json'));
  await checkRun(dir);
  expect(await readFile(join(dir, 'result.json'))).toEqual(first);
});

test.each([0.79, null])(
  'a load of %s is not the planned fault: invalid, nobody is judged',
  async (achievedRatio) => {
    const { result } = await checkRun(await pressureRun({ requirements, achievedRatio }));
    expect(result.verdict).toMatchObject({ outcome: 'invalid', exitCode: 3 });
    expect(reading(result, 'pressure-sends-accepted')).toBe('not-proven');
    expect(result.metrics['drill.cpu-pressure.trials']).toMatchObject({ value: 0, n: 1 });
  },
);
