import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeOf } from './outcome-of.ts';
import type { DamageOutcome, DamageRow } from './row.ts';
import { blockedEngine } from './rows/blocked-engine.ts';
import { blockedMock } from './rows/blocked-mock.ts';
import { blockedOrchestrator } from './rows/blocked-orchestrator.ts';
import { clockStepped } from './rows/clock-stepped.ts';
import { cpuHogs } from './rows/cpu-hogs.ts';
import { diskSlow } from './rows/disk-slow.ts';
import { editedLines } from './rows/edited-lines.ts';
import { editedPlan } from './rows/edited-plan.ts';
import { editedResult } from './rows/edited-result.ts';
import { editedTimes } from './rows/edited-times.ts';
import { faultNotInjected } from './rows/fault-not-injected.ts';
import { noEvidence } from './rows/no-evidence.ts';
import { slowedMock } from './rows/slowed-mock.ts';
import { starvedRecorder } from './rows/starved-recorder.ts';
import { truncatedFile } from './rows/truncated-file.ts';
import { wrongCodes } from './rows/wrong-codes.ts';
import { wrongMatcher } from './rows/wrong-matcher.ts';

export type { DamageOutcome, DamageRow } from './row.ts';

/** Every damage; those that share one finished run last. */
export const damageRows: readonly DamageRow[] = [
  cpuHogs,
  blockedMock,
  blockedEngine,
  blockedOrchestrator,
  slowedMock,
  starvedRecorder,
  diskSlow,
  clockStepped,
  faultNotInjected,
  wrongMatcher,
  wrongCodes,
  editedLines,
  editedTimes,
  editedPlan,
  truncatedFile,
  editedResult,
  noEvidence,
];

/** One folder for all rows of this process; removed when it ends. */
let workDir: string | null = null;

function work(): string {
  if (workDir === null) {
    const dir = mkdtempSync(join(tmpdir(), 'stormproof-damage-'));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
    workDir = dir;
  }
  return workDir;
}

/**
 * Damages the harness as the row says and reads what became of it. Live rows take some 40 s of a machine that nobody
 * else uses. Throws when the run could not even be judged.
 */
export async function runDamageRow(row: DamageRow): Promise<DamageOutcome> {
  const startMs = performance.now();
  const run = await row.act(work());
  return outcomeOf(row, run, (performance.now() - startMs) / 1000);
}
