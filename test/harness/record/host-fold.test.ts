import { expect, test } from 'vitest';
import { hostFold } from '../../../harness/record/host-fold.ts';
import type { HostEvent } from '../../../harness/schema/artefacts.ts';

const phases = [{ name: 'rush', startNs: 0, endNs: 30e9 }];
const envelope = { v: 1, run: 'r', src: 'host', seq: 0, wall_ms: 0 } as const;

const machine = (second: number, change: object = {}): HostEvent => ({
  ...envelope,
  kind: 'host.machine',
  mono_ns: second * 1e9,
  cpuBusyRatio: 0.5,
  stealRatio: 0,
  foreignCores: 0,
  pressureSomeUs: null,
  memAvailableBytes: 1e9,
  ...change,
});
const node = (second: number, runDelayMs: number, change: object = {}): HostEvent => ({
  ...envelope,
  kind: 'host.process',
  mono_ns: second * 1e9,
  role: 'vendor:node-1',
  pid: 7,
  cpuUserMs: second * 100,
  cpuSystemMs: 0,
  rssBytes: 1e6,
  runDelayNs: runDelayMs * 1e6,
  fds: 10,
  ...change,
});

function fold(events: readonly HostEvent[]) {
  const host = hostFold(phases);
  for (const event of events) host.add(event);
  return host.finish();
}

test('windows: run delay and foreign CPU stand in the ten seconds they belong to', () => {
  const seconds = Array.from({ length: 30 }, (_, second) => second);
  // Half a second of waiting in each second from 11 to 19, none before and after.
  const delays = (second: number) => 500 * Math.max(0, Math.min(second, 19) - 10);
  const { hostWindows, processes } = fold(
    seconds.flatMap((second) => [
      node(second, delays(second)),
      machine(second, { foreignCores: second >= 20 ? 1 : 0 }),
    ]),
  );
  expect(hostWindows.map((window) => [window.phase, window.startNs / 1e9])).toEqual([
    ['rush', 0],
    ['rush', 10],
    ['rush', 20],
  ]);
  expect(hostWindows.map((window) => window.processes[0]?.runDelayMs)).toEqual([0, 4500, 0]);
  expect(hostWindows.map((window) => window.machine?.foreignCores)).toEqual([0, 0, 1]);
  expect(processes[0]).toMatchObject({ runDelayMs: 4500, wallMs: 29_000 });
});

test('gaps: two samples that did not come are one, a late one is none; before the first and after the last', () => {
  const { hostGaps } = fold([1, 2, 4.4, 8].map((second) => machine(second)));
  expect(hostGaps).toEqual([
    { startNs: 4.4e9, endNs: 8e9 },
    { startNs: 8e9, endNs: Number.MAX_SAFE_INTEGER },
  ]);
  expect(fold([]).hostGaps).toEqual([{ startNs: 0, endNs: Number.MAX_SAFE_INTEGER }]);
});

test('descriptors against their limit, sockets against the ports; unknown where either is', () => {
  const { processes, machine: uses } = fold([
    node(1, 0, { role: 'mock', fds: 50, fdLimit: 100 }),
    node(2, 0, { role: 'mock', fds: 40, fdLimit: 100 }),
    node(2, 0, { fds: null, fdLimit: 100 }),
    machine(1, { tcpSockets: 1000, ephemeralPorts: 4000 }),
  ]);
  expect(processes.map((use) => [use.role, use.fdRatioPeak])).toEqual([
    ['mock', 0.5],
    ['vendor:node-1', null],
  ]);
  expect(uses[0]?.portRatioPeak).toBe(0.25);
  expect(fold([machine(1)]).machine[0]?.portRatioPeak).toBeNull();
});

test('memory: the highest of each minute, of the harness only', () => {
  const mock = (second: number, rssBytes: number) => node(second, 0, { role: 'mock', pid: 8, rssBytes });
  expect(fold([mock(1, 10), mock(30, 30), mock(59, 20), mock(61, 5), node(61, 0)]).memory).toEqual([
    { role: 'mock', pid: 8, minutes: [0, 1], rssBytes: [30, 5] },
  ]);
});
