import type { PlanRecord } from '../../record/artefacts.ts';
import type { Histogram } from '../../stats/histogram.ts';
import { causeOf } from '../cause.ts';
import { askScenarios, plansOf } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** 5 % of the strictest time target of the shipped set (1 s): later asks are another load than planned. */
const limitMs = 50;
/** A burst planned into one second must not be stretched by more than a quarter of it. */
const burstLimitMs = 250;
/** Half of a limit is worth a warning. */
const warnFrom = 0.5;

/**
 * How late the mock itself injected asks (p99), after the time in which the vendor's own unanswered webhooks held
 * them back. Late injection changes the load and every response time: it moves figures both ways.
 */
export const lateness: ValidityRule = (artefacts) => {
  const parts = askScenarios.flatMap((scenario) =>
    plansOf(artefacts, scenario).flatMap((plan) => partsOf(plan).map((part) => ({ scenario, ...part }))),
  );
  const [first, ...rest] = parts;
  if (first === undefined) return null;
  const worst = rest.reduce((a, b) => (b.valueMs / b.limitMs > a.valueMs / a.limitMs ? b : a), first);
  const state = stateOf(worst.valueMs, worst.limitMs, worst.limitMs * warnFrom);
  const { plan, part } = worst;
  return {
    check: {
      id: 'lateness',
      value: worst.valueMs,
      limit: worst.limitMs,
      unit: 'ms',
      state,
      moves: 'both',
      cause: causeOf('lateness', state, { plan, part, p99Ms: worst.valueMs }),
    },
    scenarios: [...new Set(parts.filter((own) => own.valueMs > own.limitMs).map((own) => own.scenario))],
  };
};

function partsOf(plan: PlanRecord): { plan: string; part: string; valueMs: number; limitMs: number }[] {
  const steady = { plan: plan.id, part: 'steady', valueMs: p99(plan.steady.ownLateness), limitMs };
  if (plan.burstAsks === 0) return [steady];
  return [
    steady,
    { plan: plan.id, part: 'burst', valueMs: p99(plan.burst.ownLateness), limitMs: burstLimitMs },
  ];
}

function p99(histogram: Histogram): number {
  return (histogram.quantile(0.99) ?? 0) / 1000;
}
