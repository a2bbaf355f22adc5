import { readFields } from './fields.ts';
import { readStages } from './read-stages.ts';
import type { ScenarioConfig } from './scenario-config.ts';

const namePattern = /^[0-9a-zA-Z_-]+$/;
const supported = [
  'constant-vus',
  'ramping-vus',
  'per-vu-iterations',
  'shared-iterations',
  'constant-arrival-rate',
  'ramping-arrival-rate',
];
/** k6's defaults (lib/executor/base_config.go, shared_iterations.go, ramping_vus.go). */
const gracefulStopMs = 30_000;
const gracefulRampDownMs = 30_000;
const maxDurationMs = 600_000;
/** k6's least duration of a timed executor is 1 s (lib/executor/helpers.go). */
const leastDurationMs = 1000;
const leastTimeUnitMs = 0.001;

/** Validates one entry of `options.scenarios`; pushes every problem found, and returns null when the executor is unknown. */
export function parseScenario(name: string, source: unknown, problems: string[]): ScenarioConfig | null {
  const at = `scenarios.${name}`;
  if (!namePattern.test(name)) problems.push(`${at}: the name may hold letters, digits, _ and - only`);
  if (typeof source !== 'object' || source === null) {
    problems.push(`${at}: must be an object`);
    return null;
  }
  const fields = readFields(source as Record<string, unknown>, at, problems);
  const { executor } = source as { executor?: unknown };
  const common = {
    name,
    exec: fields.text('exec', 'default'),
    startTimeMs: fields.durationMs('startTime', 0, 0),
    gracefulStopMs: fields.durationMs('gracefulStop', gracefulStopMs, 0),
    env: fields.strings('env'),
    tags: fields.strings('tags'),
  };
  const config = specific();
  if (config !== null) fields.done(['executor', 'options']);
  return config;

  function specific(): ScenarioConfig | null {
    switch (executor) {
      case 'constant-vus':
        return {
          ...common,
          executor,
          vus: fields.count('vus', 1, 1),
          durationMs: fields.durationMs('duration', null, leastDurationMs),
        };
      case 'per-vu-iterations':
      case 'shared-iterations': {
        const vus = fields.count('vus', 1, 1);
        const iterations = fields.count('iterations', 1, 1);
        if (executor === 'shared-iterations' && iterations < vus) {
          problems.push(`${at}.iterations: ${iterations}: must not be below vus (${vus})`);
        }
        return {
          ...common,
          executor,
          vus,
          iterations,
          maxDurationMs: fields.durationMs('maxDuration', maxDurationMs, leastDurationMs),
        };
      }
      case 'ramping-vus': {
        const startVUs = fields.count('startVUs', 1, 0);
        const stages = readStages(fields, at, problems);
        if (stages.length > 0 && Math.max(startVUs, ...stages.map(({ target }) => target)) === 0) {
          problems.push(`${at}: startVUs or the target of a stage must be above 0`);
        }
        return {
          ...common,
          executor,
          startVUs,
          stages,
          gracefulRampDownMs: fields.durationMs('gracefulRampDown', gracefulRampDownMs, 0),
        };
      }
      case 'constant-arrival-rate':
        return {
          ...common,
          executor,
          rate: fields.count('rate', null, 1),
          timeUnitMs: fields.durationMs('timeUnit', 1000, leastTimeUnitMs),
          durationMs: fields.durationMs('duration', null, leastDurationMs),
          ...poolSize(),
        };
      case 'ramping-arrival-rate':
        return {
          ...common,
          executor,
          startRate: fields.count('startRate', 0, 0),
          timeUnitMs: fields.durationMs('timeUnit', 1000, leastTimeUnitMs),
          stages: readStages(fields, at, problems),
          ...poolSize(),
        };
      default:
        problems.push(
          `${at}.executor: ${JSON.stringify(executor ?? null)}: must be one of ${supported.join(', ')}`,
        );
        return null;
    }
  }

  function poolSize(): { readonly preAllocatedVUs: number; readonly maxVUs: number } {
    const preAllocatedVUs = fields.count('preAllocatedVUs', null, 0);
    const maxVUs = fields.count('maxVUs', preAllocatedVUs, 0);
    if (maxVUs < preAllocatedVUs) {
      problems.push(`${at}.maxVUs: ${maxVUs}: must not be below preAllocatedVUs (${preAllocatedVUs})`);
    }
    return { preAllocatedVUs, maxVUs };
  }
}
