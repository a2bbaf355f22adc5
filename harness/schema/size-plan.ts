import type { ScenarioId, ScenarioPlan, Size } from './run-plan.ts';

/** Rush: who asks how often (design §4.7). Burst = the first second; steady from `steadyFromMs` on. */
export interface RushSize {
  readonly customers: number;
  readonly firstWithinMs: number;
  readonly secondAfterMs: readonly [number, number];
  readonly everyMs: readonly [number, number];
  readonly durationMs: number;
  readonly steadyFromMs: number;
}

export const rushSizes: Readonly<Record<Size, RushSize>> = {
  smoke: {
    customers: 300,
    firstWithinMs: 1000,
    secondAfterMs: [0, 4000],
    everyMs: [3000, 5000],
    durationMs: 20_000,
    steadyFromMs: 5000,
  },
  standard: {
    customers: 3000,
    firstWithinMs: 1000,
    secondAfterMs: [0, 20_000],
    everyMs: [15_000, 25_000],
    durationMs: 360_000,
    steadyFromMs: 30_000,
  },
  full: {
    customers: 3000,
    firstWithinMs: 1000,
    secondAfterMs: [0, 20_000],
    everyMs: [15_000, 25_000],
    durationMs: 1_800_000,
    steadyFromMs: 30_000,
  },
};

export const mediaFiles: Readonly<Record<Size, number>> = { smoke: 100, standard: 1000, full: 1000 };

export interface ShiftSize {
  readonly agents: number;
  readonly hours: number;
  readonly operationsPerAgentHour: number;
  /** 8 h of shift are played in 8 h ÷ timeScale. 1 = real time. */
  readonly timeScale: number;
}

export const shiftSizes: Readonly<Record<Size, ShiftSize>> = {
  // 8 × 10 operations an agent in 12 s: 8 h / 2 400.
  smoke: { agents: 10, hours: 8, operationsPerAgentHour: 10, timeScale: 2400 },
  standard: { agents: 10, hours: 8, operationsPerAgentHour: 30, timeScale: 120 },
  full: { agents: 10, hours: 8, operationsPerAgentHour: 30, timeScale: 1 },
};

export const nodeKills: Readonly<Record<Size, number>> = { smoke: 1, standard: 5, full: 30 };

/** One campaign: so many sends, evenly at that rate. */
export interface CampaignWave {
  readonly ratePerMinute: number;
  readonly sends: number;
}

/** Two campaigns one after the other: 200 and 5,000 a minute (A09, A22). `leadMs`: from scheduling to the first start. */
export interface CampaignSize {
  readonly slow: CampaignWave;
  readonly fast: CampaignWave;
  readonly leadMs: number;
}

export const campaignSizes: Readonly<Record<Size, CampaignSize>> = {
  smoke: {
    slow: { ratePerMinute: 200, sends: 20 },
    fast: { ratePerMinute: 5000, sends: 500 },
    leadMs: 2000,
  },
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
};

/** Silence between the two campaigns. */
export const campaignGapMs = 1000;

/** From scheduling to the last due send. */
export function campaignMs(size: Size): number {
  const { slow, fast, leadMs } = campaignSizes[size];
  const spanMs = (wave: CampaignWave) => (wave.sends * 60_000) / wave.ratePerMinute;
  return leadMs + spanMs(slow) + campaignGapMs + spanMs(fast);
}

/** One step of the order ladder: so many orders, started evenly at that rate. */
export interface OrderStep {
  readonly ratePerHour: number;
  readonly orders: number;
}

/** `timeScale`: rates are played so many times faster; above 1 the ladder is a rehearsal. */
export interface OrderSize {
  readonly timeScale: number;
  readonly steps: readonly OrderStep[];
}

/**
 * A27: vendor A breaks above 300 orders/h, vendor B holds 800. Real rates at standard and full, so no vendor is blamed
 * for an hour that was compressed; the upper steps carry the samples.
 */
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

/** Silence between two steps. */
export const orderGapMs = 1000;

/** Time the steps take, one after the other. */
export function ordersMs(size: Size): number {
  const { steps, timeScale } = orderSizes[size];
  const gapsMs = (steps.length - 1) * orderGapMs;
  return steps.reduce(
    (sum, step) => sum + (step.orders * 3_600_000) / (step.ratePerHour * timeScale),
    gapsMs,
  );
}

/** Calls of the vendor's own API at peak: one step after another at a constant rate. */
export interface ApiSize {
  readonly ratesPerSec: readonly number[];
  readonly stepMs: number;
}

export const apiSizes: Readonly<Record<Size, ApiSize>> = {
  smoke: { ratesPerSec: [25, 50, 75], stepMs: 3400 },
  standard: { ratesPerSec: [50, 100, 150], stepMs: 34_000 },
  full: { ratesPerSec: [50, 100, 150], stepMs: 334_000 },
};

/** Stores searched one after another, each with the same queries; sizes in messages. */
export interface SearchSize {
  readonly stores: readonly { readonly name: string; readonly messages: number }[];
  /** In each store; p99 needs 662 (design §4.4). */
  readonly queriesPerStore: number;
  readonly ratePerSec: number;
}

export const searchSizes: Readonly<Record<Size, SearchSize>> = {
  smoke: {
    stores: [
      { name: '10k', messages: 10_000 },
      { name: '50k', messages: 50_000 },
    ],
    queriesPerStore: 90,
    ratePerSec: 20,
  },
  standard: {
    stores: [
      { name: '50k', messages: 50_000 },
      { name: '1m', messages: 1_000_000 },
    ],
    queriesPerStore: 900,
    ratePerSec: 20,
  },
  full: {
    stores: [
      { name: '50k', messages: 50_000 },
      { name: '1m', messages: 1_000_000 },
      { name: '5m', messages: 5_000_000 },
    ],
    queriesPerStore: 900,
    ratePerSec: 20,
  },
};

/** Drills run at 150 asks/s at every size (design §4.7). */
export const drillRatePerSec = 150;

/** Trials of the other kills, and of the pressure drill, where `--trials` does not say otherwise. */
export const drillTrials = { kill: 5, pressure: 3 } as const;

/** What a size plans, per scenario. A test holds every requirement's `needs` against this. */
export function scenarioPlan(id: ScenarioId, size: Size): ScenarioPlan {
  const rush = rushSizes[size];
  const shift = shiftSizes[size];
  switch (id) {
    case 'rush': {
      const meanGapMs = (rush.everyMs[0] + rush.everyMs[1]) / 2;
      const meanFirstMs = rush.firstWithinMs / 2 + (rush.secondAfterMs[0] + rush.secondAfterMs[1]) / 2;
      const perCustomer = 1 + Math.max(0, Math.floor((rush.durationMs - meanFirstMs) / meanGapMs));
      return {
        id,
        script: 'discount-rush',
        engine: 'mock',
        samples: rush.customers * perCustomer,
        minutes: rush.durationMs / 60_000,
        trials: 0,
        hours: 0,
        timeScale: 1,
      };
    }
    case 'media':
      return {
        id,
        script: 'media-burst',
        engine: 'node',
        samples: mediaFiles[size],
        minutes: 0,
        trials: 0,
        hours: 0,
        timeScale: 1,
      };
    case 'shift':
      return {
        id,
        script: 'agent-shift',
        engine: 'node',
        samples: shift.agents * shift.hours * shift.operationsPerAgentHour,
        minutes: (shift.hours * 60) / shift.timeScale,
        trials: 0,
        hours: shift.timeScale === 1 ? shift.hours : 0,
        timeScale: shift.timeScale,
      };
    case 'failover':
      return {
        id,
        script: null,
        engine: 'mock',
        samples: 0,
        minutes: 0,
        trials: nodeKills[size],
        hours: 0,
        timeScale: 1,
      };
    case 'campaign': {
      const { slow, fast } = campaignSizes[size];
      return { ...scripted(id, 'campaign', slow.sends + fast.sends), minutes: campaignMs(size) / 60_000 };
    }
    case 'orders': {
      const { steps, timeScale } = orderSizes[size];
      const orders = steps.reduce((sum, step) => sum + step.orders, 0);
      return { ...scripted(id, 'order-flow', orders), minutes: ordersMs(size) / 60_000, timeScale };
    }
    case 'api':
      return scripted(id, 'api-peak', callsOf(apiSizes[size]));
    case 'search':
      return scripted(
        id,
        'history-search',
        searchSizes[size].stores.length * searchSizes[size].queriesPerStore,
      );
    case 'drill':
      return { ...played(id), trials: drillTrials.kill };
    case 'capacity':
      return played(id);
  }
}

/** Played by the mock from plans of the harness's own. */
function played(id: ScenarioId): ScenarioPlan {
  return {
    id,
    script: null,
    engine: 'mock',
    samples: 0,
    minutes: 0,
    trials: 0,
    hours: 0,
    timeScale: 1,
  };
}

/** An arrival due exactly at a step's end does not start. */
function callsOf({ ratesPerSec, stepMs }: ApiSize): number {
  return ratesPerSec.reduce((sum, rate) => sum + Math.ceil((rate * stepMs) / 1000 - 1e-9), 0);
}

function scripted(id: ScenarioId, script: string, samples: number): ScenarioPlan {
  return { id, script, engine: 'node', samples, minutes: 0, trials: 0, hours: 0, timeScale: 1 };
}
