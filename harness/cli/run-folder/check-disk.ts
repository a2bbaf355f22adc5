import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { StormproofError } from '../../schema/errors.ts';
import type { DiskBudget } from './disk-budget.ts';
import { freeBytes } from './free-bytes.ts';

/**
 * Holds the budget against the free space of the run folder's and of the temporary folder's disk (one sum where both are on
 * the same disk). Returns the line to print. Throws SP_CLI_DISK when short.
 */
export async function checkDisk(dir: string, budget: DiskBudget): Promise<string> {
  const temporary = tmpdir();
  const oneDisk = (await stat(dir)).dev === (await stat(temporary)).dev;
  const here = await freeBytes(dir);
  const there = await freeBytes(temporary);
  const short = [
    ...lack(dir, oneDisk ? budget.totalBytes : budget.runBytes, here),
    ...(oneDisk ? [] : lack(temporary, budget.dataBytes, there)),
  ];
  if (short.length > 0) throw new StormproofError('SP_CLI_DISK', 'not enough disk space for this run', short);
  return `disk: this run writes up to ${mib(budget.runBytes)} MiB and needs ${mib(budget.dataBytes)} MiB meanwhile; ${mib(Math.min(here, there))} MiB free`;
}

function lack(dir: string, wanted: number, free: number): readonly string[] {
  if (free >= wanted) return [];
  return [`${dir}: ${mib(free)} MiB free: ${mib(wanted)} MiB wanted`];
}

function mib(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}
