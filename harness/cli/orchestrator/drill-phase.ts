import { type PressureOptions, runPressureDrill } from '../../drive/faults/pressure/run-pressure.ts';
import { runFailoverDrill } from '../../drive/faults/run-drill.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { type EventWriter, openEventWriter } from '../../record/event-writer.ts';
import type { FaultId } from '../../schema/faults.ts';
import { askTexts } from './ask-texts.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import { runPhase } from './run-phase.ts';
import { expectation } from './scenario-env.ts';
import type { Session } from './session.ts';
import { tellWork, workOf } from './tell-work.ts';

/**
 * Plays one fault `trials` times under load and records what was done in events/faults. The node kill is the phase
 * `failover`, every other fault the phase `drill`.
 */
export async function drillPhase(
  session: Session,
  vendor: RunningVendor,
  fault: FaultId | null,
  trials: number,
): Promise<void> {
  if (fault === null) throw new Error('a drill without a fault');
  const faults = await openEventWriter({
    dir: session.folder.eventsDir,
    file: 'faults',
    run: session.folder.run,
    src: 'faults',
  });
  const options = optionsOf(session, vendor, faults, trials);
  try {
    await runPhase(session, fault === 'node-kill' ? 'failover' : 'drill', async () => {
      await tellWork(vendor, workOf('failover', session.size, trials));
      if (fault === 'cpu-pressure') await runPressureDrill(options);
      else await runFailoverDrill({ ...options, fault, watchMs: deadlines.failoverWatchMs });
    });
  } finally {
    await faults.close();
  }
}

function optionsOf(
  session: Session,
  vendor: RunningVendor,
  faults: EventWriter,
  trials: number,
): Omit<PressureOptions, 'timing' | 'targetRatio'> {
  return {
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
    signal: session.signal,
    onProgress: ({ trial, trials: all, text }) => {
      session.progress.work(trial, all, 'trials');
      session.progress.notice(text);
    },
  };
}
