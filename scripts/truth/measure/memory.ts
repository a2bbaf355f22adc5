import type { HostEvent, ProcessSample } from '../../../harness/schema/artefacts.ts';
import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/** Growth of the nodes' resident memory over the plan, beside the bytes that the leak says it kept. */
export function memoryMeasure(run: Played, kind: BehaviourKind): Measure {
  const startNs = run.startNs('steady');
  const leaks = run.log(kind, 'steady');
  const planted = leaks.reduce((sum, { amount = 0 }) => sum + amount, 0);
  const lastNs = Math.max(...leaks.map(({ mono_ns }) => mono_ns));
  const samples = run
    .lines<HostEvent>('host')
    .filter(
      (event): event is ProcessSample =>
        event.kind === 'host.process' && event.role.startsWith('vendor:node'),
    );
  const roles = [...new Set(samples.map(({ role }) => role))];
  const growth = roles.reduce((sum, role) => {
    const own = samples.filter((sample) => sample.role === role);
    const before = own.filter(({ mono_ns }) => mono_ns <= startNs).at(-1)?.rssBytes;
    const after = own.filter(({ mono_ns }) => mono_ns >= lastNs)[0]?.rssBytes;
    return before === undefined || after === undefined ? Number.NaN : sum + after - before;
  }, 0);
  return {
    name: 'growth of the nodes',
    unit: 'bytes',
    nominal: null,
    planted,
    measured: Number.isNaN(growth) ? null : growth,
    low: null,
    high: null,
    allowed: planted * tolerance.memory,
  };
}
