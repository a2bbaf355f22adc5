import type { EngineRecord } from '../../record/artefacts.ts';
import { addLatency } from './latency-metrics.ts';
import { countMetric, type MetricMap } from './metric.ts';

/**
 * What the engines measured themselves, under `engine.<scenario>`: times of the open scenarios (a closed one's are in
 * its .hlog files: how long its iterations take says how long the script is), and asks that scripts waited for.
 */
export function addEngines(metrics: MetricMap, engines: readonly EngineRecord[]): void {
  for (const engine of engines) {
    for (const { scenario, model, operation, part, histogram } of engine.times)
      if (model === 'open') addLatency(metrics, `engine.${scenario}.${operation}.${part}`, histogram);
    for (const { scenario, service, hole, unanswered } of engine.scriptedAsks) {
      const prefix = `engine.${scenario}.ask`;
      const asks = service.total + unanswered;
      metrics.set(`${prefix}.answered`, countMetric(service.total, asks));
      metrics.set(`${prefix}.unanswered`, countMetric(unanswered, asks));
      addLatency(metrics, `${prefix}.service`, service);
      addLatency(metrics, `${prefix}.hole`, hole);
    }
  }
}
