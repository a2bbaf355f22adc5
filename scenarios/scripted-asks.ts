import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { ask } from './lib/ask.ts';
import { customerNumbers } from './lib/control.ts';
import { number } from './lib/env.ts';

/**
 * Closed loop: VUS customers ask and wait for their answer, ITERATIONS asks in all. A slow vendor slows this load down,
 * so it gives service times, no response times; for a load that goes on whatever the vendor does, see steady-asks.
 */
const vus = number('VUS', 10);
const iterations = number('ITERATIONS', 200);
const timeoutMs = number('TIMEOUT_MS', 10_000);
const firstCustomer = number('FIRST_CUSTOMER', 0);
/** A question that a keyword rule answers; the mock appends the ask's nonce. */
const text = 'Hi, can I get a discount code please?';

export const options: Options = {
  scenarios: {
    scripted: { executor: 'shared-iterations', vus, iterations, maxDuration: '30m' },
  },
};

export function setup(): Promise<readonly string[]> {
  return customerNumbers(firstCustomer, vus);
}

export default async function askAndWait(waIds: readonly string[]): Promise<void> {
  // One customer a VU: two open asks of one customer could take each other's answer.
  const waId = waIds[(exec.vu.idInTest - 1) % waIds.length];
  if (waId === undefined) return;
  await ask(waId, { text, timeoutMs });
}
