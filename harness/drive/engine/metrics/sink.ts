import { Histogram } from '../../../stats/histogram.ts';

export type MetricType = 'counter' | 'gauge' | 'rate' | 'trend';
/** What the numbers are: plain, milliseconds, or bytes. */
export type MetricContains = 'default' | 'time' | 'data';

export interface CounterSink {
  readonly type: 'counter';
  value: number;
}
export interface GaugeSink {
  readonly type: 'gauge';
  value: number;
  min: number;
  max: number;
  samples: number;
}
export interface RateSink {
  readonly type: 'rate';
  trues: number;
  total: number;
}
/** Values are kept in thousandths (µs for times): 3 significant digits, min, max and sum exact. */
export interface TrendSink {
  readonly type: 'trend';
  readonly histogram: Histogram;
  sum: number;
  min: number;
  max: number;
}
export type Sink = CounterSink | GaugeSink | RateSink | TrendSink;

export function createSink(type: MetricType): Sink {
  switch (type) {
    case 'counter':
      return { type, value: 0 };
    case 'gauge':
      return { type, value: 0, min: 0, max: 0, samples: 0 };
    case 'rate':
      return { type, trues: 0, total: 0 };
    case 'trend':
      return { type, histogram: new Histogram(), sum: 0, min: 0, max: 0 };
  }
}

/** Adds one sample. A trend's percentiles hold values ≥ 0 only: a negative value counts as 0 there (min and avg keep it). */
export function addToSink(sink: Sink, value: number): void {
  switch (sink.type) {
    case 'counter':
      sink.value += value;
      return;
    case 'gauge':
      sink.min = sink.samples === 0 ? value : Math.min(sink.min, value);
      sink.max = sink.samples === 0 ? value : Math.max(sink.max, value);
      sink.value = value;
      sink.samples += 1;
      return;
    case 'rate':
      sink.total += 1;
      if (value !== 0) sink.trues += 1;
      return;
    case 'trend': {
      const first = sink.histogram.total === 0;
      sink.min = first || value < sink.min ? value : sink.min;
      sink.max = first || value > sink.max ? value : sink.max;
      sink.sum += value;
      sink.histogram.record(value * 1000);
    }
  }
}

export function isEmptySink(sink: Sink): boolean {
  switch (sink.type) {
    case 'counter':
      return sink.value === 0;
    case 'gauge':
      return sink.samples === 0;
    case 'rate':
      return sink.total === 0;
    case 'trend':
      return sink.histogram.total === 0;
  }
}
