import type { ArrivalPlan } from '../../../mock-whatsapp/contract/plan.ts';
import { StormproofError } from '../../schema/errors.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import { playPlan } from './play-plan.ts';
import { runPhase } from './run-phase.ts';
import type { Session } from './session.ts';
import { warmupFinding } from './warmup-finding.ts';

/** A few hundred asks: connections are open and hot code is compiled before the first judged one. */
const warmupRatePerSec = 150;
const warmupMs = 2000;
const warmupDrain = { quietMs: 300, maxMs: 10_000 };

/** Plan of the warm-up. Recorded like any other, judged by nobody. Pure. */
export function warmupPlan(session: Pick<Session, 'size' | 'seed'>, expect: 'code' | 'nonce'): ArrivalPlan {
  return {
    v: 1,
    id: 'warmup',
    seed: session.seed,
    arrivals: {
      kind: 'uniform',
      customers: customerPlan(session.size).storm,
      ratePerSec: warmupRatePerSec,
      durationMs: warmupMs,
    },
    matcher: 'echo',
    texts: askTexts,
    expect,
    answerDeadlineMs: deadlines.answerDeadlineMs,
    drain: warmupDrain,
  };
}

/**
 * Plays the warm-up against the vendor whose webhook is set, and says so when not one ask was answered. Throws
 * SP_DRIVE_WEBHOOK when the vendor refused everything as wrongly signed: its answers would be those of a wrong secret.
 */
export async function warmupPhase(session: Session, expect: 'code' | 'nonce'): Promise<void> {
  const { control, mock, progress } = session;
  const { graphRequests } = await control.state();
  const plan = await runPhase(session, 'warmup', () => playPlan(session, warmupPlan(session, expect)));
  const after = await control.state();
  const came = after.graphRequests - graphRequests;
  const finding = warmupFinding(plan, after.lastWebhookFailure, came, mock.graphUrl);
  if (finding?.fatal) throw new StormproofError('SP_DRIVE_WEBHOOK', finding.text);
  if (finding) progress.notice(`warm-up: ${finding.text}`);
}
