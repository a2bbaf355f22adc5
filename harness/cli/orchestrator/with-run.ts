import { appendFile, mkdir } from 'node:fs/promises';
import type { RunPlan, ScenarioId } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
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

/** An abort of a sibling may arrive just after its consequence: a dead child looks like a failure until then. */
const abortLagMs = 300;

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
  const note = (text: string) => void appendFile(folder.logFile('orchestrator'), `${text}\n`).catch(() => {});
  try {
    progress.say(`run folder: ${folder.dir}`);
    progress.say(disk);
    await folder.writePlan(await request.plan(folder.run, folder.dir));
    const session = await openSession({ ...request, folder, progress, closers });
    await work(session);
    await session.control.flush();
    await closers.closeAll(note);
    await folder.end('complete', null);
    return folder.dir;
  } catch (thrown) {
    const error = asStormproofError(await rootCause(thrown, context));
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

/** What ended the run: Ctrl-C before everything it broke. */
async function rootCause(thrown: unknown, context: CliContext): Promise<unknown> {
  if (!context.signal.aborted) await new Promise((resolve) => setTimeout(resolve, abortLagMs));
  return context.signal.aborted ? context.signal.reason : thrown;
}
