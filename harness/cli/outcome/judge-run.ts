import { type Locale, renderReports } from '../../../reports/index.ts';
import { checkRun } from '../../check/check-run.ts';
import type { Result } from '../../schema/result.ts';

export interface JudgedRun {
  readonly folder: string;
  readonly result: Result;
  /** Absolute paths of the files written. */
  readonly reports: readonly string[];
}

/** Judges a run folder (writes result.json) and renders its reports into it. */
export async function judgeRun(dir: string, locales: readonly Locale[]): Promise<JudgedRun> {
  const { result } = await checkRun(dir);
  const reports = await renderReports(result, { outDir: dir, locales });
  return { folder: dir, result, reports };
}
