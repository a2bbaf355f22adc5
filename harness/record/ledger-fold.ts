import type { AskLine, PlanEnded } from '../../mock-whatsapp/contract/events.ts';
import type { Ledger } from './artefacts.ts';

/** `not-reached`: a stopped plan never came to it, or cut it off; outside the account. */
export type AskFate = 'answered' | 'late' | 'lost' | 'undelivered' | 'dropped' | 'not-reached';

/** What became of one ask. Lateness of the answer counts from the intended time. */
export function fateOf(ask: AskLine, answerDeadlineUs: number, end: PlanEnded | null): AskFate {
  if (ask.ans !== null) return ask.ans - ask.due > answerDeadlineUs ? 'late' : 'answered';
  // Never injected: our failure, unless the vendor's unanswered webhooks held it back (`wait`).
  if (ask.inj === null && ask.wait === undefined)
    return end?.reason === 'stopped' && ask.due > end.loadEndUs ? 'not-reached' : 'dropped';
  // A stopped plan has no drain: an ask still within its deadline was cut off, not lost.
  if (end?.reason === 'stopped' && end.drainEndUs - ask.due <= answerDeadlineUs) return 'not-reached';
  return ask.ack === null ? 'undelivered' : 'lost';
}

/** Folds ask lines into the ledger; asks whose line is missing become `unknown` at the end. */
export function ledgerFold(): {
  readonly add: (ask: AskLine, fate: AskFate) => void;
  readonly finish: (planned: number, unexpected: number, end: PlanEnded | null) => Ledger;
} {
  const fates: Record<AskFate, number> = {
    answered: 0,
    late: 0,
    lost: 0,
    undelivered: 0,
    dropped: 0,
    'not-reached': 0,
  };
  let lines = 0;
  let duplicated = 0;
  let extraAnswers = 0;
  let wrong = 0;
  let holding = 0;
  let reordered = 0;
  let fifo = 0;
  return {
    add(ask, fate) {
      lines += 1;
      fates[fate] += 1;
      if (ask.k > 1) {
        duplicated += 1;
        extraAnswers += ask.k - 1;
      }
      wrong += ask.wrong ?? 0;
      holding += ask.hold ?? 0;
      if (ask.reord === true) reordered += 1;
      if (ask.fifo === true) fifo += 1;
    },
    finish(announced, unexpected, end) {
      const missing = Math.max(0, announced - lines);
      // The mock's own end report says how many of the missing lines are asks it never injected.
      const reported = end === null ? 0 : Math.max(0, end.dropped - fates.dropped);
      const dropped = fates.dropped + Math.min(missing, reported);
      const notInjected = Math.max(0, announced - lines - (dropped - fates.dropped));
      // Asks of a stopped plan that never fell due have no line.
      const beyondStop = end?.reason === 'stopped' ? Math.min(notInjected, announced - end.planned) : 0;
      const notReached = fates['not-reached'] + beyondStop;
      const unknown = notInjected - beyondStop;
      const known = fates.answered + fates.late + fates.lost + fates.undelivered;
      return {
        planned: known + unknown + dropped,
        dropped,
        sent: known + unknown,
        answered: fates.answered,
        late: fates.late,
        lost: fates.lost,
        undelivered: fates.undelivered,
        unknown,
        notReached,
        duplicated,
        extraAnswers,
        wrong,
        holding,
        unexpected,
        reordered,
        fifo,
      };
    },
  };
}
