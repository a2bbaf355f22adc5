import type { Overrides } from './options/parse-options.ts';

/** What the orchestrator asks of one engine process: one JSON line on its stdin. Secrets may be in `env` only. */
export interface EngineJob {
  /** Absolute path of the bundled script (harness/drive/bundle.ts). */
  readonly bundle: string;
  /** Run id. */
  readonly run: string;
  /** Folder for `<name>.ndjson.gz`; null = no event file. */
  readonly eventsDir: string | null;
  /** Folder for `<scenario>.<metric>.hlog` of the observed trends; null = none. */
  readonly histogramsDir: string | null;
  /** Emitter and file name, e.g. `engine-1`. */
  readonly name: string;
  /** `scenario` of every event (rush, media, shift); null = the k6 scenario's own name. */
  readonly scenarioId: string | null;
  /** `__ENV` of the script. Nothing else of the process environment reaches it. */
  readonly env: Readonly<Record<string, string>>;
  readonly overrides: Overrides;
  /** False = thresholds are not judged (k6 --no-thresholds). */
  readonly thresholds: boolean;
  /** Folder that relative files of handleSummary are written to; null = handleSummary is not called. */
  readonly handleSummaryDir: string | null;
  readonly quiet: boolean;
  /** `open()` resolves relative paths against it; null = the bundle's folder. */
  readonly scriptDir?: string | null;
  /** Connections per origin shared by all VUs; null or absent = every VU has its own, as in k6. */
  readonly sharedConnections?: number | null;
}

/** Once a second. */
export interface EngineProgress {
  readonly kind: 'progress';
  readonly elapsedMs: number;
  /** 0..1 of the whole run, by time or by iterations. */
  readonly doneRatio: number;
  readonly vus: number;
  readonly iterations: number;
  readonly dropped: number;
  readonly interrupted: number;
  readonly exceptions: number;
  readonly httpRequests: number;
  readonly httpFailed: number;
}

export interface MetricSummary {
  readonly type: 'counter' | 'gauge' | 'rate' | 'trend';
  readonly contains: 'default' | 'time' | 'data';
  /** As handleSummary gets them; trends also have count, p(50), p(99), p(99.9). Times in ms. */
  readonly values: Readonly<Record<string, number>>;
}

export interface ThresholdSummary {
  readonly metric: string;
  readonly source: string;
  readonly ok: boolean;
  readonly value: number | null;
}

export interface CheckSummary {
  readonly name: string;
  /** `::group::name`. */
  readonly path: string;
  readonly passes: number;
  readonly fails: number;
}

/** Percentiles of one histogram, ms; null below the sample floor of the percentile. */
export interface TimesSummary {
  readonly n: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly max: number;
}

/** How one k6 scenario loaded its target, and what was measured from when. */
export interface ScenarioSummary {
  readonly scenario: string;
  readonly executor: string;
  /** `closed`: the next iteration waits for an earlier one, so a slow target slows the load. Service time only. */
  readonly model: 'open' | 'closed';
  readonly spacing: 'even' | 'poisson' | null;
  readonly hash: string | null;
  /** Only what was measured: `iteration.response`, `http.service` … */
  readonly times: Readonly<Record<string, TimesSummary>>;
}

/** The last line. */
export interface EngineSummary {
  readonly kind: 'summary';
  /** k6's own codes (harness/schema/exit-codes.ts runExitCodes). */
  readonly exitCode: number;
  readonly reason: 'complete' | 'interrupted' | 'aborted' | 'exception';
  /** Why it did not end with 0, in a sentence; null otherwise. */
  readonly message: string | null;
  readonly durationMs: number;
  readonly iterations: number;
  readonly dropped: number;
  readonly interrupted: number;
  /** Iterations that ended with an exception (k6 logs them and goes on). */
  readonly exceptions: number;
  readonly firstException: string | null;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  readonly thresholds: readonly ThresholdSummary[];
  readonly checks: readonly CheckSummary[];
  /** Empty on stock k6: it tells nothing of single iterations. */
  readonly scenarios: readonly ScenarioSummary[];
  /** What the end-of-test summary prints on stdout: handleSummary's own, or the default text. */
  readonly stdout: string;
  /** Files handleSummary wrote. */
  readonly files: readonly string[];
}

export interface EngineError {
  readonly kind: 'error';
  readonly id: 'SP_DRIVE_SCRIPT' | 'SP_DRIVE_OPTIONS' | 'SP_RECORD_IO' | 'SP_CLI_INTERNAL';
  readonly message: string;
  readonly problems: readonly string[];
}

/** One line on the worker's stdout. */
export type EngineLine = EngineProgress | EngineSummary | EngineError;
