import type { ScenarioConfig } from '../options/scenario-config.ts';
import { isOpen } from '../options/scenario-config.ts';
import { type ArrivalSpec, arrivalSpec, type Spacing } from './arrival-spec.ts';

const spacings: readonly Spacing[] = ['even', 'poisson'];

/** 32 bits of a text (FNV-1a): two scenarios of one seed must not have the same gaps. */
function textHash(text: string): number {
  let x = 0x811c9dc5;
  for (const char of text) x = Math.imul(x ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return x >>> 0;
}

/**
 * The arrivals of every open scenario. `SP_ARRIVALS` = even (default, k6's own) or poisson, from the scenario's `env`
 * or the run's; `SP_SEED` seeds. Environment, not an option: stock k6 takes the same script, and spaces evenly.
 */
export function readArrivals(
  scenarios: readonly ScenarioConfig[],
  env: Readonly<Record<string, string>>,
  problems: string[],
): ReadonlyMap<ScenarioConfig, ArrivalSpec> {
  const specs = new Map<ScenarioConfig, ArrivalSpec>();
  for (const config of scenarios) {
    if (!isOpen(config)) continue;
    const word = config.env.SP_ARRIVALS ?? env.SP_ARRIVALS ?? '';
    const spacing = word === '' ? 'even' : spacings.find((known) => known === word);
    const seed = Number(env.SP_SEED ?? 1);
    if (spacing === undefined) {
      problems.push(
        `scenarios.${config.name}: SP_ARRIVALS=${JSON.stringify(word)}: must be one of ${spacings.join(', ')}`,
      );
    } else if (spacing === 'poisson' && !Number.isSafeInteger(seed)) {
      problems.push(
        `scenarios.${config.name}: SP_SEED=${JSON.stringify(env.SP_SEED)}: must be a whole number, poisson needs it`,
      );
    } else specs.set(config, arrivalSpec(config, spacing, (seed ^ textHash(config.name)) >>> 0));
  }
  return specs;
}
