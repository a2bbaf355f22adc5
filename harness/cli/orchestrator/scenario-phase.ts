import { appendFile } from 'node:fs/promises';
import type { Bundle } from '../../drive/bundle.ts';
import type { EngineOutcome } from '../../drive/engine/run-engine.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { StormproofError } from '../../schema/errors.ts';
import { runExitCodes } from '../../schema/exit-codes.ts';
import type { ScenarioId } from '../../schema/run-plan.ts';
import type { EngineName } from '../options/evaluate-options.ts';
import { hardStop } from '../process/hard-stop.ts';
import { pickEngine } from '../process/pick-engine.ts';
import { followPlan } from './follow-plan.ts';
import { runPhase } from './run-phase.ts';
import { scenarioEnv } from './scenario-env.ts';
import type { Session } from './session.ts';
import { tellWork, workOf } from './tell-work.ts';

/** After Ctrl-C an engine may finish its iteration and teardown, then it is ended: the whole run must be over in 10 s. */
const engineGraceMs = 3000;

export interface ScenarioRun {
  readonly id: ScenarioId;
  readonly bundle: Bundle;
  /** `engine-1`, `engine-2` …: emitter and event file. */
  readonly emitter: string;
  readonly engine: EngineName;
  /** Id of the arrival plan that the script hands the mock, where it is not the scenario's. */
  readonly plan?: string;
  /** Beside what every scenario gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Plays one scenario. A script whose thresholds fail has still been played: the checkers judge.
 * Throws SP_DRIVE_SCRIPT when the script itself ends with an exception; the signal's reason when interrupted.
 */
export async function scenarioPhase(
  session: Session,
  vendor: RunningVendor,
  run: ScenarioRun,
): Promise<void> {
  await runPhase(session, run.id, async () => {
    await tellWork(vendor, workOf(run.id, session.size));
    await playScript(session, vendor, run);
  });
}

/** Plays one script inside a phase. Throws as scenarioPhase does. */
export async function playScript(session: Session, vendor: RunningVendor, run: ScenarioRun): Promise<void> {
  const outcome = await play(session, vendor, run);
  session.signal.throwIfAborted();
  const { reason, message, firstException } = outcome.summary;
  if (reason === 'exception') {
    throw new StormproofError(
      'SP_DRIVE_SCRIPT',
      `${run.id}: ${message ?? firstException ?? 'ended with an exception'}`,
    );
  }
  if (outcome.exitCode === runExitCodes.thresholdsFailed)
    session.progress.notice(`${run.id}: thresholds of the script failed`);
}

async function play(session: Session, vendor: RunningVendor, run: ScenarioRun): Promise<EngineOutcome> {
  const log = session.folder.logFile(run.emitter);
  // Rush and shift hand the mock an arrival plan named after them; the others have none, or one of another name.
  const plan = run.id === 'rush' || run.id === 'shift' ? run.id : run.plan;
  const follow = plan === undefined ? null : followPlan(session, plan);
  const untarget: (() => void)[] = [];
  let stopHard: (() => void) | null = null;
  try {
    return await pickEngine(run.engine)(
      {
        bundle: run.bundle.path,
        run: session.folder.run,
        eventsDir: session.folder.eventsDir,
        histogramsDir: session.folder.histogramsDir,
        name: run.emitter,
        scenarioId: run.id,
        env: { ...scenarioEnv(session, vendor), ...run.env },
        overrides: {},
        thresholds: true,
        handleSummaryDir: null,
        quiet: true,
      },
      {
        signal: session.signal,
        onSpawn: (pid) => {
          untarget.push(session.targets.add({ role: 'engine', pid }));
          stopHard = hardStop(pid, session.signal, engineGraceMs);
        },
        // Few lines: the script's console and exceptions.
        onLog: (line) => void appendFile(log, `${line}\n`).catch(() => {}),
        onProgress: ({ doneRatio }) => {
          if (follow === null) session.progress.work(Math.floor(doneRatio * 100), 100, 'percent done');
        },
      },
    );
  } finally {
    (stopHard as (() => void) | null)?.();
    follow?.stop();
    for (const remove of untarget) remove();
  }
}
