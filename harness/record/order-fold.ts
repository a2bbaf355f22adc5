import type { EngineSample } from '../schema/artefacts.ts';
import { Histogram } from '../stats/histogram.ts';
import type { OrderRecord, OrderStepRecord } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';

/** Written by scenarios/order-flow. `step` counts from 1. */
const orderMetrics = {
  /** Counter, tags {step, outcome}: `placed`, or why not. */
  orders: 'sp_orders',
  /** Trend in ms on the mock's clock, tags {step, ask, ok}: one ask of the chain. */
  ask: 'sp_order_ask',
  /** Trend in ms, tags {step, ok}: the asks of one order together. */
  chain: 'sp_order_chain',
  /** Trend in ms, tags {step}: the caller's elapsed time less the mock's span. */
  hole: 'sp_order_hole',
} as const;

/** Folds the samples of order-flow by step of the ladder. */
export function orderFold(errors: ErrorCounter): {
  readonly add: (sample: EngineSample) => void;
  readonly finish: () => OrderRecord | null;
} {
  const steps = new Map<number, { step: number; placed: number; failed: number; chain: Histogram }>();
  const asks = new Map<string, Histogram>();
  const outcomes = new Map<string, number>();
  const chain = new Histogram();
  const hole = new Histogram();

  function stepOf(sample: EngineSample): { placed: number; failed: number; chain: Histogram } {
    const step = Number(sample.tags.step ?? 1);
    const known = steps.get(step) ?? { step, placed: 0, failed: 0, chain: new Histogram() };
    steps.set(step, known);
    return known;
  }

  return {
    add(sample) {
      switch (sample.metric) {
        case orderMetrics.orders: {
          const outcome = sample.tags.outcome ?? 'unknown';
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + sample.value);
          if (outcome === 'placed') stepOf(sample).placed += sample.value;
          else {
            stepOf(sample).failed += sample.value;
            errors.add('vendor', `order-${outcome}`, 'orders', sample.mono_ns, sample.value);
          }
          return;
        }
        case orderMetrics.ask: {
          const name = sample.tags.ask ?? 'unknown';
          const histogram = asks.get(name) ?? new Histogram();
          asks.set(name, histogram);
          histogram.record(sample.value * 1000);
          return;
        }
        case orderMetrics.chain:
          stepOf(sample).chain.record(sample.value * 1000);
          chain.record(sample.value * 1000);
          return;
        case orderMetrics.hole:
          hole.record(sample.value * 1000);
          return;
        default:
          return;
      }
    },
    finish() {
      if (steps.size === 0) return null;
      const sorted: readonly OrderStepRecord[] = [...steps.values()].sort((a, b) => a.step - b.step);
      const sum = (pick: (step: OrderStepRecord) => number) =>
        sorted.reduce((total, step) => total + pick(step), 0);
      return {
        placed: sum((step) => step.placed),
        failed: sum((step) => step.failed),
        outcomes: new Map([...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))),
        steps: sorted,
        asks: new Map([...asks].sort(([a], [b]) => (a < b ? -1 : 1))),
        chain,
        hole,
      };
    },
  };
}
