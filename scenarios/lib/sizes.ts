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

/** Two campaigns, one after the other; `leadMs`: from scheduling to the first start. */
export const campaignSizes = {
  smoke: { slow: { ratePerMinute: 200, sends: 20 }, fast: { ratePerMinute: 5000, sends: 500 }, leadMs: 2000 },
  standard: {
    slow: { ratePerMinute: 200, sends: 75 },
    fast: { ratePerMinute: 5000, sends: 5000 },
    leadMs: 3000,
  },
  full: {
    slow: { ratePerMinute: 200, sends: 1000 },
    fast: { ratePerMinute: 5000, sends: 25_000 },
    leadMs: 10_000,
  },
} as const;

export const campaignGapMs = 1000;

/** Between two steps: the next one's virtual users are made without holding an order up. */
export const orderGapMs = 1000;

interface OrderSize {
  readonly timeScale: number;
  readonly steps: readonly { readonly ratePerHour: number; readonly orders: number }[];
}

/** Orders an hour, step by step. At smoke an hour is played in a minute: a rehearsal. */
export const orderSizes: Readonly<Record<Size, OrderSize>> = {
  smoke: {
    timeScale: 60,
    steps: [
      { ratePerHour: 300, orders: 10 },
      { ratePerHour: 800, orders: 30 },
    ],
  },
  standard: {
    timeScale: 1,
    steps: [
      { ratePerHour: 300, orders: 4 },
      { ratePerHour: 800, orders: 8 },
      { ratePerHour: 3600, orders: 20 },
      { ratePerHour: 14_400, orders: 60 },
      { ratePerHour: 28_800, orders: 80 },
    ],
  },
  full: {
    timeScale: 1,
    steps: [
      { ratePerHour: 300, orders: 100 },
      { ratePerHour: 800, orders: 200 },
      { ratePerHour: 3600, orders: 600 },
      { ratePerHour: 14_400, orders: 600 },
      { ratePerHour: 28_800, orders: 480 },
    ],
  },
};
