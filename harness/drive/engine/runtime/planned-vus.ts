import { plannedVus, regularMs, type ScenarioConfig } from '../options/scenario-config.ts';

/** Most VUs that can be busy at once by plan: what is initialised before the load starts, as in k6. */
export function peakPlannedVus(scenarios: readonly ScenarioConfig[]): number {
  let peak = 0;
  for (const { startTimeMs } of scenarios) {
    const together = scenarios.filter((other) => {
      const endMs = other.startTimeMs + regularMs(other) + other.gracefulStopMs;
      return other.startTimeMs <= startTimeMs && startTimeMs < endMs;
    });
    peak = Math.max(
      peak,
      together.reduce((sum, other) => sum + plannedVus(other), 0),
    );
  }
  return peak;
}
