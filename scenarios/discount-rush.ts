import type { Options } from 'k6/options';
import { planDone, postPlan } from './lib/control.ts';
import { choice, seed, size } from './lib/env.ts';
import { rushSizes } from './lib/sizes.ts';
import { discountTexts } from './lib/texts.ts';

/**
 * The rush: every customer asks for the discount code within the first second and goes on asking at a pace of their
 * own, whoever has been answered. The mock plays it; this script hands over the plan and waits.
 */
const rush = rushSizes[size];
const expected = choice('SP_EXPECT', ['code', 'nonce']);
const drainMaxMs = 30_000;

export const options: Options = {
  scenarios: {
    rush: {
      executor: 'per-vu-iterations',
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil((rush.durationMs + drainMaxMs) / 1000) + 60}s`,
    },
  },
};

export default async function playRush(): Promise<void> {
  const { customers, firstWithinMs, secondAfterMs, everyMs, durationMs } = rush;
  await postPlan({
    v: 1,
    id: 'rush',
    seed,
    arrivals: { kind: 'cadence', customers, firstWithinMs, secondAfterMs, everyMs, durationMs },
    matcher: 'echo',
    texts: discountTexts,
    expect: expected,
    answerDeadlineMs: 10_000,
    drain: { quietMs: 3000, maxMs: drainMaxMs },
  });
  await planDone('rush');
}
