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

/** Scheduled sends of both campaigns, slow and fast. */
export const campaignSends: Readonly<Record<Size, number>> = { smoke: 600, standard: 5200, full: 26_000 };

/** Orders placed through a conversation. */
export const orderCounts: Readonly<Record<Size, number>> = { smoke: 40, standard: 400, full: 1600 };

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
    case 'campaign':
      return scripted(id, 'campaign', campaignSends[size]);
    case 'orders':
      return scripted(id, 'order-flow', orderCounts[size]);
    case 'api':
      return scripted(id, 'api-peak', callsOf(apiSizes[size]));
    case 'search':
      return scripted(
        id,
        'history-search',
        searchSizes[size].stores.length * searchSizes[size].queriesPerStore,
      );
  }
}

/** An arrival due exactly at a step's end does not start. */
function callsOf({ ratesPerSec, stepMs }: ApiSize): number {
  return ratesPerSec.reduce((sum, rate) => sum + Math.ceil((rate * stepMs) / 1000 - 1e-9), 0);
}

function scripted(id: ScenarioId, script: string, samples: number): ScenarioPlan {
  return { id, script, engine: 'node', samples, minutes: 0, trials: 0, hours: 0, timeScale: 1 };
}
