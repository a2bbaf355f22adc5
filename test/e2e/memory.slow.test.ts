import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProcessSample } from '../../harness/schema/artefacts.ts';
import { asset } from '../../package-root.ts';
import { eventLines } from '../truth/support/event-lines.ts';
import { startCli } from './support/cli-process.ts';
import { onlyRun, temporaryFolder } from './support/temporary-folder.ts';

const seconds = 120;
const ratePerSec = 1000;
/** RSS breathes with the collector; 60,000 asks kept as small objects (200 B) would already be 12 MB. */
const breathBytes = 10 * 2 ** 20;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

test('1,000 asks/s for two minutes: the mock, its recorder and the orchestrator do not grow', async () => {
  const out = temporaryFolder();
  const script = asset('scenarios/steady-asks.ts');
  const load = ['-e', `RATE=${ratePerSec}`, '-e', `DURATION=${seconds}`, '-e', 'PLAN_ID=steady'];
  const cli = startCli(['run', script, '--vendor', 'null', ...load, '--out', out]);
  expect(await cli.exited, cli.stderr()).toBe(0);

  const events = join(onlyRun(out), 'events');
  const asks = eventLines<{ kind: string; p?: string; ans?: number | null }>(events, 'asks');
  const steady = asks.filter((ask) => ask.kind === 'ask' && ask.p === 'steady');
  expect(steady).toHaveLength(seconds * ratePerSec);

  const samples = eventLines<ProcessSample>(events, 'host').filter(({ kind }) => kind === 'host.process');
  for (const role of ['mock', 'orchestrator']) {
    const own = samples.filter((sample) => sample.role === role);
    const startNs = own[0]?.mono_ns ?? 0;
    const rssFrom = (fromSec: number, toSec: number) =>
      own
        .filter(({ mono_ns }) => mono_ns >= startNs + fromSec * 1e9 && mono_ns < startNs + toSec * 1e9)
        .map((sample) => sample.rssBytes);
    const early = rssFrom(40, 70);
    const late = rssFrom(90, 120);
    expect(early.length, role).toBeGreaterThan(20);
    expect(late.length, role).toBeGreaterThan(20);
    expect(median(late) - median(early), role).toBeLessThan(breathBytes);
  }
});
