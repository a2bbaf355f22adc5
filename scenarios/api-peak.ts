import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import type { ApiCall, OpResult } from '../vendors/contract/client.ts';
import { nowMs } from './lib/clock.ts';
import { control, postPlan } from './lib/control.ts';
import { seed, size } from './lib/env.ts';
import { pickCall } from './lib/pick-call.ts';
import { apiSizes } from './lib/sizes.ts';
import { parcelTexts } from './lib/texts.ts';

declare function setTimeout(callback: () => void, delayMs: number): unknown;

/**
 * The vendor's own API at peak: its named calls in fixed shares, in steps of constant rate, whether or not earlier calls
 * have been answered. Ten agents keep their channels open meanwhile, with conversations that customers began just before.
 */
const { ratesPerSec, stepMs } = apiSizes[size];
const agents = 10;
/** Twenty open conversations an agent: calls of one moment meet different ones. */
const conversations = 200;
const askMs = 1000;
/** For the agents to log in and be given their conversations before the first call. */
const leadMs = 5000;
const gapMs = 500;
/** A call that finds nothing to work on prepares again this often before it gives up. */
const prepareTries = 40;
const prepareGapMs = 250;
const startOf = (step: number): number => leadMs + step * (stepMs + gapMs);
const endMs = startOf(ratesPerSec.length);

/** Milliseconds of one call, tags {i, name, step, status, ok}. */
const calls = new Trend('sp_api_call', true);

export const options: Options = {
  scenarios: {
    agents: {
      executor: 'per-vu-iterations',
      exec: 'holdChannel',
      vus: agents,
      iterations: 1,
      maxDuration: `${endMs + 120_000}ms`,
    },
    ...Object.fromEntries(
      ratesPerSec.map((rate, step) => [
        `step${step + 1}`,
        {
          executor: 'constant-arrival-rate',
          exec: 'callOnce',
          startTime: `${startOf(step)}ms`,
          rate,
          timeUnit: '1s',
          duration: `${stepMs}ms`,
          // Calls of 0.6 s at 150/s keep 90 busy; growing costs dropped calls.
          preAllocatedVUs: 100,
          maxVUs: 600,
          gracefulStop: '60s',
          env: { SP_API_STEP: String(step + 1) },
        },
      ]),
    ),
  },
};

interface Setup {
  readonly credential: string;
}

export async function setup(): Promise<Setup> {
  if (client.apiCalls === undefined || client.openApi === undefined || client.openAgent === undefined) {
    exec.test.abort(`vendor ${client.id} has no API calls`);
    throw new Error('no API calls');
  }
  await postPlan({
    v: 1,
    id: 'api',
    seed,
    arrivals: {
      kind: 'uniform',
      customers: conversations,
      ratePerSec: (conversations * 1000) / askMs,
      durationMs: askMs,
    },
    matcher: 'echo',
    texts: parcelTexts,
    expect: 'nonce',
    answerDeadlineMs: 10_000,
    drain: { quietMs: 1000, maxMs: 30_000 },
    leadMs: 1500,
  });
  return { credential: await client.openApi() };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, delayMs)));
}

/** An agent at work: its channel makes the conversations stay assigned. */
export async function holdChannel(): Promise<void> {
  if (client.openAgent === undefined) return;
  const startMs = nowMs();
  // A VU of this scenario may have any id: the calls have VUs too.
  const session = await client.openAgent(exec.scenario.iterationInTest);
  await pause(endMs - (nowMs() - startMs));
  // A slow vendor's last calls still need their conversations: all but the agents have ended.
  while (exec.instance.vusActive > agents) await pause(200);
  // Nobody who is played afterwards shall find these conversations open.
  for (const { id } of (await session.assigned()).value ?? []) await session.close(id);
  await session.leave();
}

let known: Promise<readonly ApiCall[]> | null = null;

/** A busy machine's agents may still be logging in at the first call: no conversation is open to work on yet. */
async function knownCalls(credential: string): Promise<readonly ApiCall[]> {
  if (client.apiCalls === undefined) return [];
  for (let triesLeft = prepareTries; ; triesLeft -= 1) {
    try {
      return await client.apiCalls(credential);
    } catch (error) {
      if (triesLeft === 0) throw error;
      await pause(prepareGapMs);
    }
  }
}

export async function callOnce({ credential }: Setup): Promise<void> {
  known ??= knownCalls(credential);
  const i = exec.scenario.iterationInTest;
  const call = pickCall(await known, i, seed);
  const startMs = nowMs();
  let result: OpResult;
  try {
    result = await call.run(exec.vu.idInTest);
  } catch (error) {
    result = { ok: false, status: 0, error: String(error) };
  }
  calls.add(nowMs() - startMs, {
    i: String(i),
    name: call.name,
    step: __ENV.SP_API_STEP ?? '1',
    status: String(result.status),
    ok: String(result.ok),
  });
  if (!result.ok) console.warn(`${call.name} failed: ${result.status} ${result.error ?? ''}`);
}

export async function teardown(): Promise<void> {
  // Replies of the peak answer no particular ask: the plan only made conversations.
  await control('POST', '/_sim/plans/api/stop');
}
