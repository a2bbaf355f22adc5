import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../../harness/schema/result.ts';
import type { DamagedRun } from '../row.ts';
import { stormproof } from './command.ts';
import { evaluateDamaged } from './evaluate.ts';

let finished: Promise<string> | null = null;

/**
 * A copy of the one undamaged run that the rows on finished folders share. It must blame its vendor: else no row could
 * show that a damage takes the blame away.
 */
export async function copyOfFinishedRun(workDir: string): Promise<string> {
  finished ??= measure(workDir);
  const copy = mkdtempSync(join(workDir, 'copy-'));
  cpSync(await finished, copy, { recursive: true });
  return copy;
}

/** Judges the folder again, as a reader would. */
export async function checkAgain(dir: string): Promise<DamagedRun> {
  const { code } = await stormproof(['check', dir]);
  return { dir, exitCode: code };
}

/** A disturbed run may read "not proven" or "invalid" by itself: it is measured once more. */
async function measure(workDir: string): Promise<string> {
  const first = await evaluateDamaged({ workDir, only: 'rush' });
  if (blames(first.dir)) return first.dir;
  const second = await evaluateDamaged({ workDir, only: 'rush' });
  if (blames(second.dir)) return second.dir;
  throw new Error(`the undamaged run blames nobody, twice: ${second.dir}`);
}

function blames(dir: string): boolean {
  const result = JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')) as Result;
  return (
    result.validity.state !== 'invalid' &&
    result.requirements.every((requirement) => requirement.reading === 'does-not-meet')
  );
}
