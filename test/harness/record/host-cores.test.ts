import { expect, test } from 'vitest';
import {
  allowedCores,
  busyBetween,
  parseCoreList,
  parseCoreTimes,
} from '../../../harness/record/host-cores.ts';

// user nice system idle iowait irq softirq steal guest guest_nice, ticks of 10 ms.
const before = `cpu  0 0 0 0 0 0 0 0 0 0
cpu0 100 0 50 800 50 0 0 0 0 0
cpu1 0 0 0 1000 0 0 0 0 0 0
intr 12`;
const after = `cpu  0 0 0 0 0 0 0 0 0 0
cpu0 160 10 60 810 50 1 2 7 60 0
cpu1 20 0 0 1080 0 0 0 0 0 0
intr 99`;

test('busy is everything but idle and I/O wait, steal included, guest time not twice', () => {
  const [then, now] = [parseCoreTimes(before), parseCoreTimes(after)];
  expect(then.get(0)).toEqual({ busyMs: 1500, totalMs: 10_000 });
  // cpu0: 60 + 10 + 10 + 1 + 2 + 7 = 90 of 100 ticks; cpu1: 20 of 100.
  expect(busyBetween(then, now, [0])).toBeCloseTo(0.9, 9);
  expect(busyBetween(then, now, [1])).toBeCloseTo(0.2, 9);
  expect(busyBetween(then, now, [0, 1])).toBeCloseTo(0.55, 9);
});

test('no time passed, or no such core: no share', () => {
  const then = parseCoreTimes(before);
  expect(busyBetween(then, then, [0])).toBeNull();
  expect(busyBetween(then, parseCoreTimes(after), [7])).toBeNull();
});

test('core lists as the kernel writes them', () => {
  expect(parseCoreList('0-2,5')).toEqual([0, 1, 2, 5]);
  expect(parseCoreList('3')).toEqual([3]);
});

test.runIf(process.platform === 'linux')('this process may run somewhere; no process may run nowhere', () => {
  expect(allowedCores(process.pid)?.length).toBeGreaterThan(0);
  expect(allowedCores(2 ** 22 + 1)).toBeNull();
});
