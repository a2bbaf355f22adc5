import { expect, test } from 'vitest';
import { probeTimer } from '../../../mock-whatsapp/customers/timer-probe.ts';

test('the clock ticks finer than a microsecond here, and a hundred wakes are timed', async () => {
  const facts = await new Promise<Parameters<Parameters<typeof probeTimer>[0]>[0]>((resolve) => {
    probeTimer(resolve);
  });
  expect(facts.wakes).toBe(100);
  expect(facts.clockStepMs).toBeGreaterThan(0);
  expect(facts.clockStepMs).toBeLessThan(0.1);
  expect(facts.wakeP50Ms).toBeLessThanOrEqual(facts.wakeP99Ms);
});

test('closed before its end it says nothing', async () => {
  let told = 0;
  const probe = probeTimer(() => {
    told += 1;
  });
  await probe.close();
  await probe.close();
  expect(told).toBe(0);
});
