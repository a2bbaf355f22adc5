import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from '../../../../../harness/drive/engine/metrics/aggregate.ts';
import { createRegistry } from '../../../../../harness/drive/engine/metrics/registry.ts';
import { addToSink, createSink } from '../../../../../harness/drive/engine/metrics/sink.ts';
import { holds, parseThreshold } from '../../../../../harness/drive/engine/metrics/threshold-expression.ts';
import { buildThresholds } from '../../../../../harness/drive/engine/metrics/thresholds.ts';

test('percentiles of a trend are the order statistic, at most 0.1 % above it', () => {
  const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(values, fc.constantFrom(50, 90, 95, 99, 100), (samples, percentile) => {
      const sink = createSink('trend');
      for (const sample of samples) addToSink(sink, sample);
      const sorted = samples.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil((percentile / 100) * samples.length - 1e-9)) - 1] ?? 0;
      const measured = aggregate(sink, `p(${percentile})`, 0) ?? 0;
      // Half a thousandth is lost to rounding.
      expect(measured).toBeGreaterThanOrEqual(exact - 0.0005);
      expect(measured).toBeLessThanOrEqual(exact * 1.001 + 0.001);
    }),
  );
});

test('avg, min and max of a trend are exact', () => {
  const sink = createSink('trend');
  for (const value of [1.25, -3, 2.5]) addToSink(sink, value);
  expect(['avg', 'min', 'max', 'count'].map((name) => aggregate(sink, name, 0))).toEqual([0.25, -3, 2.5, 3]);
});

test('a threshold is an aggregation, an operator and a number', () => {
  const judge = (source: string, value: number): boolean => {
    const parsed = parseThreshold(source);
    if (typeof parsed === 'string') throw new Error(parsed);
    return holds(parsed, value);
  };
  expect(judge('p(99.9)<=200', 200)).toBe(true);
  expect(judge('avg < 2e2', 200)).toBe(false);
  expect(judge('count!=3', 3)).toBe(false);
  expect(judge('rate === 1', 1)).toBe(true);
  expect(parseThreshold('p(95) about 200')).toContain('is not');
});

test('a sub-metric counts only samples with all of its tags', () => {
  const registry = createRegistry();
  const metric = registry.define('seen', 'counter', 'default', true);
  const problems: string[] = [];
  const set = buildThresholds({ 'seen{a:1, b:2}': ['count==1'], seen: ['count==3'] }, registry, problems);
  registry.add(metric, 1, { a: '1', b: '2', c: '3' }, '');
  registry.add(metric, 1, { a: '1', b: '1' }, '');
  registry.add(metric, 1, {}, '');
  set.evaluate(1000, true);
  expect(problems).toEqual([]);
  expect(set.thresholds.map(({ ok, value }) => [ok, value])).toEqual([
    [true, 1],
    [true, 3],
  ]);
});

test('thresholds on unknown metrics and impossible aggregations are all reported', () => {
  const registry = createRegistry();
  registry.define('errors', 'rate', 'default', true);
  const problems: string[] = [];
  buildThresholds({ absent: ['count<1'], errors: ['p(95)<1', 'rate<'] }, registry, problems);
  expect(problems).toHaveLength(3);
  expect(problems.join('\n')).toMatch(
    /absent: no metric.*\n.*a rate has rate, not p\(95\)\n.*"rate<" is not/,
  );
});

test('a metric keeps its type', () => {
  const registry = createRegistry();
  registry.define('xx', 'counter', 'default', true);
  expect(() => registry.define('xx', 'trend', 'default', true)).toThrow('already exists');
  expect(() => registry.define('x', 'trend', 'default', true)).toThrow('invalid metric name');
  expect(() => registry.define('no-dash', 'trend', 'default', true)).toThrow('invalid metric name');
});
