import { dirname } from 'node:path';
import { StormproofError } from '../../../schema/errors.ts';
import type { ArrivalSpec } from '../arrivals/arrival-spec.ts';
import { readArrivals } from '../arrivals/read-arrivals.ts';
import type { EngineJob } from '../job.ts';
import { defineBuiltins } from '../metrics/builtin.ts';
import { createRegistry } from '../metrics/registry.ts';
import { buildThresholds, type ThresholdSet } from '../metrics/thresholds.ts';
import { parseOptions, type TestOptions } from '../options/parse-options.ts';
import type { ScenarioConfig } from '../options/scenario-config.ts';
import { type CompiledScript, compileScript } from './compile.ts';
import { instantiate } from './instantiate.ts';
import type { StopRequest, TestState } from './test-state.ts';
import type { Vu } from './vu.ts';

export interface LoadedTest {
  readonly test: TestState;
  readonly script: CompiledScript;
  readonly options: TestOptions;
  readonly thresholds: ThresholdSet;
  /** When the iterations of each open scenario are due. */
  readonly arrivals: ReadonlyMap<ScenarioConfig, ArrivalSpec>;
  /** Names of the functions the script exports. */
  readonly functions: ReadonlySet<string>;
  /** A fresh instance with `__VU` 0: setup, teardown and handleSummary get one each, as in k6. */
  fresh(): Vu;
}

export interface LoadHooks {
  readonly requestStop: (request: StopRequest) => void;
  readonly log: TestState['log'];
}

function createTest(job: EngineJob, hooks: LoadHooks): TestState {
  const registry = createRegistry();
  return {
    registry,
    builtins: defineBuiltins(registry),
    options: null,
    env: job.env,
    scriptDir: job.scriptDir ?? dirname(job.bundle),
    sharedConnections: job.sharedConnections ?? null,
    sharedArrays: new Map(),
    openedFiles: new Map(),
    checks: new Map(),
    counts: {
      iterations: 0,
      interrupted: 0,
      dropped: 0,
      exceptions: 0,
      httpInFlight: 0,
      exhausted: 0,
      vusActive: 0,
      vusInitialized: 0,
    },
    firstException: null,
    markedAsFailed: null,
    startedAtMs: null,
    requestStop: hooks.requestStop,
    log: hooks.log,
  };
}

/**
 * Compiles the bundle, runs its module level once and validates its options.
 * @throws StormproofError SP_DRIVE_SCRIPT (does not parse, module level throws), SP_DRIVE_OPTIONS with all problems.
 */
export async function loadTest(job: EngineJob, hooks: LoadHooks): Promise<LoadedTest> {
  const script = await compileScript(job.bundle);
  const test = createTest(job, hooks);
  let first: Vu;
  try {
    first = instantiate(script, 0, test);
  } catch (error) {
    throw new StormproofError('SP_DRIVE_SCRIPT', script.describe(error), [], error);
  }
  const functions = new Set(
    Object.entries(first.exports)
      .filter(([, value]) => typeof value === 'function')
      .map(([name]) => name),
  );
  const { options: source = {} } = first.exports as { options?: Record<string, unknown> };
  const { options, problems: found, warnings } = parseOptions(source, job.overrides);
  const problems = [...found];
  for (const { name, exec } of options.scenarios) {
    if (!functions.has(exec))
      problems.push(`scenarios.${name}.exec: '${exec}': the script exports no such function`);
  }
  const arrivals = readArrivals(options.scenarios, job.env, problems);
  const thresholds = buildThresholds(job.thresholds ? options.thresholds : {}, test.registry, problems);
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    throw new StormproofError('SP_DRIVE_OPTIONS', `the script's options have ${count}`, problems);
  }
  for (const warning of warnings) hooks.log('warning', warning);
  test.options = options;
  return {
    test,
    script,
    options,
    thresholds,
    arrivals,
    functions,
    fresh: () => instantiate(script, 0, test),
  };
}
