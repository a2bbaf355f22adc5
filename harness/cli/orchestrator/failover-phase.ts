import { runFailoverDrill } from '../../drive/faults/run-drill.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { openEventWriter } from '../../record/event-writer.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import { runPhase } from './run-phase.ts';
import { expectation } from './scenario-env.ts';
import type { Session } from './session.ts';
import { tellWork, workOf } from './tell-work.ts';

/** Kills a node under load, `trials` times, and records what was injected and healed in events/faults. */
export async function failoverPhase(session: Session, vendor: RunningVendor, trials: number): Promise<void> {
  const faults = await openEventWriter({
    dir: session.folder.eventsDir,
    file: 'faults',
    run: session.folder.run,
    src: 'faults',
  });
  try {
    await runPhase(session, 'failover', async () => {
      await tellWork(vendor, workOf('failover', session.size, trials));
      return runFailoverDrill({
        trials,
        size: session.size,
        driver: vendor.driver,
        control: session.control,
        faults,
        optionsAfter: { name: session.mockOptions },
        customers: customerPlan(session.size).storm,
        seed: session.seed,
        matcher: 'echo',
        expect: expectation(vendor),
        texts: askTexts,
        answerDeadlineMs: deadlines.answerDeadlineMs,
        drain: { quietMs: deadlines.drainQuietMs, maxMs: deadlines.drainMaxMs },
        watchMs: deadlines.failoverWatchMs,
        signal: session.signal,
        onProgress: ({ trial, trials: all, text }) => {
          session.progress.work(trial, all, 'trials');
          session.progress.notice(text);
        },
      });
    });
  } finally {
    await faults.close();
  }
}
