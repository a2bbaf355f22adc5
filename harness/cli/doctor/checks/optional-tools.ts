import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { asset } from '../../../../package-root.ts';
import { type Finding, ok, warn } from '../finding.ts';

/** Stock k6: only for `--engine k6`. */
export function k6(env: NodeJS.ProcessEnv): Finding {
  if (existsSync(asset('scripts', 'k6', 'bin', 'k6'))) return ok('k6', 'scripts/k6/bin/k6 is built');
  const go = onPath(env, ['go']);
  if (go !== null) return warn('k6', 'not built (optional)', 'For --engine k6: npm run k6');
  return warn('k6', 'not built and no Go found (optional)', 'For --engine k6: install Go, then npm run k6');
}

/** A browser: only for the tests of the report. */
export function chromium(env: NodeJS.ProcessEnv): Finding {
  const found = onPath(env, ['chromium', 'chromium-browser', 'google-chrome']);
  if (found !== null) return ok('chromium', found);
  return warn('chromium', 'not found (optional)', 'For the browser tests only: apt-get install chromium');
}

function onPath(env: NodeJS.ProcessEnv, names: readonly string[]): string | null {
  for (const dir of (env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(dir, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  return null;
}
