import { parseDuration } from '../options/duration.ts';
import { aggregate } from './aggregate.ts';
import type { Metric, MetricRegistry, SubMetric } from './registry.ts';
import { createSink, isEmptySink, type Sink } from './sink.ts';
import {
  aggregationProblem,
  holds,
  parseThreshold,
  type ThresholdExpression,
} from './threshold-expression.ts';

export interface Threshold {
  /** Key in options.thresholds: metric or `metric{tag:value}`. */
  readonly metric: string;
  readonly expression: ThresholdExpression;
  readonly abortOnFail: boolean;
  readonly delayAbortEvalMs: number;
  readonly sink: Sink;
  ok: boolean;
  value: number | null;
}

export interface ThresholdSet {
  readonly thresholds: readonly Threshold[];
  /** Judges every threshold on the whole run so far; true = one with abortOnFail failed. Empty metrics wait for the end, as in k6. */
  evaluate(elapsedMs: number, atEnd: boolean): boolean;
}

const keyPattern = /^([a-zA-Z_][a-zA-Z0-9_]*)(?:\{(.*)\})?$/;

function parseTags(text: string): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const part of text.split(',')) {
    const colon = part.indexOf(':');
    const key = (colon < 0 ? part : part.slice(0, colon)).trim().replace(/^["']|["']$/g, '');
    const value =
      colon < 0
        ? ''
        : part
            .slice(colon + 1)
            .trim()
            .replace(/^["']|["']$/g, '');
    if (key !== '') tags[key] = value;
  }
  return tags;
}

function sinkOf(metric: Metric, key: string, tagText: string | undefined): Sink {
  if (tagText === undefined) return metric.sink;
  const sub: SubMetric = { name: key, tags: parseTags(tagText), sink: createSink(metric.type) };
  metric.subMetrics.push(sub);
  return sub.sink;
}

interface LongForm {
  readonly threshold: string;
  readonly abortOnFail?: boolean;
  readonly delayAbortEval?: string | number;
}

function longForm(entry: unknown): LongForm | null {
  if (typeof entry === 'string') return { threshold: entry };
  const isLong = typeof entry === 'object' && entry !== null && 'threshold' in entry;
  return isLong && typeof entry.threshold === 'string' ? (entry as LongForm) : null;
}

/** Builds the thresholds and their sub-metrics; problems are pushed, one line each. */
export function buildThresholds(
  options: unknown,
  registry: MetricRegistry,
  problems: string[],
): ThresholdSet {
  const thresholds: Threshold[] = [];
  for (const [key, list] of Object.entries((options ?? {}) as Record<string, unknown>)) {
    const at = `thresholds.${key}`;
    const match = keyPattern.exec(key);
    const metric = match === null ? undefined : registry.get(match[1] ?? '');
    if (match === null || metric === undefined) {
      problems.push(`${at}: no metric of that name: declare it at module level, or correct the name`);
      continue;
    }
    const sink = sinkOf(metric, key, match[2]);
    for (const entry of Array.isArray(list) ? list : [list]) {
      const long = longForm(entry);
      const expression = long === null ? 'not a string or {threshold, …}' : parseThreshold(long.threshold);
      const problem =
        typeof expression === 'string' ? expression : aggregationProblem(expression, metric.type);
      if (problem !== null || long === null || typeof expression === 'string') {
        problems.push(`${at}: ${problem}`);
        continue;
      }
      thresholds.push({
        metric: key,
        expression,
        abortOnFail: long.abortOnFail === true,
        delayAbortEvalMs: parseDuration(long.delayAbortEval ?? 0) ?? 0,
        sink,
        ok: true,
        value: null,
      });
    }
  }

  function evaluate(elapsedMs: number, atEnd: boolean): boolean {
    let abort = false;
    for (const threshold of thresholds) {
      if (!atEnd && isEmptySink(threshold.sink)) continue;
      const value = aggregate(threshold.sink, threshold.expression.aggregation, elapsedMs) ?? 0;
      threshold.value = value;
      threshold.ok = holds(threshold.expression, value);
      if (!threshold.ok && threshold.abortOnFail && elapsedMs >= threshold.delayAbortEvalMs) abort = true;
    }
    return abort;
  }

  return { thresholds, evaluate };
}
