import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProcessSample } from '../../harness/schema/artefacts.ts';
import { asset } from '../../package-root.ts';
import { eventLines } from '../truth/support/event-lines.ts';
import { startCli } from './support/cli-process.ts';
import { onlyRun, temporaryFolder } from './support/temporary-folder.ts';

const seconds = 150;
const ratePerSec = 1000;
/** As many asks a customer as the pair rate lets a vendor answer: 45 at once and one every 6 s. */
const customers = 3000;
/** The mock watches an answered ask for a minute: until then it rightly grows. */
const steadyFromSec = 75;
/** RSS breathes with the collector; asks kept as small objects (200 B) would add 11 MB between the two windows. */
const breathBytes = 10 * 2 ** 20;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

test('1,000 asks/s for two minutes and a half: the mock, its recorder and the orchestrator do not grow', async () => {
  const out = temporaryFolder();
  const script = asset('scenarios/steady-asks.ts');
  const env = [`RATE=${ratePerSec}`, `DURATION=${seconds}`, `CUSTOMERS=${customers}`, 'PLAN_ID=steady'];
  const load = ['--size', 'standard', ...env.flatMap((pair) => ['-e', pair])];
  const cli = startCli(['run', script, '--vendor', 'null', ...load, '--out', out]);
  expect(await cli.exited, cli.stderr()).toBe(0);

  const events = join(onlyRun(out), 'events');
  // An ask without an answer is kept to the end of the drain: it would hide what the others leave behind.
  const asks = eventLines<{ kind: string; p?: string; ans?: number | null }>(events, 'asks');
  const steady = asks.filter((ask) => ask.kind === 'ask' && ask.p === 'steady');
  expect(steady).toHaveLength(seconds * ratePerSec);
  expect(steady.filter(({ ans }) => ans === null)).toEqual([]);

  const samples = eventLines<ProcessSample>(events, 'host').filter(({ kind }) => kind === 'host.process');
  for (const role of ['mock', 'orchestrator']) {
    const own = samples.filter((sample) => sample.role === role);
    const startNs = own[0]?.mono_ns ?? 0;
    const rssFrom = (fromSec: number, toSec: number) =>
      own
        .filter(({ mono_ns }) => mono_ns >= startNs + fromSec * 1e9 && mono_ns < startNs + toSec * 1e9)
        .map((sample) => sample.rssBytes);
    const early = rssFrom(steadyFromSec, steadyFromSec + 25);
    const late = rssFrom(seconds - 20, seconds + 5);
    expect(early.length, role).toBeGreaterThan(15);
    expect(late.length, role).toBeGreaterThan(15);
    expect(median(late) - median(early), role).toBeLessThan(breathBytes);
  }
});
