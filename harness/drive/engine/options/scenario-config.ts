interface Common {
  readonly name: string;
  readonly exec: string;
  readonly startTimeMs: number;
  readonly gracefulStopMs: number;
  readonly env: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}
/** One stage of a ramping executor: the value reached at its end. */
export interface Stage {
  readonly durationMs: number;
  readonly target: number;
}
export interface ConstantVus extends Common {
  readonly executor: 'constant-vus';
  readonly vus: number;
  readonly durationMs: number;
}
export interface RampingVus extends Common {
  readonly executor: 'ramping-vus';
  readonly startVUs: number;
  readonly stages: readonly Stage[];
  readonly gracefulRampDownMs: number;
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
export interface RampingArrivalRate extends Common {
  readonly executor: 'ramping-arrival-rate';
  /** Iterations per time unit at the start. */
  readonly startRate: number;
  readonly timeUnitMs: number;
  readonly stages: readonly Stage[];
  readonly preAllocatedVUs: number;
  readonly maxVUs: number;
}

/** Open model: iterations start by plan, whether or not earlier ones have ended. */
export type ArrivalRate = ConstantArrivalRate | RampingArrivalRate;
/** One scenario after validation: defaults filled in, durations in ms. */
export type ScenarioConfig = ConstantVus | RampingVus | PerVuIterations | SharedIterations | ArrivalRate;

export function isOpen(config: ScenarioConfig): config is ArrivalRate {
  return config.executor === 'constant-arrival-rate' || config.executor === 'ramping-arrival-rate';
}

/** Longest time the regular part may take, without gracefulStop. */
export function regularMs(config: ScenarioConfig): number {
  switch (config.executor) {
    case 'per-vu-iterations':
    case 'shared-iterations':
      return config.maxDurationMs;
    case 'ramping-vus':
    case 'ramping-arrival-rate':
      return config.stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
    default:
      return config.durationMs;
  }
}

/** VUs the scenario wants initialised before it starts. */
export function plannedVus(config: ScenarioConfig): number {
  switch (config.executor) {
    case 'constant-arrival-rate':
    case 'ramping-arrival-rate':
      return config.preAllocatedVUs;
    case 'shared-iterations':
      return Math.min(config.vus, config.iterations);
    case 'ramping-vus':
      return Math.max(config.startVUs, ...config.stages.map(({ target }) => target));
    default:
      return config.vus;
  }
}
