import type { MockOptionSet, MockOptions, OptionsRequest } from './contract/control.ts';

/** Meta's top tier: 1,000 messages/s a number, in and out together (throughput page, 2025-11). */
const highThroughputPerSec = 1000;
/** Meta's default tier (same page). */
const defaultThroughputPerSec = 80;

const bench: MockOptions = {
  name: 'bench',
  numbers: 8,
  throughputPerSec: highThroughputPerSec,
  batchMax: 100,
  graphLatencyMs: [20, 20],
  statusDelaysMs: { sent: 300, delivered: 800, read: 2500 },
  // Meta: one message per 6 s and pair, bursts of 45 (about-the-platform, 2025-12).
  pairRefillMs: 6000,
  pairDepth: 45,
  // Not documented for WhatsApp; third parties report 3 to 20 s.
  webhookTimeoutMs: 10_000,
  webhookConcurrency: 256,
  throttleStatus: 400,
};

/** The named option sets of design §4.7. */
export const optionSets: Readonly<Record<MockOptionSet, MockOptions>> = {
  bench,
  singletons: { ...bench, name: 'singletons', batchMax: 1 },
  'meta-default': {
    ...bench,
    name: 'meta-default',
    numbers: 1,
    throughputPerSec: defaultThroughputPerSec,
  },
  // Meta's load-test page plans with about 350 ms a request; 150 asks/s keep about 34 calls in flight.
  'bench+drill': { ...bench, name: 'bench+drill', graphLatencyMs: [100, 350] },
};

/** A named set with single values replaced. */
export function resolveOptions(request: OptionsRequest): MockOptions {
  return { ...optionSets[request.name], ...request };
}
