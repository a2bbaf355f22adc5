import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Vitest's hook; a concurrent test passes the one of its own context, because the global one cannot tell them apart. */
export type Finished = (work: () => void) => void;

/** A folder that is removed when the test has ended. */
export function temporaryFolder(finished: Finished = onTestFinished): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-e2e-'));
  finished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The one run folder below `out`. */
export function onlyRun(out: string): string {
  const [name, ...rest] = readdirSync(out);
  if (name === undefined || rest.length > 0)
    throw new Error(`not one run in ${out}: ${[name, ...rest].join(', ')}`);
  return join(out, name);
}
