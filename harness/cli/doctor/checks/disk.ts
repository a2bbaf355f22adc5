import { tmpdir } from 'node:os';
import { diskBudget } from '../../run-folder/disk-budget.ts';
import { freeBytes } from '../../run-folder/free-bytes.ts';
import { type Finding, fail, ok } from '../finding.ts';

/** Room for a standard run where reports and the vendor's data go. */
export async function disk(cwd: string): Promise<Finding> {
  const wanted = diskBudget('standard', ['rush', 'media', 'shift', 'failover']).totalBytes;
  const here = await freeBytes(cwd);
  const temporary = await freeBytes(tmpdir());
  const least = Math.min(here, temporary);
  const text = `${mib(least)} MiB free; a standard run takes up to ${mib(wanted)} MiB`;
  if (least >= wanted) return ok('disk', text);
  return fail('disk', text, `Free space in ${here < temporary ? cwd : tmpdir()}, or use --out and TMPDIR.`);
}

function mib(bytes: number): number {
  return Math.floor(bytes / 1024 ** 2);
}
