import type { MetricType } from '../metrics/sink.ts';
import { sampleTags, scenarioName, type Vu } from '../runtime/vu.ts';

function metricClass(vu: Vu, type: MetricType): unknown {
  return class CustomMetric {
    readonly name: string;
    readonly #metric;

    constructor(name: string, isTime = false) {
      if (!vu.inInit) throw new Error('metrics must be declared in the init context (at module level)');
      this.name = name;
      this.#metric = vu.test.registry.define(name, type, isTime ? 'time' : 'default', true);
    }

    add(value: number | boolean, tags?: Record<string, unknown>): boolean {
      const number = Number(value);
      if (value === null || Number.isNaN(number)) {
        vu.test.log(
          'warning',
          `'${value}' is an invalid value for metric '${this.name}', a number or a boolean is expected`,
        );
        return false;
      }
      if (type === 'counter' && number < 0) throw new Error(`'${number}' is negative: a Counter only grows`);
      vu.test.registry.add(this.#metric, number, sampleTags(vu, tags), scenarioName(vu));
      return true;
    }
  };
}

/** `k6/metrics`. */
export function metricsModule(vu: Vu): Record<string, unknown> {
  return {
    Counter: metricClass(vu, 'counter'),
    Gauge: metricClass(vu, 'gauge'),
    Rate: metricClass(vu, 'rate'),
    Trend: metricClass(vu, 'trend'),
  };
}
