import type { MockOptions } from '../../mock-whatsapp/contract/control.ts';
import type { Matcher } from '../../mock-whatsapp/contract/plan.ts';
import type { Capability, ConnectionMode } from '../../vendors/contract/capabilities.ts';
import type { BehaviourSpec } from '../../vendors/contract/lifecycle.ts';
import type { CapacityPlan } from './capacity.ts';
import type { FaultId } from './faults.ts';
import type { Requirement } from './requirement.ts';

export const sizes = ['smoke', 'standard', 'full'] as const;
export type Size = (typeof sizes)[number];

export const scenarioIds = [
  'rush',
  'media',
  'shift',
  'failover',
  'campaign',
  'orders',
  'api',
  'search',
  'drill',
  'capacity',
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

/** What `evaluate` can play: drills other than the node kill and the capacity search are commands of their own. */
export const evaluateScenarios = scenarioIds.filter((id) => id !== 'drill' && id !== 'capacity');

/** Played at every size. */
export const coreScenarios = ['rush', 'media', 'shift', 'failover'] as const satisfies readonly ScenarioId[];

/** Played from standard on, by vendors that can, when `--only` does not say otherwise. */
const widerScenarios = ['campaign', 'orders'] as const satisfies readonly ScenarioId[];

/** What a size plays when `--only` does not say otherwise; what a vendor cannot do is left out later. */
export function defaultScenarios(size: Size): readonly ScenarioId[] {
  return size === 'smoke' ? coreScenarios : [...coreScenarios, ...widerScenarios];
}

/** plan.json: everything decided before the run. Holds no secret and no phone number. */
export interface RunPlan {
  readonly v: 1;
  readonly run: string;
  readonly command: readonly string[];
  readonly vendor: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly connectionMode: ConnectionMode;
    readonly capabilities: readonly Capability[];
    readonly behaviours: readonly BehaviourSpec[];
  };
  readonly size: Size;
  readonly scenarios: readonly ScenarioPlan[];
  readonly seed: number;
  /** The capacity search, where the run is one. */
  readonly capacity?: CapacityPlan;
  readonly mockOptions: MockOptions;
  readonly matcher: Matcher;
  readonly deadlines: {
    readonly answerDeadlineMs: number;
    readonly drainQuietMs: number;
    readonly drainMaxMs: number;
    readonly failoverWatchMs: number;
    readonly unknownGraceMs: number;
    /** A push later than this after its time is late. Absent in plans of older versions. */
    readonly pushLateMs?: number;
  };
  readonly requirementSet: {
    readonly name: string;
    readonly hash: string;
    readonly requirements: readonly Requirement[];
  };
  readonly provenance: {
    readonly bundleHash: string;
    readonly mockConfigHash: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly machine: Readonly<Record<string, string | number>>;
    readonly machineClass: string;
  };
}

/** What one scenario is going to do: the evidence this size plans. `needs` of a requirement is held against it. */
export interface ScenarioPlan {
  readonly id: ScenarioId;
  readonly script: string | null;
  readonly engine: 'node' | 'k6' | 'mock';
  /** Planned samples: asks, uploads, operations. */
  readonly samples: number;
  readonly minutes: number;
  readonly trials: number;
  /** Real hours of shift (a rehearsal has 0). */
  readonly hours: number;
  readonly timeScale: number;
  /** The drill's fault. */
  readonly fault?: FaultId;
}

/** sha256 (hex) of the files a run is judged from, taken at its end. */
export interface RunSeal {
  readonly plan: string;
  /** Name in `events/` → hash. */
  readonly events: Readonly<Record<string, string>>;
}

/** run.json */
export interface RunState {
  readonly v: 1;
  readonly run: string;
  readonly status: 'running' | 'complete' | 'interrupted' | 'failed';
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly error: { readonly id: string; readonly message: string } | null;
  /** Absent while the run goes on, and in runs that were killed or are older than the seal. */
  readonly sealed?: RunSeal;
}
