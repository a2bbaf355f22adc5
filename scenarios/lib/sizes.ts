import type { Size } from './env.ts';

/** How much work each size does. The harness plans with the same numbers; a test holds both in step. */
export const rushSizes = {
  smoke: {
    customers: 300,
    firstWithinMs: 1000,
    secondAfterMs: [0, 4000],
    everyMs: [3000, 5000],
    durationMs: 20_000,
  },
  standard: {
    customers: 3000,
    firstWithinMs: 1000,
    secondAfterMs: [0, 20_000],
    everyMs: [15_000, 25_000],
    durationMs: 360_000,
  },
  full: {
    customers: 3000,
    firstWithinMs: 1000,
    secondAfterMs: [0, 20_000],
    everyMs: [15_000, 25_000],
    durationMs: 1_800_000,
  },
} as const;

export const mediaFiles: Readonly<Record<Size, number>> = { smoke: 100, standard: 1000, full: 1000 };

/** Calls of the vendor's own API: steps at a constant rate, one after another. */
export const apiSizes = {
  smoke: { ratesPerSec: [25, 50, 75], stepMs: 3400 },
  standard: { ratesPerSec: [50, 100, 150], stepMs: 34_000 },
  full: { ratesPerSec: [50, 100, 150], stepMs: 334_000 },
} as const;

/** Searches in one store; the harness loads the stores between runs of the script. */
export const searchSizes = {
  smoke: { queriesPerStore: 90, ratePerSec: 20 },
  standard: { queriesPerStore: 900, ratePerSec: 20 },
  full: { queriesPerStore: 900, ratePerSec: 20 },
} as const;

/**
 * `thinkMs`: what an agent takes before replying, once an operation. Ten times the p99 of an idle SCRM at
 * standard; at smoke an operation has 150 ms in all, so next to nothing; a person's pace at full.
 */
export const shiftSizes = {
  smoke: { agents: 10, hours: 8, operationsPerAgentHour: 10, timeScale: 2400, thinkMs: [0, 10] },
  standard: { agents: 10, hours: 8, operationsPerAgentHour: 30, timeScale: 120, thinkMs: [200, 400] },
  full: { agents: 10, hours: 8, operationsPerAgentHour: 30, timeScale: 1, thinkMs: [5000, 15_000] },
} as const;
