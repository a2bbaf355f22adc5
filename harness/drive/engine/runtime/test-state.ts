import type { Builtins } from '../metrics/builtin.ts';
import type { MetricRegistry } from '../metrics/registry.ts';
import type { TestOptions } from '../options/parse-options.ts';
import type { ScenarioConfig } from '../options/scenario-config.ts';
import type { ScenarioTimes } from './scenario-times.ts';

/** How a run is asked to end before its time. The first request wins. */
export interface StopRequest {
  readonly reason: 'interrupted' | 'aborted' | 'exception' | 'thresholds';
  readonly message: string;
}

export interface ScenarioState {
  readonly config: ScenarioConfig;
  /** performance.now() at the start. */
  startedAtMs: number;
  /** Wall clock, for exec.scenario.startTime. */
  startedWallMs: number;
  /** Iterations started: dropped ones don't count, as in k6. */
  started: number;
  doneRatio: () => number;
  readonly times: ScenarioTimes;
}

export interface CheckCount {
  readonly name: string;
  readonly path: string;
  passes: number;
  fails: number;
}

/** Everything the VUs of one test share. */
export interface TestState {
  readonly registry: MetricRegistry;
  readonly builtins: Builtins;
  /** Set when the script's options are validated; module code of the first instance runs before. */
  options: TestOptions | null;
  readonly env: Readonly<Record<string, string>>;
  readonly scriptDir: string;
  readonly sharedConnections: number | null;
  /** Contents of SharedArrays by name: JSON of each element. */
  readonly sharedArrays: Map<string, readonly string[]>;
  /** Files read by open(), by absolute path. */
  readonly openedFiles: Map<string, Buffer>;
  readonly checks: Map<string, CheckCount>;
  readonly counts: {
    iterations: number;
    interrupted: number;
    dropped: number;
    exceptions: number;
    httpInFlight: number;
    /** Requests that this machine had no descriptor, port or buffer for. */
    exhausted: number;
    vusActive: number;
    vusInitialized: number;
  };
  firstException: string | null;
  /** Message of exec.test.fail(); the run goes on and ends with 110. */
  markedAsFailed: string | null;
  /** performance.now() when the load began; null before. */
  startedAtMs: number | null;
  requestStop(request: StopRequest): void;
  /** One line for the person at the terminal. */
  log(level: 'debug' | 'info' | 'warning' | 'error', message: string): void;
}
