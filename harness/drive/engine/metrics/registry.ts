import { addToSink, createSink, type MetricContains, type MetricType, type Sink } from './sink.ts';

export type Tags = Readonly<Record<string, string>>;

/** A slice of a metric by tags, made for a threshold: `http_req_duration{status:200}`. */
export interface SubMetric {
  /** As written in the thresholds. */
  readonly name: string;
  readonly tags: Tags;
  readonly sink: Sink;
}

export interface Metric {
  readonly name: string;
  readonly type: MetricType;
  readonly contains: MetricContains;
  readonly custom: boolean;
  readonly sink: Sink;
  readonly subMetrics: SubMetric[];
  /** False until the first sample: unobserved metrics are left out of the summary, as in k6. */
  observed: boolean;
}

export type SampleListener = (metric: Metric, value: number, tags: Tags, scenario: string) => void;

export interface MetricRegistry {
  /** The metric of that name, made if new. Throws when it exists with another type, or the name is not k6's. */
  define(name: string, type: MetricType, contains: MetricContains, custom: boolean): Metric;
  get(name: string): Metric | undefined;
  all(): readonly Metric[];
  /** `tags` = every tag of the sample, system tags included. */
  add(metric: Metric, value: number, tags: Tags, scenario: string): void;
  /** Called for each sample of a custom metric. */
  onCustomSample(listener: SampleListener): void;
}

/** k6's own rule (metrics/registry.go): a single letter is no name. */
const namePattern = /^[a-zA-Z_][a-zA-Z0-9_]{1,128}$/;

function matches(wanted: Tags, tags: Tags): boolean {
  for (const key in wanted) if (tags[key] !== wanted[key]) return false;
  return true;
}

export function createRegistry(): MetricRegistry {
  const metrics = new Map<string, Metric>();
  let listener: SampleListener | null = null;

  function define(name: string, type: MetricType, contains: MetricContains, custom: boolean): Metric {
    const known = metrics.get(name);
    if (known !== undefined) {
      if (known.type === type && known.contains === contains) return known;
      throw new Error(`metric '${name}' already exists but with type ${known.type}, instead of ${type}`);
    }
    if (!namePattern.test(name)) {
      throw new Error(
        `invalid metric name: '${name}': letters, digits and _ only, not starting with a digit, 2 to 129 of them`,
      );
    }
    const metric: Metric = {
      name,
      type,
      contains,
      custom,
      sink: createSink(type),
      subMetrics: [],
      observed: false,
    };
    metrics.set(name, metric);
    return metric;
  }

  function add(metric: Metric, value: number, tags: Tags, scenario: string): void {
    metric.observed = true;
    addToSink(metric.sink, value);
    for (const sub of metric.subMetrics) if (matches(sub.tags, tags)) addToSink(sub.sink, value);
    if (metric.custom && listener !== null) listener(metric, value, tags, scenario);
  }

  return {
    define,
    add,
    get: (name) => metrics.get(name),
    all: () => [...metrics.values()],
    onCustomSample(next) {
      listener = next;
    },
  };
}
