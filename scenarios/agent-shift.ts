import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import type { AgentConversation } from '../vendors/contract/client.ts';
import { operate } from './lib/agent-operation.ts';
import { postPlan } from './lib/control.ts';
import { number, seed, size } from './lib/env.ts';
import { hash, textHash, uniform } from './lib/random.ts';
import { shiftClock } from './lib/shift-clock.ts';
import { shiftSizes } from './lib/sizes.ts';
import { nonceOf, parcelTexts } from './lib/texts.ts';

declare function setTimeout(callback: () => void, delayMs: number): unknown;

/**
 * A shift of ten agents, eight hours on a time scale. Customers ask what no keyword rule answers; the vendor assigns
 * the work; every agent does one operation at a time. It ends when the plan is done and all received work is handled.
 */
const { agents, hours, operationsPerAgentHour, timeScale, thinkMs } = shiftSizes[size];
const planned = agents * hours * operationsPerAgentHour;
const durationMs = (hours * 3_600_000) / timeScale;
const customers = Math.min(planned, number('SP_SHIFT_CUSTOMERS', planned));
/** Share of operations in which the person mistypes. Explicit, off by default, shown and never judged. */
const slipRate = number('SP_HUMAN_SLIP_RATE', 0);
/** Time for the agents to log in before the first ask. */
const leadMs = 1500;

/** Milliseconds of one step without thinking, tags {hour, agent, step, ok}; `total` is their sum. Closed loop: service time. */
const steps = new Trend('sp_shift_op', true);
const operations = new Counter('sp_shift_operations');
const systemErrors = new Counter('sp_shift_system_errors');
const humanSlips = new Counter('sp_shift_human_slips');

export const options: Options = {
  scenarios: {
    shift: {
      executor: 'per-vu-iterations',
      vus: agents,
      iterations: 1,
      maxDuration: `${Math.ceil(durationMs / 1000) + 120}s`,
    },
  },
};

export async function setup(): Promise<void> {
  if (client.openAgent === undefined) exec.test.abort(`vendor ${client.id} has no agent sessions`);
  await postPlan({
    v: 1,
    id: 'shift',
    seed,
    arrivals: { kind: 'uniform', customers, ratePerSec: (planned * 1000) / durationMs, durationMs },
    matcher: 'echo',
    texts: parcelTexts,
    expect: 'nonce',
    answerDeadlineMs: 10_000,
    // The quiet second keeps smoke short; what is still open has the full 30 s.
    drain: { quietMs: 1000, maxMs: 30_000 },
    leadMs,
    firstCustomer: number('SP_SHIFT_FIRST_CUSTOMER', 0),
  });
}

function waybill(key: number): string {
  return `SP${String(hash(seed, key)).padStart(10, '0')}`;
}

function think(key: number): Promise<void> {
  const [low, high] = thinkMs;
  return new Promise((resolve) => setTimeout(resolve, low + (high - low) * uniform(seed + 1, key)));
}

export default async function work(): Promise<void> {
  if (client.openAgent === undefined) return;
  const agent = exec.vu.idInTest - 1;
  const session = await client.openAgent(agent);
  const queue: AgentConversation[] = [];
  const seen = new Set<string>();
  let wake = (): void => undefined;
  session.onWork((conversation: AgentConversation) => {
    queue.push(conversation);
    wake();
  });
  const clock = await shiftClock('shift', durationMs, hours);
  void clock.whenDone.then(() => wake());

  async function handle(conversation: AgentConversation): Promise<void> {
    const nonce = nonceOf(conversation.text, parcelTexts);
    // A resumed channel may tell of the same message again.
    if (nonce === null || seen.has(nonce)) return;
    seen.add(nonce);
    const key = textHash(nonce);
    const tags = { hour: String(clock.hour()), agent: String(agent) };
    const slips = uniform(seed + 2, key) < slipRate;
    if (slips) humanSlips.add(1, { hour: tags.hour });
    let totalMs = 0;
    const failure = await operate(session, {
      conversation,
      nonce,
      waybill: slips ? waybill(key + 1) : waybill(key),
      think: () => think(key),
      onStep: (step, ms, ok) => {
        totalMs += ms;
        steps.add(ms, { ...tags, step, ok: String(ok) });
      },
    });
    steps.add(totalMs, { ...tags, step: 'total', ok: String(failure === null) });
    operations.add(1, { hour: tags.hour });
    if (failure === null) return;
    systemErrors.add(1, { hour: tags.hour, kind: failure.kind });
    console.warn(`agent ${agent}: ${failure.message}`);
  }

  for (;;) {
    const next = queue.shift();
    if (next !== undefined) await handle(next);
    else if (clock.done) break;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  await session.leave();
}
