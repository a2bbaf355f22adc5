import type { VuHttp } from '../http/vu-http.ts';
import { createVuHttp } from '../http/vu-http.ts';
import type { Metric, Tags } from '../metrics/registry.ts';
import { type Chain, createChain } from './chain.ts';
import { createLoop, type VuLoop } from './loop.ts';
import type { ScenarioState, TestState } from './test-state.ts';

/** One virtual user: an instance of the script's module and what its k6 modules are bound to. */
export interface Vu {
  /** `__VU`: 1, 2, 3 …; 0 = the instance that runs options, setup, teardown or handleSummary. */
  readonly id: number;
  readonly test: TestState;
  readonly loop: VuLoop;
  readonly http: VuHttp;
  /** Intended starts of the running iteration's steps. */
  readonly chain: Chain;
  /** `__ENV`: the test's environment, plus the scenario's while one runs. */
  readonly env: Record<string, string>;
  /** exec.vu.metrics.tags: reset at each activation. */
  tags: Record<string, string>;
  metadata: Record<string, string>;
  /** `__ITER`. */
  iteration: number;
  iterationInScenario: number;
  /** exec.scenario.iterationInTest of the running iteration. */
  iterationInTest: number;
  scenario: ScenarioState | null;
  /** `` or `::outer::inner`. */
  group: string;
  inInit: boolean;
  setupData: unknown;
  hasSetupData: boolean;
  exports: Record<string, unknown>;
  /** Iterations by scenario name, for iterationInScenario. */
  readonly perScenario: Map<string, number>;
}

export function createVu(id: number, test: TestState): Vu {
  return {
    id,
    test,
    loop: createLoop(),
    http: createVuHttp(test),
    chain: createChain(),
    env: { ...test.env },
    tags: {},
    metadata: {},
    iteration: -1,
    iterationInScenario: -1,
    iterationInTest: -1,
    scenario: null,
    group: '',
    inInit: true,
    setupData: undefined,
    hasSetupData: false,
    exports: {},
    perScenario: new Map(),
  };
}

/** Tags of a sample taken now in this VU: run-wide, scenario's, VU's, group, then its own. */
export function sampleTags(vu: Vu, own?: Readonly<Record<string, unknown>> | null): Tags {
  const tags: Record<string, string> = { ...vu.test.options?.tags };
  tags.group = vu.group;
  if (vu.scenario !== null) tags.scenario = vu.scenario.config.name;
  Object.assign(tags, vu.tags);
  for (const key in own) tags[key] = String(own[key]);
  return tags;
}

/** Name of the k6 scenario this VU works for; empty in setup and teardown. */
export function scenarioName(vu: Vu): string {
  return vu.scenario?.config.name ?? '';
}

const noTags: Tags = {};

/** Adds a sample of a built-in metric. Its tags are made only when a threshold looks at some: they cost as much as the rest. */
export function addBuiltin(
  vu: Vu,
  metric: Metric,
  value: number,
  own?: Readonly<Record<string, unknown>>,
): void {
  const tags = metric.subMetrics.length > 0 ? sampleTags(vu, own) : noTags;
  vu.test.registry.add(metric, value, tags, scenarioName(vu));
}

/** Prepares a VU for a scenario: its env and tags, as k6's Activate. */
export function activate(vu: Vu, scenario: ScenarioState): void {
  vu.scenario = scenario;
  for (const key of Object.keys(vu.env)) delete vu.env[key];
  Object.assign(vu.env, vu.test.env, scenario.config.env);
  vu.tags = { ...scenario.config.tags };
  vu.metadata = {};
}
