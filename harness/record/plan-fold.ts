import type { AskLine, PlanEnded, PlanStarted } from '../../mock-whatsapp/contract/events.ts';
import { Histogram } from '../stats/histogram.ts';
import type { PlanRecord, Sends } from './artefacts.ts';
import { addAsk, emptyLatency, unionOf } from './latency-fold.ts';
import { fateOf, ledgerFold } from './ledger-fold.ts';
import { timeline } from './timeline.ts';

/** Blocks of the percentiles' intervals and of a minute's (design §4.4). */
const blockUs = 10_000_000;

export interface PlanFacts {
  readonly started: PlanStarted;
  readonly ended: PlanEnded | null;
  readonly sends: Sends | null;
  readonly unexpected: number;
  /** Where the plan's end is not on record: the latest time seen in its lines, µs. */
  readonly extentUs: number;
}

export interface PlanFoldOptions {
  readonly answerDeadlineMs: number;
  readonly burstUntilMs: number;
  readonly steadyFromMs: number;
}

/** Folds the ask lines of one plan. O(1) per line; memory grows with the plan's duration, not with its asks. */
export function planFold(
  facts: PlanFacts,
  options: PlanFoldOptions,
): { readonly add: (ask: AskLine) => void; readonly finish: () => PlanRecord } {
  const { started, ended } = facts;
  const drainEndUs = ended?.drainEndUs ?? facts.extentUs;
  const answerDeadlineUs = options.answerDeadlineMs * 1000;
  const burstUntilUs = options.burstUntilMs * 1000;
  const steadyFromUs = options.steadyFromMs * 1000;
  const ledger = ledgerFold();
  const between = emptyLatency();
  const steady = emptyLatency();
  const burst = emptyLatency();
  const blocks: Histogram[] = [];
  const losses: { n: number; k: number }[] = [];
  const windows = timeline(drainEndUs);
  let burstAsks = 0;
  let burstLastAnswerUs: number | null = null;
  let injected = 0;

  function add(ask: AskLine): void {
    const fate = fateOf(ask, answerDeadlineUs, ended);
    ledger.add(ask, fate);
    if (ask.inj !== null) injected += 1;
    if (fate === 'not-reached' || fate === 'dropped') {
      if (fate === 'dropped') windows.add(ask, 0);
      return;
    }
    const endUs = ask.ans ?? Math.max(drainEndUs, ask.due);
    windows.add(ask, endUs);
    // Held back by the vendor to the end: it waited from its intended time on.
    const inj = ask.inj ?? ask.due;
    const waitUs = ask.inj === null ? 0 : (ask.wait ?? 0);
    const times = { due: ask.due, inj, waitUs, ackUs: ask.ack ?? Math.max(drainEndUs, inj), endUs };
    // Each ask goes into one part; the whole is their union, made at the end.
    addAsk(ask.due < burstUntilUs ? burst : ask.due < steadyFromUs ? between : steady, times);
    const index = Math.floor(ask.due / blockUs);
    let block = blocks[index];
    if (block === undefined) {
      block = new Histogram();
      blocks[index] = block;
    }
    block.record(endUs - ask.due);
    const loss = losses[index] ?? { n: 0, k: 0 };
    losses[index] = loss;
    loss.n += 1;
    if (fate === 'lost' || fate === 'undelivered') loss.k += 1;
    if (ask.due >= burstUntilUs) return;
    burstAsks += 1;
    if (burstLastAnswerUs === null || endUs > burstLastAnswerUs) burstLastAnswerUs = endUs;
  }

  function finish(): PlanRecord {
    for (let index = 0; index < blocks.length; index += 1) {
      blocks[index] ??= new Histogram();
      losses[index] ??= { n: 0, k: 0 };
    }
    return {
      id: started.plan,
      model: started.model ?? 'open',
      hash: started.hash,
      options: started.options,
      matcher: started.matcher ?? null,
      endReason: ended?.reason ?? null,
      startNs: started.mono_ns,
      loadEndUs: ended?.loadEndUs ?? facts.extentUs,
      drainEndUs,
      // A closed loop announces no number of asks: its end report does.
      ledger: ledger.finish(Math.max(started.asks, ended?.planned ?? 0), facts.unexpected, ended),
      all: unionOf([burst, between, steady]),
      steady,
      burst,
      steadyFromUs,
      burstUntilUs,
      burstAsks,
      burstLastAnswerUs,
      blocks,
      losses,
      windowMs: windows.windowMs,
      windows: windows.windows,
      sends: facts.sends,
      beyondPairRate: ended?.beyondPairRate ?? null,
      mismatch:
        ended !== null && ended.injected !== injected ? { told: ended.injected, held: injected } : null,
    };
  }

  return { add, finish };
}
