import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMachineSampler } from '../../../harness/record/host-machine.ts';
import { readAllProcStats, readMachineCpu, readProcStat } from '../../../harness/record/host-proc.ts';
import { createProcessSampler } from '../../../harness/record/host-process.ts';
import { startHostSampler } from '../../../harness/record/host-sampler.ts';
import { withDescendants } from '../../../harness/record/host-tree.ts';
import { createCpuTotal } from '../../../harness/record/host-usage.ts';
import type { HostEvent } from '../../../harness/schema/artefacts.ts';

/** A child that burns `cpuMs` of CPU, says "done" and then waits. */
async function burner(cpuMs: number, more = ''): Promise<{ pid: number; kill(): Promise<void> }> {
  const script = `${more}
    const start = process.cpuUsage();
    const used = () => { const { user, system } = process.cpuUsage(start); return (user + system) / 1000; };
    while (used() < ${cpuMs});
    console.log('done'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return { pid: child.pid ?? 0, kill };
}

function stat(pid: number, parent: number, cpuUserMs: number, startTicks = 1) {
  return { pid, parent, state: 'S', cpuUserMs, cpuSystemMs: 0, startTicks };
}

describe('process samples', () => {
  test('CPU, memory and descriptors of a real process', async () => {
    const { pid } = await burner(300);
    const [reading] = createProcessSampler()([{ role: 'engine', pid }], readAllProcStats());
    expect(reading).toMatchObject({ role: 'engine', pid });
    expect((reading?.cpuUserMs ?? 0) + (reading?.cpuSystemMs ?? 0)).toBeGreaterThanOrEqual(290);
    expect(reading?.rssBytes).toBeGreaterThan(20e6);
    expect(reading?.rssBytes).toBeLessThan(500e6);
    expect(reading?.fds).toBeGreaterThan(3);
  });

  test('a pid that vanished gives no sample, one that replaced it does', async () => {
    const [first, second] = [await burner(0), await burner(0)];
    const sample = createProcessSampler();
    await first.kill();
    const readings = sample(
      [
        { role: 'vendor:node-1', pid: first.pid },
        { role: 'vendor:node-1', pid: second.pid },
      ],
      readAllProcStats(),
    );
    expect(readings.map(({ pid }) => pid)).toEqual([second.pid]);
  });

  test('PostgreSQL stands for its whole tree, and keeps what a closed connection used', async () => {
    const child = `require('child_process').spawn(process.execPath, ['-e', 'const t = Date.now(); while (process.cpuUsage().user < 200e3); setInterval(() => {}, 1e3)'], { stdio: 'ignore' });`;
    const { pid } = await burner(0, child);
    const sample = createProcessSampler();
    const targets = [{ role: 'vendor:postgres', pid }];
    const cpu = () => {
      const [reading] = sample(targets, readAllProcStats());
      return (reading?.cpuUserMs ?? 0) + (reading?.cpuSystemMs ?? 0);
    };
    const own = readProcStat(pid);
    const ownMs = (own?.cpuUserMs ?? 0) + (own?.cpuSystemMs ?? 0);
    await expect.poll(cpu, { timeout: 10_000 }).toBeGreaterThanOrEqual(ownMs + 190);
    const backend = [...readAllProcStats().values()].find(({ parent }) => parent === pid);
    const before = cpu();
    process.kill(backend?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => readProcStat(backend?.pid ?? 0)?.state ?? 'gone').toMatch(/Z|gone/);
    expect(cpu()).toBeGreaterThanOrEqual(before);
  });
});

describe('totals', () => {
  test('never fall when a process ends, and tell a reused pid from the old one', () => {
    const total = createCpuTotal();
    expect(total([stat(1, 0, 100), stat(2, 1, 50)]).userMs).toBe(150);
    expect(total([stat(1, 0, 110)]).userMs).toBe(160);
    expect(total([stat(1, 0, 110), stat(2, 1, 20, 99)]).userMs).toBe(180);
  });

  test('a tree holds every generation once', () => {
    const stats = new Map(
      [stat(1, 0, 0), stat(2, 1, 0), stat(3, 2, 0), stat(9, 0, 0)].map((s) => [s.pid, s]),
    );
    expect(
      withDescendants([1, 2, 77], stats)
        .map(({ pid }) => pid)
        .sort(),
    ).toEqual([1, 2, 3]);
  });
});

describe('machine samples', () => {
  test('a hog is foreign unless it is known', async () => {
    const knowing = createMachineSampler();
    const blind = createMachineSampler();
    const before = readAllProcStats();
    knowing([process.pid], before);
    blind([], before);
    await burner(400);
    const after = readAllProcStats();
    // The hog is a child of this process.
    const known = knowing([process.pid], after);
    const unknown = blind([], after);
    const seconds = 0.4 / ((unknown?.foreignCores ?? 0) - (known?.foreignCores ?? 0));
    expect(unknown?.foreignCores).toBeGreaterThan(known?.foreignCores ?? 0);
    // 400 ms of CPU explain the difference: over a plausible time, whatever else the machine does.
    expect(seconds).toBeGreaterThan(0.1);
    expect(seconds).toBeLessThan(20);
    for (const ratio of [unknown?.cpuBusyRatio, unknown?.stealRatio]) {
      expect(ratio).toBeGreaterThanOrEqual(0);
      expect(ratio).toBeLessThanOrEqual(1);
    }
    expect(unknown?.memAvailableBytes).toBeGreaterThan(1e6);
  });

  test('busy never exceeds the total', () => {
    const cpu = readMachineCpu();
    expect(cpu?.busyMs).toBeLessThanOrEqual(cpu?.totalMs ?? 0);
    expect(cpu?.processesMs).toBeLessThanOrEqual(cpu?.busyMs ?? 0);
  });
});

test('the sampler writes host.ndjson.gz and closes it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-host-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const { pid } = await burner(0);
  const sampler = await startHostSampler({ dir, run: 'r1', targets: () => [{ role: 'vendor:stub', pid }] });
  await burner(50);
  await sampler.stop();
  await sampler.stop();
  const events = gunzipSync(readFileSync(join(dir, 'host.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line): HostEvent => JSON.parse(line));
  const kinds = events.map(({ kind }) => kind);
  // The first sample, the last, and one for each second that a busy machine took in between.
  const processes = kinds.filter((kind) => kind === 'host.process').length;
  expect(processes).toBeGreaterThanOrEqual(2);
  expect(kinds.filter((kind) => kind === 'host.machine')).toHaveLength(processes - 1);
  expect(events.at(-1)).toMatchObject({ kind: 'file.closed', lines: events.length, src: 'host', run: 'r1' });
});
