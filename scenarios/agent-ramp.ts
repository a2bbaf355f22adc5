import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import type { AgentConversation, AgentSession } from '../vendors/contract/client.ts';
import { operate } from './lib/agent-operation.ts';
import { planDone, postPlan } from './lib/control.ts';
import { number, seed, text } from './lib/env.ts';
import { hash, textHash } from './lib/random.ts';
import { nonceOf, parcelTexts } from './lib/texts.ts';

declare function setTimeout(callback: () => void, delayMs: number): unknown;

/**
 * So many agents at work at one time: one point of `stormproof capacity --ramp agents`. They log in one after another, asks
 * come at a steady pace for each of them, and every agent does one operation at a time without thinking: what an ask waits
 * is the vendor's. Agents leave when the asks are accounted for; work that is then left counts as not done.
 */
const agents = number('SP_RAMP_AGENTS', 10);
const point = text('SP_RAMP_POINT', 'agents');
const durationMs = number('SP_RAMP_MS', 30_000);
const asksPerAgentMinute = number('SP_RAMP_ASKS_PER_AGENT_MINUTE', 6);
const planned = Math.max(1, Math.round((agents * asksPerAgentMinute * durationMs) / 60_000));
/** Between two logins: a hundred at once are another test. */
const loginGapMs = 20;
const leadMs = 2000 + 2 * loginGapMs * agents;
/** Longest drain of the plan, and the lead of a vendor that is slow to let agents in. */
const spareMs = 90_000;
/** The point's own: what is left from the point before is no work of this one. */
const texts = parcelTexts.map((ask) => `${point}. ${ask}`);
const tags = { point };

const atWork = new Counter('sp_ramp_agents');
const operations = new Counter('sp_ramp_operations');
const systemErrors = new Counter('sp_ramp_system_errors');

export const options: Options = {
  scenarios: {
    ramp: {
      executor: 'per-vu-iterations',
      vus: agents,
      iterations: 1,
      maxDuration: `${Math.ceil((leadMs + durationMs + spareMs) / 1000)}s`,
    },
  },
};

export async function setup(): Promise<void> {
  if (client.openAgent === undefined) exec.test.abort(`vendor ${client.id} has no agent sessions`);
  await postPlan({
    v: 1,
    id: point,
    seed: hash(seed, textHash(point)),
    arrivals: {
      kind: 'uniform',
      customers: Math.min(planned, number('SP_RAMP_CUSTOMERS', planned)),
      ratePerSec: (planned * 1000) / durationMs,
      durationMs,
    },
    matcher: 'echo',
    texts,
    expect: 'nonce',
    answerDeadlineMs: number('SP_RAMP_DEADLINE_MS', 10_000),
    drain: { quietMs: 1000, maxMs: 30_000 },
    leadMs,
    firstCustomer: number('SP_RAMP_FIRST_CUSTOMER', 0),
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function opened(agent: number): Promise<AgentSession | null> {
  try {
    return (await client.openAgent?.(agent)) ?? null;
  } catch (error) {
    systemErrors.add(1, { ...tags, kind: 'login' });
    console.warn(`agent ${agent} is not let in: ${String(error)}`);
    return null;
  }
}

export default async function work(): Promise<void> {
  // Also said by an agent who never gets in: the engine has been here.
  atWork.add(0, tags);
  const agent = exec.vu.idInTest - 1;
  await pause(agent * loginGapMs);
  const session = await opened(agent);
  if (session === null) return;
  atWork.add(1, tags);
  const queue: AgentConversation[] = [];
  const seen = new Set<string>();
  let wake = (): void => undefined;
  let over = false;
  session.onWork((conversation: AgentConversation) => {
    queue.push(conversation);
    wake();
  });
  // A hundred agents polling all the time would be a load of its own.
  void pause(leadMs + durationMs)
    .then(() => planDone(point))
    .then(() => {
      over = true;
      wake();
    });

  async function handle(own: AgentSession, conversation: AgentConversation): Promise<void> {
    const nonce = nonceOf(conversation.text, texts);
    if (nonce === null) {
      // Off the vendor's hands, uncounted.
      await own.close(conversation.id).catch(() => undefined);
      return;
    }
    // A resumed channel may tell of the same message again.
    if (seen.has(nonce)) return;
    seen.add(nonce);
    const failure = await operate(own, {
      conversation,
      nonce,
      waybill: `SP${String(hash(seed, textHash(nonce))).padStart(10, '0')}`,
      think: () => Promise.resolve(),
      onStep: () => undefined,
    });
    operations.add(1, tags);
    if (failure === null) return;
    systemErrors.add(1, { ...tags, kind: failure.kind });
    console.warn(`agent ${agent}: ${failure.message}`);
  }

  while (!over) {
    const next = queue.shift();
    if (next !== undefined) await handle(session, next);
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  await session.leave();
}
