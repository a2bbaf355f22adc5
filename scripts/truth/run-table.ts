import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asExpected, failedRow, judgeRow, type RowResult } from './judge-row.ts';
import { playRow } from './play-row.ts';
import { rowLine } from './print.ts';
import { readRun } from './read-run.ts';
import type { Played, TruthRow } from './row.ts';

/** Lateness that is more than this share of the smallest time a row compares can move it (as test/truth says). */
const latenessShare = 0.01;

/**
 * True for a run that names a disturbance itself: a validity check, lateness the comparison would feel, or a reading
 * "not proven" where a plain one is expected.
 */
function disturbed({ result, metric }: Played, { measures, cells }: RowResult): boolean {
  if (cells.some(({ expected, read }) => read === 'not-proven' && expected !== read)) return true;
  const times = measures.filter(({ unit, planted }) => unit === 'ms' && planted > 0);
  const smallestMs = Math.min(...times.map(({ planted }) => planted));
  return (
    result.validity.checks.some(
      ({ state, moves }) =>
        (state === 'failed' || state === 'warning') && (moves === 'both' || times.length > 0),
    ) || (metric('steady.lateness.p99') ?? 0) > latenessShare * smallestMs
  );
}

export interface TableRun {
  /** Holds rows/*.json and runs/<row>/. */
  readonly dir: string;
  /** Written into each row. */
  readonly commit: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** A row that is not as expected in a disturbed run is played again, at most so often; the last one counts as it is. */
  readonly maxRepeats: number;
}

/** Plays the rows that have no result in `dir/rows` yet, one at a time, and gives the results of all, in order. */
export async function runTable(
  rows: readonly TruthRow[],
  { dir, commit, signal, say, maxRepeats }: TableRun,
): Promise<readonly RowResult[]> {
  mkdirSync(join(dir, 'rows'), { recursive: true });
  const results: RowResult[] = [];
  let leftSec = rows
    .filter(({ id }) => !existsSync(fileOf(dir, id)))
    .reduce((sum, row) => sum + row.aboutSec, 0);
  for (const [index, row] of rows.entries()) {
    const file = fileOf(dir, row.id);
    if (existsSync(file)) {
      results.push(JSON.parse(readFileSync(file, 'utf8')) as RowResult);
      continue;
    }
    signal.throwIfAborted();
    say(`[${index + 1}/${rows.length}] ${row.id}: ${row.what} (about ${Math.ceil(leftSec / 60)} min left)`);
    const played = await playAndJudge(row, join(dir, 'runs', row.id), signal, maxRepeats);
    const result = { ...played, commit };
    leftSec -= row.aboutSec;
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
    say(rowLine(result));
    results.push(result);
  }
  return results;
}

/**
 * Results of the rows that were played into `dir`, in order: judged again from their run folders, by the rows as they are
 * now. A row whose run did not end stays as it is.
 */
export function judgeTable(rows: readonly TruthRow[], dir: string): readonly RowResult[] {
  return rows
    .filter(({ id }) => existsSync(fileOf(dir, id)))
    .map((row) => {
      const was = JSON.parse(readFileSync(fileOf(dir, row.id), 'utf8')) as RowResult;
      const out = join(dir, 'runs', row.id, 'out');
      const [folder] = existsSync(out) ? readdirSync(out) : [];
      if (was.failure !== null || folder === undefined) return was;
      const result = judgeRow(row, readRun(join(out, folder)), was.repeats, was.seconds);
      const judged = was.commit === undefined ? result : { ...result, commit: was.commit };
      writeFileSync(fileOf(dir, row.id), `${JSON.stringify(judged, null, 2)}\n`);
      return judged;
    });
}

function fileOf(dir: string, id: string): string {
  return join(dir, 'rows', `${id}.json`);
}

/** Plays one row and judges it; a run that does not end is a failed row. Throws the signal's reason only. */
export async function playAndJudge(
  row: TruthRow,
  workDir: string,
  signal: AbortSignal,
  maxRepeats: number,
): Promise<RowResult> {
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 1000);
  for (let repeats = 0; ; repeats += 1) {
    try {
      const run = await playRow(row, workDir, signal);
      const result = judgeRow(row, run, repeats, seconds());
      if (!asExpected(result) && disturbed(run, result) && repeats < maxRepeats) continue;
      rmSync(join(run.dir, 'bundles'), { recursive: true, force: true });
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (repeats < maxRepeats) continue;
      return failedRow(row, error instanceof Error ? error.message : String(error), seconds());
    }
  }
}
