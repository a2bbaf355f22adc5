import { expect, test } from 'vitest';
import { agentWorkFold } from '../../../harness/record/agent-work-fold.ts';
import { errorCounter } from '../../../harness/record/error-counter.ts';
import type { EngineSample } from '../../../harness/schema/artefacts.ts';

const sample = (metric: string, value: number, tags: EngineSample['tags']): EngineSample => ({
  v: 1,
  kind: 'sample',
  run: 'run-1',
  src: 'engine-1',
  seq: 0,
  mono_ns: 1e9,
  wall_ms: 0,
  scenario: 'ramp',
  metric,
  type: 'counter',
  value,
  tags,
});

test('by point: who is at work, what was done, what failed; a login refused is nobody at work, not a failed operation', () => {
  const errors = errorCounter();
  const fold = agentWorkFold(errors);
  const point = 'capacity-01';
  for (const own of [
    sample('sp_ramp_agents', 0, { point }),
    sample('sp_ramp_agents', 1, { point }),
    sample('sp_ramp_agents', 1, { point }),
    sample('sp_ramp_operations', 1, { point }),
    sample('sp_ramp_operations', 1, { point }),
    sample('sp_ramp_system_errors', 1, { point, kind: 'readback' }),
    sample('sp_ramp_system_errors', 1, { point, kind: 'login' }),
    sample('sp_ramp_agents', 0, { point: 'capacity-02' }),
    sample('sp_shift_operations', 1, { hour: '0' }),
  ])
    fold.add(own);
  expect([...fold.finish()]).toEqual([
    [point, { agents: 2, operations: 2, failed: 1 }],
    ['capacity-02', { agents: 0, operations: 0, failed: 0 }],
  ]);
  expect(errors.rows(0).map((row) => [row.class, row.origin, row.scenario, row.count])).toEqual([
    ['agent-login', 'vendor', 'capacity', 1],
    ['agent-readback', 'vendor', 'capacity', 1],
  ]);
});
