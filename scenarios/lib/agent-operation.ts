import type { AgentConversation, AgentSession } from '../../vendors/contract/client.ts';
import { nowMs } from './clock.ts';

/** How one step of an operation went. */
export type Step = 'history' | 'reply' | 'write' | 'read' | 'close';
export type ErrorKind = 'write' | 'readback' | 'conflict' | 'refused' | 'transport';

export interface OperationPlan {
  readonly conversation: AgentConversation;
  /** What the customer waits for. */
  readonly nonce: string;
  /** What the agent types into the field. */
  readonly waybill: string;
  /** Pause before the reply. */
  readonly think: () => Promise<void>;
  readonly onStep: (step: Step, ms: number, ok: boolean) => void;
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly error?: string;
}

interface Failure {
  readonly kind: ErrorKind;
  readonly message: string;
}

/** Stops the operation; carries what the system did wrong. */
class SystemError extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

async function timed<A extends Answer>(plan: OperationPlan, step: Step, call: () => Promise<A>): Promise<A> {
  const startMs = nowMs();
  let answer: A;
  try {
    answer = await call();
  } catch (error) {
    plan.onStep(step, nowMs() - startMs, false);
    throw new SystemError('transport', `${step}: ${String(error)}`);
  }
  plan.onStep(step, nowMs() - startMs, answer.ok);
  if (answer.ok) return answer;
  const message = `${step}: ${answer.status} ${answer.error ?? ''}`;
  if (answer.status === 0) throw new SystemError('transport', message);
  if (step === 'write') throw new SystemError(answer.status === 409 ? 'conflict' : 'write', message);
  throw new SystemError(step === 'read' ? 'readback' : 'refused', message);
}

/**
 * One operation of an agent: read the history, reply, write the waybill against the version on the screen, read it
 * back and compare, close. Ends at the first thing the system does wrong; null = nothing.
 */
export async function operate(session: AgentSession, plan: OperationPlan): Promise<Failure | null> {
  const { id, version } = plan.conversation;
  try {
    await timed(plan, 'history', () => session.history(id));
    await plan.think();
    await timed(plan, 'reply', () => session.reply(id, `${plan.nonce}: ${plan.waybill}`));
    await timed(plan, 'write', () => session.writeField(id, plan.waybill, version));
    const { value } = await timed(plan, 'read', () => session.readField(id));
    if (value?.waybill !== plan.waybill) {
      throw new SystemError('readback', `wrote ${plan.waybill}, read ${value?.waybill ?? 'nothing'}`);
    }
    await timed(plan, 'close', () => session.close(id));
    return null;
  } catch (error) {
    if (error instanceof SystemError) return { kind: error.kind, message: error.message };
    throw error;
  }
}
