import type { HostEvent, ProcessSample } from '../../../harness/schema/artefacts.ts';
import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/**
 * Growth of the nodes' resident memory from the first to the last sample of the plan, beside the bytes that the leak
 * says it kept between the two.
 */
export function memoryMeasure(run: Played, kind: BehaviourKind): Measure {
  const startNs = run.startNs('steady');
  const samples = run
    .lines<HostEvent>('host')
    .filter(
      (event): event is ProcessSample =>
        event.kind === 'host.process' && event.role.startsWith('vendor:node') && event.mono_ns >= startNs,
    );
  const roles = [...new Set(samples.map(({ role }) => role))];
  const growth = roles.map((role) => {
    const own = samples.filter((sample) => sample.role === role);
    return (own.at(-1)?.rssBytes ?? 0) - (own[0]?.rssBytes ?? 0);
  });
  const firstNs = samples[0]?.mono_ns ?? Number.POSITIVE_INFINITY;
  const planted = run
    .log(kind, 'steady')
    .filter(({ mono_ns }) => mono_ns > firstNs)
    .reduce((sum, { amount = 0 }) => sum + amount, 0);
  return {
    name: 'growth of the nodes',
    unit: 'bytes',
    nominal: null,
    planted,
    measured: growth.length === 0 ? null : growth.reduce((sum, bytes) => sum + bytes, 0),
    low: null,
    high: null,
    allowed: planted * tolerance.memory,
  };
}
