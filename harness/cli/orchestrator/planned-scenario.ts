import type { ScenarioId, ScenarioPlan } from '../../schema/run-plan.ts';
import { scenarioPlan } from '../../schema/size-plan.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';

/** What the size plans of a scenario, with what the command line changes. Pure. */
export function plannedScenario(
  id: ScenarioId,
  {
    size,
    engine,
    trials,
    fault,
    capacity,
  }: Pick<EvaluateOptions, 'size' | 'engine' | 'trials' | 'fault' | 'capacity'>,
): ScenarioPlan {
  const plan = scenarioPlan(id, size);
  if (id === 'drill' && fault !== null) return { ...plan, fault, trials: trials ?? plan.trials };
  if (id === 'failover' && trials !== null) return { ...plan, trials };
  if (id === 'capacity' && capacity?.ramp === 'agents') return { ...plan, script: 'agent-ramp', engine };
  return plan.engine === 'node' ? { ...plan, engine } : plan;
}
