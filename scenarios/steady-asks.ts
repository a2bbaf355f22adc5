import type { Options } from 'k6/options';
import type { Arrivals } from '../mock-whatsapp/contract/plan.ts';
import { control, planDone, postPlan } from './lib/control.ts';
import { choice, number, seed } from './lib/env.ts';
import { discountTexts } from './lib/texts.ts';

/**
 * Asks at a steady rate. RATE a second, DURATION in seconds, CUSTOMERS, PLAN_ID, MATCHER, SP_EXPECT from the environment.
 * ARRIVALS = uniform, poisson, or burst: on top of RATE, BURST_ASKS within BURST_WITHIN seconds every BURST_EVERY seconds.
 * DRAIN: seconds after the load in which an open ask may still be answered.
 * REDELIVER_EVERY and FAIL_EVERY: Meta delivers every nth webhook twice, fails every nth answer after accepting it.
 */
const ratePerSec = number('RATE', 50);
const durationMs = number('DURATION', 20) * 1000;
const customers = number('CUSTOMERS', 300);
const id = __ENV.PLAN_ID || 'steady';
const matcher = choice('MATCHER', ['echo', 'context', 'single-open']);
const expected = choice('SP_EXPECT', ['code', 'nonce']);
const kind = choice('ARRIVALS', ['uniform', 'poisson', 'burst']);
const redeliverEvery = number('REDELIVER_EVERY', 0);
const failEvery = number('FAIL_EVERY', 0);
const drainMaxMs = number('DRAIN', 30) * 1000;

function arrivals(): Arrivals {
  const rated = { customers, ratePerSec, durationMs };
  if (kind !== 'burst') return { kind, ...rated };
  const everyMs = number('BURST_EVERY', 10) * 1000;
  return {
    kind,
    ...rated,
    everyMs,
    asks: number('BURST_ASKS', 100),
    withinMs: number('BURST_WITHIN', 1) * 1000,
  };
}

export const options: Options = {
  scenarios: {
    steady: {
      executor: 'per-vu-iterations',
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil((durationMs + drainMaxMs) / 1000) + 60}s`,
    },
  },
};

export default async function playSteady(): Promise<void> {
  if (redeliverEvery > 0 || failEvery > 0) {
    await control('PUT', '/_sim/faults', {
      ...(redeliverEvery > 0 ? { redeliver: { every: redeliverEvery, afterMs: 500 } } : {}),
      ...(failEvery > 0 ? { failStatus: { every: failEvery } } : {}),
    });
  }
  await postPlan({
    v: 1,
    id,
    seed,
    arrivals: arrivals(),
    matcher,
    texts: discountTexts,
    expect: expected,
    answerDeadlineMs: 10_000,
    drain: { quietMs: 3000, maxMs: drainMaxMs },
  });
  await planDone(id);
}
