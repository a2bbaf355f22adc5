import type { Options } from 'k6/options';
import { planDone, postPlan } from './lib/control.ts';
import { choice, number, seed } from './lib/env.ts';
import { recordedArrivals } from './lib/recorded.ts';
import { discountTexts } from './lib/texts.ts';

/**
 * Your own Black Friday: asks at the times of a file. CSV = its absolute path (rows `timestamp` or `timestamp,customer`),
 * SPEED = how many times faster, CUSTOMERS, PLAN_ID, MATCHER, SP_EXPECT from the environment.
 */
const id = __ENV.PLAN_ID || 'recorded';
const matcher = choice('MATCHER', ['echo', 'context', 'single-open']);
const expected = choice('SP_EXPECT', ['code', 'nonce']);
const drainMaxMs = 30_000;

function readRecording(): string {
  const path = __ENV.CSV ?? '';
  // Relative paths mean the folder of the script, which a bundled script shares with nobody.
  if (!path.startsWith('/'))
    throw new Error(`CSV: ${JSON.stringify(path)}: must be an absolute path: -e CSV=$PWD/asks.csv`);
  return open(path);
}

const arrivals = recordedArrivals(readRecording(), {
  customers: number('CUSTOMERS', 300),
  speed: number('SPEED', 1),
});
const loadMs = arrivals.atMs[arrivals.atMs.length - 1] ?? 0;

export const options: Options = {
  scenarios: {
    recorded: {
      executor: 'per-vu-iterations',
      vus: 1,
      iterations: 1,
      maxDuration: `${Math.ceil((loadMs + drainMaxMs) / 1000) + 60}s`,
    },
  },
};

export default async function playRecording(): Promise<void> {
  await postPlan({
    v: 1,
    id,
    seed,
    arrivals,
    matcher,
    texts: discountTexts,
    expect: expected,
    answerDeadlineMs: 10_000,
    drain: { quietMs: 3000, maxMs: drainMaxMs },
  });
  await planDone(id);
}
