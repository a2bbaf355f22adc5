import type { ScenarioConfig } from '../options/scenario-config.ts';
import { arrivalRate } from './arrival-rate.ts';
import { constantVus } from './constant-vus.ts';
import type { ExecutorContext } from './executor.ts';
import { perVuIterations } from './per-vu-iterations.ts';
import { rampingVus } from './ramping-vus.ts';
import { sharedIterations } from './shared-iterations.ts';

/** Plays a scenario with the executor it names. */
export function play<Config extends ScenarioConfig>(context: ExecutorContext<Config>): Promise<void> {
  const { config } = context;
  switch (config.executor) {
    case 'constant-vus':
      return constantVus({ ...context, config });
    case 'ramping-vus':
      return rampingVus({ ...context, config });
    case 'per-vu-iterations':
      return perVuIterations({ ...context, config });
    case 'shared-iterations':
      return sharedIterations({ ...context, config });
    case 'constant-arrival-rate':
    case 'ramping-arrival-rate':
      return arrivalRate({ ...context, config });
  }
}
