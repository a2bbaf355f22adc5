import { mkdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealRun } from '../../record/seal.ts';
import { runFiles } from '../../schema/artefacts.ts';
import type { StormproofError } from '../../schema/errors.ts';
import type { RunPlan, RunState } from '../../schema/run-plan.ts';
import { runId } from './run-id.ts';

/** A run's folder and its state machine: running → complete | interrupted | failed. */
export interface RunFolder {
  readonly run: string;
  readonly dir: string;
  readonly eventsDir: string;
  readonly histogramsDir: string;
  logFile(role: string): string;
  writePlan(plan: RunPlan): Promise<void>;
  /** The measurement ended and its event files are closed: they are sealed. Only the first call counts. */
  end(status: Exclude<RunState['status'], 'running'>, error: StormproofError | null): Promise<void>;
  readonly status: RunState['status'];
}

/** Makes `<outDir>/<run-id>/` with its subfolders and writes run.json (running). A run of the same second gets a suffix. */
export async function createRunFolder(outDir: string, vendor: string, label: string): Promise<RunFolder> {
  const startedAt = new Date();
  await mkdir(outDir, { recursive: true });
  const run = await makeUnique(outDir, runId(startedAt, vendor, label));
  const dir = join(outDir, run);
  const eventsDir = join(dir, runFiles.events);
  const histogramsDir = join(dir, runFiles.histograms);
  for (const part of [eventsDir, histogramsDir, join(dir, runFiles.logs)]) await mkdir(part);

  let state: RunState = {
    v: 1,
    run,
    status: 'running',
    startedAt: startedAt.toISOString(),
    endedAt: null,
    error: null,
  };
  const write = () => writeJson(join(dir, runFiles.state), state);
  await write();
  return {
    run,
    dir,
    eventsDir,
    histogramsDir,
    logFile: (role) => join(dir, runFiles.logs, `${role}.log`),
    writePlan: (plan) => writeJson(join(dir, runFiles.plan), plan),
    end: async (status, error) => {
      if (state.status !== 'running') return;
      state = { ...state, status };
      // A folder that can't be read back is left unsealed; the check says so.
      const sealed = await sealRun(dir).catch(() => undefined);
      state = {
        ...state,
        ...(sealed === undefined ? {} : { sealed }),
        endedAt: new Date().toISOString(),
        error: error === null ? null : { id: error.id, message: error.message },
      };
      await write();
    },
    get status() {
      return state.status;
    },
  };
}

async function makeUnique(outDir: string, id: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? id : `${id}-${attempt}`;
    try {
      await mkdir(join(outDir, name));
      return name;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * Written beside and renamed: a reader never sees half a file. On a full disk the file is written in place instead: the few
 * blocks it has are enough to say that the run failed.
 */
async function writeJson(path: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  try {
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  } catch {
    await rm(`${path}.part`, { force: true });
    await writeFile(path, text, { flag: 'r+' }).catch(() => writeFile(path, text));
    await truncate(path, Buffer.byteLength(text));
  }
}
