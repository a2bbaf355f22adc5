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

/** Undamaged runs measured until one blames its vendor. */
const tries = 3;

/** A run that was disturbed reads "not proven" or "invalid" by itself: it is measured again. */
async function measure(workDir: string): Promise<string> {
  for (let left = tries; left > 0; left -= 1) {
    const { dir } = await evaluateDamaged({ workDir, only: 'rush' });
    if (blames(dir)) return dir;
  }
  throw new Error(`${tries} undamaged runs blame nobody: the machine is too busy for this table`);
}

function blames(dir: string): boolean {
  const result = JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')) as Result;
  return (
    result.validity.state !== 'invalid' &&
    result.requirements.every((requirement) => requirement.reading === 'does-not-meet')
  );
}
