import { expect } from 'vitest';
import { type Hold, pairedErrorsMs, percentile, relativeError } from './holds.ts';
import { machineFloor, pairedBarMs, slowFloorMs } from './machine-floor.ts';
import { ratePerSec, type SteadyRun } from './steady-run.ts';

/** Design §7: within 2 % of the log. */
const tolerance = 0.02;

/** What the harness says of its own measurement: printed with a figure that is off. */
function selfReport({ result }: SteadyRun): string {
  const { state, checks } = result.validity;
  const notable = checks.filter((check) => check.state !== 'ok');
  return `${state}: ${notable.map(({ id, value, unit }) => `${id} ${value} ${unit}`).join(', ') || 'nothing notable'}`;
}

/** Every ask was offered, reached the vendor and is on both records. */
export function expectComplete(run: SteadyRun, holds: readonly Hold[], seconds: number): void {
  const asks = seconds * ratePerSec;
  expect(run.metric('planned')).toBe(asks);
  expect(run.metric('sent')).toBe(asks);
  expect(run.asks).toHaveLength(asks);
  expect(holds).toHaveLength(asks);
}

/**
 * `delay` of 200 ms: the reported times are the vendor's, nothing subtracted. A machine on which two bare processes need
 * half a millisecond and more for the same exchange is measured in the same minute, and what it adds by itself is granted:
 * once to the paired error, and to the tail twice (the clock that wakes the mock comes on top).
 */
export async function expectDelay(run: SteadyRun, holds: readonly Hold[], delayMs: number): Promise<void> {
  const heldMs = holds.map((hold) => hold.heldMs);
  expect(percentile(heldMs, 0.5)).toBeGreaterThanOrEqual(delayMs - 1);
  const errors = pairedErrorsMs(run.asks, holds);
  expect(errors).toHaveLength(holds.length);
  const pairedMs = Math.abs(percentile(errors, 0.5));
  const offMs = (p: 'p50' | 'p99', q: number) =>
    Math.abs(run.metric(`response.${p}`) - percentile(heldMs, q));
  const allowedMs = tolerance * delayMs;
  const strict = pairedMs <= pairedBarMs && offMs('p99', 0.99) <= allowedMs;
  const floor = strict ? { p50: 0, p99: 0 } : await machineFloor();
  const slow = floor.p50 >= slowFloorMs;
  const says = `${selfReport(run)}; bare processes add ${floor.p50} ms, p99 ${floor.p99} ms`;
  expect(pairedMs, says).toBeLessThanOrEqual(slow ? floor.p50 + pairedBarMs : pairedBarMs);
  expect(offMs('p50', 0.5), says).toBeLessThanOrEqual(allowedMs);
  expect(offMs('p99', 0.99), says).toBeLessThanOrEqual(allowedMs + (slow ? 2 * floor.p99 : 0));
}

/** Every 50th dropped: exactly 2.0 % lost. */
export function expectDrop(run: SteadyRun, holds: readonly Hold[]): void {
  const dropped = holds.filter(({ copies }) => copies === 0).length;
  expect(dropped).toBe(holds.length / 50);
  expect(run.metric('lost')).toBe(dropped);
  expect(run.metric('loss_ratio')).toBeCloseTo(0.02, 10);
  expect(run.metric('duplicated')).toBe(0);
}

/** Every 100th answered twice: exactly 1.0 % duplicated, nothing lost. */
export function expectDuplicate(run: SteadyRun, holds: readonly Hold[]): void {
  const doubled = holds.filter(({ copies }) => copies === 2).length;
  expect(doubled).toBe(holds.length / 100);
  expect(run.metric('duplicated')).toBe(doubled);
  expect(run.metric('duplicate_ratio')).toBeCloseTo(0.01, 10);
  expect(run.metric('lost')).toBe(0);
  expect(run.metric('answered')).toBe(holds.length);
}

/**
 * Nothing sent for S within T at a fixed rate: the asks of the stall wait S down to 0, so the slowest 1 % begins at
 * S − 0.01 · T. Measured from the actual start of a waiting client it would be milliseconds (coordinated omission).
 */
export function expectStall(run: SteadyRun, holds: readonly Hold[], stallMs: number, seconds: number): void {
  const arithmeticMs = stallMs - 0.01 * seconds * 1000;
  const loggedMs = percentile(
    holds.map(({ heldMs }) => heldMs),
    0.99,
  );
  const says = `${selfReport(run)}; the vendor's log says ${loggedMs} ms`;
  expect(relativeError(run.metric('response.p99'), loggedMs), says).toBeLessThanOrEqual(tolerance);
  expect(relativeError(run.metric('response.p99'), arithmeticMs), says).toBeLessThanOrEqual(tolerance);
  expect(run.metric('lost')).toBe(0);
  expect(run.metric('response.p50')).toBeLessThan(0.1 * stallMs);
}
