import { arrivalHash } from '../arrivals/arrival-spec.ts';
import type { ScenarioSummary } from '../job.ts';
import type { LoadedTest } from './load-test.ts';

export type ScenarioModel = Omit<ScenarioSummary, 'times'>;

/** Open or closed, and by which plan: one entry per scenario of the script. */
export function scenarioModels({ options, arrivals }: LoadedTest): readonly ScenarioModel[] {
  return options.scenarios.map((config) => {
    const spec = arrivals.get(config);
    const { name: scenario, executor } = config;
    if (spec === undefined) return { scenario, executor, model: 'closed', spacing: null, hash: null };
    return { scenario, executor, model: 'open', spacing: spec.spacing, hash: arrivalHash(spec) };
  });
}
