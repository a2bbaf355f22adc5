import type { EngineSample } from '../schema/artefacts.ts';
import type { AgentWork } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Counters written by scenarios/agent-ramp, tags {point}: the plan id of the point. */
export const agentWorkMetrics = {
  /** An agent is logged in and its channel is open. */
  atWork: 'sp_ramp_agents',
  operations: 'sp_ramp_operations',
  /** Tags {point, kind}: an operation that failed by its kind, or `login`. */
  systemErrors: 'sp_ramp_system_errors',
} as const;

/** Folds the samples of agent-ramp by point. */
export function agentWorkFold(errors: ErrorCounter): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: () => ReadonlyMap<string, AgentWork>;
} {
  const points = new Map<string, { agents: number; operations: number; failed: number }>();

  function pointOf({ tags }: EngineSample) {
    const id = tags.point ?? '';
    const point = points.get(id) ?? { agents: 0, operations: 0, failed: 0 };
    points.set(id, point);
    return point;
  }

  return {
    add(sample) {
      switch (sample.metric) {
        case agentWorkMetrics.atWork:
          pointOf(sample).agents += sample.value;
          return;
        case agentWorkMetrics.operations:
          pointOf(sample).operations += sample.value;
          return;
        case agentWorkMetrics.systemErrors: {
          const kind = sample.tags.kind ?? 'unknown';
          // Who cannot log in is missing at work, and counted there.
          pointOf(sample).failed += kind === 'login' ? 0 : sample.value;
          errors.add('vendor', `agent-${kind}`, 'capacity', sample.mono_ns, sample.value);
          return;
        }
        default:
          return;
      }
    },
    finish: () => points,
  };
}
