import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runFiles } from '../schema/artefacts.ts';
import type { RunSeal, RunState } from '../schema/run-plan.ts';
import type { SealReading } from './artefacts.ts';
import type { FileReading } from './event-reader.ts';

/** sha256 of plan.json and of every event file, taken when the run has ended. Finds edits, not forgers. */
export async function sealRun(dir: string): Promise<RunSeal> {
  const events: Record<string, string> = {};
  for (const name of await eventNames(dir)) events[name] = await hashFile(join(dir, runFiles.events, name));
  return { plan: await hashFile(join(dir, runFiles.plan)), events };
}

/** Holds the folder against the seal in run.json and the one beside result.json. Files already read are not hashed again. */
export async function readSeal(
  dir: string,
  state: RunState,
  readings: readonly FileReading[],
): Promise<SealReading> {
  return { changed: await changedFiles(dir, state.sealed ?? null, readings), result: await resultState(dir) };
}

async function changedFiles(
  dir: string,
  seal: RunSeal | null,
  readings: readonly FileReading[],
): Promise<readonly string[] | null> {
  if (seal === null) return null;
  const hashes = new Map(
    readings.flatMap(({ parts }) => parts.map(({ path, sha256 }) => [path, sha256] as const)),
  );
  const names = await eventNames(dir);
  const changed: string[] = [];
  if ((await hashFile(join(dir, runFiles.plan))) !== seal.plan) changed.push(runFiles.plan);
  for (const name of new Set([...Object.keys(seal.events), ...names])) {
    const path = join(dir, runFiles.events, name);
    const now = names.includes(name) ? (hashes.get(name) ?? (await hashFile(path))) : null;
    if (now !== seal.events[name]) changed.push(`${runFiles.events}/${name}`);
  }
  return changed.sort();
}

async function resultState(dir: string): Promise<SealReading['result']> {
  const text = await readFile(join(dir, runFiles.result), 'utf8').catch(() => null);
  if (text === null) return 'none';
  const sealed = await isSealedResult(dir, text);
  if (sealed === null) return 'unsealed';
  return sealed ? 'as-written' : 'edited';
}

/** Whether `text` is the result.json that check wrote into `dir`; null where no hash lies beside it. */
export async function isSealedResult(dir: string, text: string): Promise<boolean | null> {
  const line = await readFile(join(dir, runFiles.resultSeal), 'utf8').catch(() => null);
  return line === null ? null : line === sealLine(text);
}

/** Writes result.json and, beside it, its hash as `sha256sum -c` reads it. */
export async function writeResult(dir: string, text: string): Promise<void> {
  await writeFile(join(dir, runFiles.result), text);
  await writeFile(join(dir, runFiles.resultSeal), sealLine(text));
}

function sealLine(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}  ${runFiles.result}\n`;
}

async function eventNames(dir: string): Promise<readonly string[]> {
  const names = await readdir(join(dir, runFiles.events)).catch(() => []);
  return [...names].sort();
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
