import type { ArrivalSpec } from '../arrivals/arrival-spec.ts';
import type { ScenarioConfig } from '../options/scenario-config.ts';
import type { ScenarioState, TestState } from '../runtime/test-state.ts';
import { activate, type Vu } from '../runtime/vu.ts';
import type { VuPool } from '../runtime/vu-pool.ts';
import type { Ticker } from '../ticker/ticker.ts';

/** One piece of open-model work. `start` null = dropped. performance.now() milliseconds. */
export interface OpenIteration {
  readonly scenario: string;
  readonly i: number;
  readonly dueMs: number;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

export interface ExecutorContext<Config extends ScenarioConfig> {
  readonly config: Config;
  readonly scenario: ScenarioState;
  readonly test: TestState;
  readonly pool: VuPool;
  /** Aborted when the whole run is to stop at once. */
  readonly stopped: AbortSignal;
  /** The plan and the clock of an open scenario; null for a closed one. */
  readonly open: { readonly ticker: Ticker; readonly spec: ArrivalSpec } | null;
  /** `dueMs`: the intended start, performance.now() ms; null in a closed loop. */
  readonly iterate: (vu: Vu, dueMs: number | null) => Promise<boolean>;
  readonly drop: (count: number) => void;
  readonly onOpenIteration: (iteration: OpenIteration) => void;
}

/** Plays one scenario; resolves when its last iteration ended or was interrupted. Never rejects for script errors. */
export type Executor<Config extends ScenarioConfig> = (context: ExecutorContext<Config>) => Promise<void>;

/** Activates an idle VU for the scenario. */
export function takeVu<Config extends ScenarioConfig>(context: ExecutorContext<Config>): Vu {
  const vu = context.pool.take();
  activate(vu, context.scenario);
  return vu;
}
