import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artefacts } from '../record/artefacts.ts';
import { foldRun } from '../record/fold-run.ts';
import { writeResult } from '../record/seal.ts';
import { runFiles } from '../schema/artefacts.ts';
import { StormproofError } from '../schema/errors.ts';
import type { Result } from '../schema/result.ts';
import { writeHlog } from '../stats/hlog.ts';
import { buildResult } from './build-result.ts';

/**
 * Folds and judges a run folder and writes result.json and `histograms/<plan>.<kind>.hlog` into it. The same folder
 * gives the same bytes. Works on interrupted runs. A result.json that was changed since it was written makes this
 * judgement invalid, once: the file that replaces it is derived from the event files again.
 * @returns the result and the files written, relative to `dir`.
 * @throws StormproofError SP_CLI_FOLDER, SP_CLI_SCHEMA, or SP_RECORD_IO when the folder can't be written.
 */
export async function checkRun(
  dir: string,
): Promise<{ readonly result: Result; readonly files: readonly string[] }> {
  const artefacts = await foldRun(dir);
  const planHash = createHash('sha256')
    .update(await readFile(join(dir, runFiles.plan)))
    .digest('hex');
  const result = buildResult(artefacts, planHash);
  try {
    const files = [...(await writeHistograms(dir, artefacts)), runFiles.result];
    await writeResult(dir, `${JSON.stringify(result, null, 2)}\n`);
    return { result, files };
  } catch (cause) {
    throw new StormproofError(
      'SP_RECORD_IO',
      `cannot write into ${dir}: ${(cause as Error).message}`,
      [],
      cause,
    );
  }
}

async function writeHistograms(dir: string, artefacts: Artefacts): Promise<readonly string[]> {
  await mkdir(join(dir, runFiles.histograms), { recursive: true });
  const files: string[] = [];
  for (const plan of artefacts.plans.values()) {
    const endSec = plan.drainEndUs / 1e6;
    for (const kind of ['response', 'service', 'lateness', 'webhookAck'] as const) {
      const histogram = plan.all[kind];
      if (histogram.total === 0) continue;
      const name = `${runFiles.histograms}/${plan.id}.${kind === 'webhookAck' ? 'webhook_ack' : kind}.hlog`;
      await writeFile(join(dir, name), writeHlog([{ startSec: 0, endSec, histogram }]));
      files.push(name);
    }
  }
  return files.sort();
}
