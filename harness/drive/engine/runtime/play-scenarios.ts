import { setTimeout as delay } from 'node:timers/promises';
import type { OpenIteration } from '../executors/executor.ts';
import { play } from '../executors/index.ts';
import type { ScenarioConfig } from '../options/scenario-config.ts';
import { createTicker, type Ticker } from '../ticker/ticker.ts';
import type { Iterator } from './iterate.ts';
import type { LoadedTest } from './load-test.ts';
import type { ScenarioState } from './test-state.ts';
import type { VuPool } from './vu-pool.ts';

export interface PlayOptions {
  readonly loaded: LoadedTest;
  readonly pool: VuPool;
  readonly iterator: Iterator;
  readonly stopped: AbortSignal;
  readonly onOpenIteration: (iteration: OpenIteration) => void;
  /** The scenarios of the test, one state each. */
  readonly states: readonly ScenarioState[];
  /** Called when everything is ready and the first scenario's clock starts. */
  readonly onStart: () => void;
}

export interface Playing {
  /** 0..1 over all scenarios. */
  doneRatio(): number;
  readonly whenDone: Promise<void>;
}

/** Plays every scenario from its startTime on. */
export async function playScenarios(options: PlayOptions): Promise<Playing> {
  const { loaded, pool, iterator, stopped, states } = options;
  const { test } = loaded;
  const tickers = new Map<ScenarioConfig, Ticker>();
  for (const config of loaded.arrivals.keys()) tickers.set(config, await createTicker());

  async function playOne(scenario: ScenarioState): Promise<void> {
    const { config } = scenario;
    if (config.startTimeMs > 0) {
      await delay(config.startTimeMs, undefined, { signal: stopped }).catch(() => undefined);
    }
    if (stopped.aborted) {
      tickers.get(config)?.stop();
      return;
    }
    scenario.startedAtMs = performance.now();
    scenario.startedWallMs = Date.now();
    const ticker = tickers.get(config);
    const spec = loaded.arrivals.get(config);
    await play({
      config,
      scenario,
      test,
      pool,
      stopped,
      open: ticker === undefined || spec === undefined ? null : { ticker, spec },
      iterate: (vu, dueMs) => iterator.iterate(vu, scenario, dueMs),
      drop: (count) => {
        test.counts.dropped += count;
        const tags = { ...loaded.options.tags, ...config.tags, scenario: config.name };
        test.registry.add(test.builtins.dropped_iterations, count, tags, config.name);
      },
      onOpenIteration: options.onOpenIteration,
    });
  }

  options.onStart();
  return {
    whenDone: Promise.all(states.map(playOne)).then(() => undefined),
    doneRatio: () => states.reduce((sum, state) => sum + state.doneRatio(), 0) / states.length,
  };
}
