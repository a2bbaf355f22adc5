interface Common {
  readonly name: string;
  readonly exec: string;
  readonly startTimeMs: number;
  readonly gracefulStopMs: number;
  readonly env: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}
export interface ConstantVus extends Common {
  readonly executor: 'constant-vus';
  readonly vus: number;
  readonly durationMs: number;
}
export interface PerVuIterations extends Common {
  readonly executor: 'per-vu-iterations';
  readonly vus: number;
  readonly iterations: number;
  readonly maxDurationMs: number;
}
export interface SharedIterations extends Common {
  readonly executor: 'shared-iterations';
  readonly vus: number;
  readonly iterations: number;
  readonly maxDurationMs: number;
}
export interface ConstantArrivalRate extends Common {
  readonly executor: 'constant-arrival-rate';
  readonly rate: number;
  readonly timeUnitMs: number;
  readonly durationMs: number;
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
}

/** One scenario after validation: defaults filled in, durations in ms. */
export type ScenarioConfig = ConstantVus | PerVuIterations | SharedIterations | ConstantArrivalRate;

/** Longest time the regular part may take, without gracefulStop. */
export function regularMs(config: ScenarioConfig): number {
  const bounded = config.executor === 'per-vu-iterations' || config.executor === 'shared-iterations';
  return bounded ? config.maxDurationMs : config.durationMs;
}

/** VUs the scenario wants initialised before it starts. */
export function plannedVus(config: ScenarioConfig): number {
  if (config.executor === 'constant-arrival-rate') return config.preAllocatedVUs;
  return config.executor === 'shared-iterations' ? Math.min(config.vus, config.iterations) : config.vus;
}
