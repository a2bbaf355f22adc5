import { once } from 'node:events';
import { appendFile, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunPlan, ScenarioId } from '../../schema/run-plan.ts';
import { asStormproofError } from '../output/print-error.ts';
import { openProgress } from '../progress/open-progress.ts';
import { checkDisk } from '../run-folder/check-disk.ts';
import { diskBudget } from '../run-folder/disk-budget.ts';
import { createRunFolder } from '../run-folder/run-folder.ts';
import { createClosers } from './closers.ts';
import { type OpenSessionOptions, openSession } from './open-session.ts';
import type { Session } from './session.ts';

export interface RunRequest
  extends Pick<
    OpenSessionOptions,
    'context' | 'size' | 'seed' | 'mockOptions' | 'mockPort' | 'secrets' | 'plantCodes'
  > {
  readonly outDir: string;
  readonly vendorId: string;
  /** Last part of the run id: the size, or the script's name. */
  readonly label: string;
  readonly title: string;
  readonly scenarios: readonly ScenarioId[];
  readonly phases: number;
  readonly expectedMs: number | null;
  readonly quiet: boolean;
  /** Decides everything before the first process starts. */
  readonly plan: (run: string, dir: string) => Promise<RunPlan>;
}

/** A Ctrl-C may arrive just after its consequence: a dead child looks like a failure until then. */
const interruptLagMs = 300;
/** So may the end of a child: a mock that the full disk ended first looks like a call that failed. Longer on a busy machine. */
const breakLagMs = 1000;

/**
 * One run from folder to closed files: disk budget, plan.json, session, `work`, shutdown, final state. Returns the folder.
 * Whatever happens, nothing is left running and run.json tells how it ended.
 */
export async function withRun(
  request: RunRequest,
  work: (session: Session) => Promise<void>,
): Promise<string> {
  const { context, size } = request;
  context.signal.throwIfAborted();
  await mkdir(request.outDir, { recursive: true });
  const disk = await checkDisk(request.outDir, diskBudget(size, request.scenarios));
  const folder = await createRunFolder(request.outDir, request.vendorId, request.label);
  const closers = createClosers();
  const progress = openProgress(context, request);
  let session: Session | null = null;
  const note = (text: string) => void appendFile(folder.logFile('orchestrator'), `${text}\n`).catch(() => {});
  try {
    progress.say(`run folder: ${folder.dir}`);
    progress.say(disk);
    await folder.writePlan(await request.plan(folder.run, folder.dir));
    session = await openSession({ ...request, folder, progress, closers });
    await work(session);
    await session.control.flush();
    await closers.closeAll(note);
    await folder.end('complete', null);
    return folder.dir;
  } catch (thrown) {
    const error = asStormproofError(
      await rootCause(thrown, context.signal, (session as Session | null)?.signal ?? null),
    );
    await closers.closeAll(note);
    const cause = error.cause instanceof Error ? error.cause : error;
    note(`${new Date().toISOString()} ${error.id} ${error.message}\n${cause.stack ?? ''}`);
    const interrupted = error.id === 'SP_CLI_INTERRUPTED';
    await folder.end(interrupted ? 'interrupted' : 'failed', error).catch(() => {});
    throw error;
  } finally {
    progress.close();
  }
}

/** What ended the run: Ctrl-C before everything it broke, then what broke in the session, then what was thrown. */
async function rootCause(
  thrown: unknown,
  interrupt: AbortSignal,
  broken: AbortSignal | null,
): Promise<unknown> {
  if (await abortedWithin(interrupt, interruptLagMs)) return interrupt.reason;
  if (broken !== null && (await abortedWithin(broken, breakLagMs))) return broken.reason;
  return thrown;
}

async function abortedWithin(signal: AbortSignal, limitMs: number): Promise<boolean> {
  if (!signal.aborted) await Promise.race([once(signal, 'abort'), sleep(limitMs)]);
  return signal.aborted;
}
