import type { ApiRecord, ApiTally } from '../../record/artefacts.ts';
import { oneSidedBounds } from '../../stats/proportion.ts';
import { ratio } from '../../stats/truncate.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap, ratioMetric } from './metric.ts';

/** Figures of the vendor's own API at peak: in all, by call and by load step. Open model: times from the intended time. */
export function addApi(metrics: MetricMap, api: ApiRecord): void {
  metrics.set('api.calls', countMetric(api.calls, api.calls));
  addShare(metrics, 'api', api);
  addLatency(metrics, 'api.response', api.response);
  for (const [name, tally] of api.names) addTally(metrics, `api.call.${name}`, tally);
  for (const [step, tally] of api.steps) addTally(metrics, `api.step${step}`, tally);
}

function addTally(metrics: MetricMap, prefix: string, tally: ApiTally): void {
  metrics.set(`${prefix}.count`, countMetric(tally.calls, tally.calls));
  addShare(metrics, prefix, tally);
  addLatency(metrics, prefix, tally.response);
}

function addShare(metrics: MetricMap, prefix: string, { calls, errors }: ApiTally): void {
  metrics.set(`${prefix}.errors`, countMetric(errors, calls));
  metrics.set(
    `${prefix}.error_ratio`,
    ratioMetric(ratio(errors, calls), calls, calls > 0 ? oneSidedBounds(errors, calls) : null),
  );
}
