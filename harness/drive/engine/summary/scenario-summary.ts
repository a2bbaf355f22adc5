import type { Histogram } from '../../../stats/histogram.ts';
import { sampleFloor } from '../../../stats/sample-floor.ts';
import type { ScenarioSummary, TimesSummary } from '../job.ts';
import { namedTimes } from '../runtime/named-times.ts';
import type { ScenarioModel } from '../runtime/scenario-models.ts';
import type { ScenarioState } from '../runtime/test-state.ts';

function timesSummary(histogram: Histogram): TimesSummary {
  function at(p: number): number | null {
    return histogram.total < sampleFloor(p) ? null : (histogram.quantile(p) ?? 0) / 1000;
  }
  return { n: histogram.total, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: histogram.maxUs / 1000 };
}

/** What each scenario measured, under the names of its models. */
export function scenarioSummaries(
  models: readonly ScenarioModel[],
  states: readonly ScenarioState[],
): readonly ScenarioSummary[] {
  const all = namedTimes(states, null);
  return models.map((model) => ({
    ...model,
    times: Object.fromEntries(
      all
        .filter(({ scenario }) => scenario === model.scenario)
        .map(({ operation, part, histogram }) => [`${operation}.${part}`, timesSummary(histogram)]),
    ),
  }));
}

const words = { iteration: 'iterations', http: 'HTTP calls', ws: 'WebSocket operations' } as const;

function ms(value: number | null): string {
  if (value === null) return 'too few';
  return value >= 1000 ? `${(value / 1000).toFixed(2)}s` : `${value.toFixed(2)}ms`;
}

/**
 * Lines of the end-of-test summary: what kind of load each scenario was, and its times from where they count. `mock`: the
 * script may have handed its load to the mock, whose asks are open whatever the script's own iterations are.
 */
export function scenarioLines(scenarios: readonly ScenarioSummary[], mock: boolean): readonly string[] {
  const lines = scenarios.flatMap(({ scenario, executor, model, spacing, times }) => {
    const said =
      model === 'open'
        ? `open model, ${spacing} arrivals: response counts from the intended start`
        : 'closed model: service times only; an iteration waits for the one before, so a slow target slows this load';
    const rows = Object.entries(times).map(([name, { n, p50, p90, p99, max }]) => {
      const [operation = '', part = ''] = name.split('.');
      const what = `${words[operation as keyof typeof words]}, ${part}`;
      return `    ${what.padEnd(33, '.')}: p(50)=${ms(p50)} p(90)=${ms(p90)} p(99)=${ms(p99)} max=${ms(max)} n=${n}`;
    });
    return [`  ${scenario} (${executor}): ${said}`, ...rows];
  });
  const plans = '  asks that the mock plays from an arrival plan are open: their times are in result.json';
  return mock ? [...lines, plans] : lines;
}
