import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed when the test has ended. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-e2e-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The one run folder below `out`. */
export function onlyRun(out: string): string {
  const [name, ...rest] = readdirSync(out);
  if (name === undefined || rest.length > 0)
    throw new Error(`not one run in ${out}: ${[name, ...rest].join(', ')}`);
  return join(out, name);
}
